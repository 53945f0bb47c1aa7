"""Texts people are told or agree to, by version, who accepted them, and what people ask about their data."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.site import VersionedModel
from accounts.roles import ADMINISTRATOR

DAYS_TO_ANSWER = 30  # PDPA B.E. 2562, section 30


class PolicyTextQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def versions(self, kind):
        """Return the published versions of a text, the newest first."""
        return self.published().filter(kind=kind).order_by("-version")

    def current(self, kind):
        """Return the text of this kind in force, or None."""
        return self.versions(kind).first()

    def in_force(self, kinds):
        """Return the texts in force of these kinds. One query."""
        same_kind = PolicyText.objects.versions(OuterRef("kind"))
        return self.published().filter(kind__in=kinds, version=Subquery(same_kind.values("version")[:1]))

    def not_accepted_by(self, user, fiscal_year):
        accepted = user.policy_acceptances.filter(fiscal_year=fiscal_year)
        return self.exclude(pk__in=accepted.values("policy"))


class PolicyText(VersionedModel):
    """A version of the privacy notice, the terms of use or the code of ethics. Published ones stay as they are."""

    class Kind(models.TextChoices):
        PRIVACY = "privacy", _("Privacy notice")
        TERMS = "terms", _("Terms of use")
        ETHICS = "ethics", _("Code of ethics in using IT")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))  # rich text, cleaned by kmc.lib.html
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="published_policies",
        verbose_name=_("published by"),
    )

    objects = PolicyTextQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version"]
        verbose_name = _("policy text")
        verbose_name_plural = _("policy texts")
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="accounts_policytext_once")]

    def __str__(self):
        return f"{self.title} {self.version}"

    def get_absolute_url(self):
        return reverse("accounts:policy_detail", args=[self.pk])


class PolicyAcceptanceQuerySet(models.QuerySet):
    def of_year(self, policy, fiscal_year):
        """Return who accepted this text in the year: people who are on the staff now, once each."""
        return self.filter(policy=policy, fiscal_year=fiscal_year).filter(
            user__is_active=True, user__is_service=False
        )

    def in_thai_order(self):
        return self.order_by("user__sort_key", "user_id")


class PolicyAcceptance(VersionedModel):
    """A person accepted a version, once a fiscal year."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="policy_acceptances", verbose_name=_("user")
    )
    policy = models.ForeignKey(
        PolicyText, models.PROTECT, related_name="acceptances", verbose_name=_("policy text")
    )
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))  # common era, the year it ends in
    accepted_at = models.DateTimeField(_("accepted at"), default=timezone.now)

    objects = PolicyAcceptanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "policy", "fiscal_year"], name="accounts_policyacceptance_once"
            )
        ]
        indexes = [models.Index(fields=["policy", "fiscal_year"], name="accounts_acceptance_year")]

    def __str__(self):
        return f"{self.user_id} {self.policy_id} {self.fiscal_year}"


def answer_due_on():
    return timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)


class PrivacyRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at__isnull=True)

    def answered(self):
        return self.filter(answered_at__isnull=False)

    def erasures(self):
        return self.filter(kind=PrivacyRequest.Kind.ERASURE)

    def visible_to(self, user):
        """Return the requests of the people of the offices the person keeps; superusers answer everyone."""
        if user.is_superuser:
            return self
        if not user.role_grants.opening_administration().exists():
            return self.none()
        return self.filter(user__profile__organization__in=user.organizations_as(ADMINISTRATOR))

    def soonest_first(self):
        return self.order_by("due_on", "pk")

    def newest_first(self):
        return self.order_by("-asked_at", "-pk")

    def for_list(self):
        return self.select_related("user__profile__organization", "answered_by")


class PrivacyRequest(models.Model):
    """A person asks for correction or erasure of their data; the office answers within 30 days."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        ERASURE = "erasure", _("Erasure")

    class Answer(models.TextChoices):
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="privacy_requests", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("what it is about"), max_length=2000, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    due_on = models.DateField(_("to be answered by"), default=answer_due_on, editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answered_privacy_requests",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = PrivacyRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy request")
        verbose_name_plural = _("privacy requests")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(answered_at__isnull=True),
                name="accounts_privacyrequest_one_open",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("accounts:privacy_request_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def days_left(self) -> int:
        """Return the days until the answer is due; below zero when it is late."""
        return (self.due_on - timezone.localdate()).days
