"""What is read by number, and in the order in which it changed: for programs that keep a copy."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from knowledge.models.tag import keywords_of_article

# Steps of the trail after which readers see something else; others say nothing to them.
SEEN_BY_READERS = ("published", "edited", "unarchived", "confirmed")


class ChangingQuerySet(models.QuerySet):
    def open_to(self, user):
        """Return what opens by its number and was published: `visible_to` without what is only being written."""
        opened = self.openable()
        if user.is_authenticated:
            return opened
        return opened.filter(visibility=self.model.Visibility.PUBLIC)

    def with_changed(self):
        """Add when readers last saw something new: text, filing, publication, confirmation, names, keywords."""
        steps = self.model.reviews.rel.related_model.objects.filter(
            article=OuterRef("pk"), action__in=SEEN_BY_READERS, of_next=False
        )
        last = Subquery(steps.order_by().values("article").annotate(last=Max("at")).values("last"))
        published = Coalesce(F("published_at"), F("edited_at"))  # SQLite's greatest of a nothing is nothing
        # Names that were erased, keywords renamed or gone.
        recorded = Coalesce(F("public_record__changed_at"), published)
        return self.annotate(changed=Greatest("edited_at", published, Coalesce(last, published), recorded))

    def changed_since(self, moment: datetime):
        return self.filter(changed__gte=moment)

    def changed_after(self, moment: datetime, key: int):
        """Return what changed after the moment, and of the same moment what has a higher number."""
        return self.filter(Q(changed__gt=moment) | Q(changed=moment, pk__gt=key))

    def places_of_change(self):
        """Return moment and key of each, in the order of change: all that sorting needs to hold."""
        return self.order_by("changed", "pk").values_list("changed", "pk")

    def holding(self, *, topic=None, tag=None, year=None, author=None, **columns):
        """Return what holds each of the values given: columns as they are, topics with those below them,
        keywords by name, the year of the first publication, a credited person."""
        rows = self.filter(**{name: value for name, value in columns.items() if value is not None})
        if topic is not None:
            rows = rows.in_topic(topic)
        if tag is not None:
            rows = rows.tagged(tag)
        if year is not None:
            rows = rows.first_published_between(date(year, 1, 1), date(year, 12, 31))
        if author is not None:
            rows = rows.credited_with(author)
        return rows

    def credited_with(self, key: int):
        """Return what a person is credited for."""
        return self.filter(authorships__user=key)

    def for_export(self):
        """Load all that a program is told of an article in a list: two queries, however many."""
        listed = self.for_list().select_related("component", "network")
        return listed.annotate(joined_keywords=keywords_of_article())
