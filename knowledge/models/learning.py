"""Articles a person's development rests on: read or written for a line of the ID-Plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import DevelopmentActivity
from knowledge.models.article import Article


class ActivityArticleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the links whose article the reader may open, with its title and no more."""
        return (
            self.filter(article__in=Article.objects.visible_to(user))
            .select_related("article")
            .only("activity", "article__title", "article__status")
            .order_by("pk")
        )


class ActivityArticle(models.Model):
    """An article read or written for a line of an ID-Plan."""

    activity = models.ForeignKey(
        DevelopmentActivity,
        models.CASCADE,
        related_name="article_links",
        verbose_name=_("line of an ID-Plan"),
    )
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="activity_links", verbose_name=_("article")
    )

    objects = ActivityArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article of an ID-Plan")
        verbose_name_plural = _("articles of an ID-Plan")
        constraints = [
            models.UniqueConstraint(fields=["activity", "article"], name="knowledge_activityarticle_once")
        ]

    def __str__(self):
        return f"{self.activity_id} {self.article_id}"
