"""What happened to an article on its way to the reader."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article


class Review(models.Model):
    """One step: sent, returned with its reason, published, withdrawn. The trail is never rewritten."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", _("Sent for review")
        RETURNED = "returned", _("Returned for revision")
        PUBLISHED = "published", _("Published")
        EDITED = "edited", _("Edited after publication")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ARCHIVED = "archived", _("Archived")

    article = models.ForeignKey(Article, models.CASCADE, related_name="reviews", verbose_name=_("article"))
    action = models.CharField(_("step"), max_length=10, choices=Action.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action__in=("returned", "withdrawn")) | ~models.Q(reason=""),
                name="knowledge_review_return_has_reason",
            )
        ]

    def __str__(self):
        return f"{self.get_action_display()} · {self.article_id}"
