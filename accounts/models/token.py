"""Keys for programs: a person's own, and those of a unit for one of its systems."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization

BEGINNING = "kmc_"
SHOWN_LETTERS = 12  # of a key: enough to tell two apart, far too few to use


class ApiTokenQuerySet(models.QuerySet):
    def of_digest(self, digest):
        return self.filter(digest=digest)

    def made_by_form(self, form_token):
        return self.filter(form_token=form_token)

    def unrevoked(self):
        return self.filter(revoked_at=None)

    def usable(self):
        """Return what was neither revoked nor has run out; whom it leans on is asked by `token_opens`."""
        return self.unrevoked().filter(expires_on__gte=timezone.localdate())

    def with_calls(self, since):
        """Add how often each was used since a day."""
        counted = Sum("calls__count", filter=Q(calls__day__gte=since))
        return self.annotate(call_count=Coalesce(counted, 0))

    def for_use(self):
        """Load whom the key belongs to, as a request asks for it."""
        return self.select_related("user__profile", "made_by__profile", "organization")

    def for_list(self):
        return self.select_related("user", "made_by", "organization").order_by("-made_at", "-pk")


class ApiToken(models.Model):
    """A key that opens the programming interface. Only its digest is kept: it is shown once, when it is made."""

    class Scope(models.TextChoices):
        ARTICLES = "articles:read", _("Articles for signed-in staff")
        FIGURES = "figures:read", _("Figures that are not public, such as those of each school")
        ROWS = "rows:read", _("The rows behind the figures, with the names I may see")

    OF_UNITS = (Scope.ARTICLES, Scope.FIGURES)  # a unit's key never reads about people

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="api_tokens",
        verbose_name=_("whose key"),
    )
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        null=True,
        related_name="api_tokens",
        verbose_name=_("key of the unit"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="made_tokens", verbose_name=_("made by")
    )
    name = models.CharField(_("what it is for"), max_length=100)
    prefix = models.CharField(_("how it begins"), max_length=SHOWN_LETTERS)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("what it may read"), default=list)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_on = models.DateField(_("works until"))
    last_used_on = models.DateField(_("last used on"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="revoked_tokens",
        verbose_name=_("revoked by"),
    )
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("key for programs")
        verbose_name_plural = _("keys for programs")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, organization__isnull=False)
                | Q(user__isnull=False, organization__isnull=True),
                name="accounts_apitoken_of_person_or_unit",
            )
        ]

    def __str__(self):
        return f"{self.prefix}… {self.name}"

    @property
    def is_personal(self) -> bool:
        return self.user_id is not None

    @property
    def is_expired(self) -> bool:
        return self.expires_on < timezone.localdate()

    @property
    def is_usable(self) -> bool:
        """Return whether it was neither revoked nor has run out."""
        return self.revoked_at is None and not self.is_expired

    @property
    def scope_words(self) -> list[str]:
        return [str(label) for value, label in self.Scope.choices if value in self.scopes]


class ApiCallQuerySet(models.QuerySet):
    def of_day(self, token, day):
        return self.filter(token=token, day=day)

    def add(self, *, refused: int = 0) -> int:
        """Count one more request; return how many rows there were to count it in."""
        return self.update(count=F("count") + 1, refused=F("refused") + refused)

    def prune(self, before):
        """Drop the counts of days before this one. Return how many."""
        return self.filter(day__lt=before)._raw_delete(self.db)


class ApiCall(models.Model):
    """How often a key was used on a day: the number alone, never what was asked for."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="calls", verbose_name=_("key"))
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("requests"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)

    objects = ApiCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a key on a day")
        verbose_name_plural = _("use of keys by day")
        constraints = [models.UniqueConstraint(fields=["token", "day"], name="accounts_apicall_once_a_day")]

    def __str__(self):
        return f"{self.token_id} {self.day}: {self.count}"
