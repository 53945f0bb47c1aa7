"""What stands around the text of an article: asked with its own row, so that what is not there costs nothing."""

from django.db import models
from django.db.models import Exists, OuterRef


class SurroundingsQuerySet(models.QuerySet):
    def with_surroundings(self, user):
        """Tell of an article whether it has awards and trials, is built upon, and what this reader did with it."""
        standing = {
            "has_awards": self.among("awards").confirmed(),
            "has_trials": self.among("trials"),
            "is_built_upon": self.model.objects.readable_by(user).filter(builds_on=OuterRef("pk")),
        }
        if user.is_authenticated:
            standing |= {
                "has_thanked": self.among("thanks").filter(by=user),
                "has_kept": self.among("bookmarks").filter(user=user),
                "is_followed": self.among("followers").filter(user=user),
            }
        return self.annotate(**{name: Exists(rows) for name, rows in standing.items()})

    def among(self, relation: str):
        """Return the rows that point to the article of the outer query."""
        rows = getattr(self.model, relation).rel.related_model.objects
        return rows.filter(article=OuterRef("pk"))
