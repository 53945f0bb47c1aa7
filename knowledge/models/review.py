"""What happened to an article on its way to the reader."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article


class ReviewQuerySet(models.QuerySet):
    def moves(self):
        """Return the steps that took an article to its state, leaving out that it was put away and brought back."""
        away = (Review.Action.DISCARDED, Review.Action.RESTORED)
        return self.filter(of_next=False).exclude(action__in=away)

    def given_back(self, **of_next):
        """Return the steps that gave a text back to its authors, with their reasons."""
        return self.filter(action__in=(Review.Action.RETURNED, Review.Action.WITHDRAWN), **of_next)

    def to_the_archive(self):
        """Return the steps by which an article was kept for the record only."""
        return self.filter(action__in=(Review.Action.ARCHIVED, Review.Action.MERGED))


class Review(models.Model):
    """One step: sent, returned with its reason, published, withdrawn. The trail is never rewritten."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", _("Sent for review")
        RETURNED = "returned", _("Returned for revision")
        PUBLISHED = "published", _("Published")
        EDITED = "edited", _("Edited after publication")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ARCHIVED = "archived", _("Archived")
        UNARCHIVED = "unarchived", _("Back from the archive")
        MERGED = "merged", _("Merged into another article")
        DISCARDED = "discarded", _("Draft discarded")
        RESTORED = "restored", _("Draft brought back")
        TAKEN = "taken", _("Taken for review")
        RELEASED = "released", _("Given back to the queue")
        CHECKED = "checked", _("Looked at after publication")
        CONFIRMED = "confirmed", _("Confirmed: still right")

    article = models.ForeignKey(Article, models.CASCADE, related_name="reviews", verbose_name=_("article"))
    action = models.CharField(_("step"), max_length=10, choices=Action.choices)
    of_next = models.BooleanField(_("of the next version"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action__in=("returned", "withdrawn")) | ~models.Q(reason=""),
                name="knowledge_review_return_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(action="merged") | ~models.Q(reason=""),
                name="knowledge_review_merge_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_action_display()} · {self.article_id}"
