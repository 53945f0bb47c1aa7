"""What a moderator takes from a page for a reason: the row stays, and can be shown again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HideableModel(models.Model):
    """A row that somebody may hide, with a reason for its writer."""

    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hidden_%(class)ss",
        verbose_name=_("hidden by"),
    )
    hidden_reason = models.CharField(_("why it is hidden"), max_length=500, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="knowledge_%(class)s_hidden_by_and_at",
            )
        ]

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    def hide(self, *, by, reason: str) -> None:
        self.keep_hiding(at=timezone.now(), by=by, reason=reason)

    def unhide(self) -> None:
        self.keep_hiding(at=None, by=None, reason="")

    def keep_hiding(self, *, at, by, reason: str) -> None:
        self.hidden_at, self.hidden_by, self.hidden_reason = at, by, reason
        self.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
