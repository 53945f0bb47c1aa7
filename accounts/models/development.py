"""The ID-Plan: how a person means to grow in a year (แผนพัฒนาตนเองรายบุคคล)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.competency import Competency
from accounts.models.organization import Organization

MOST_PRIORITIES = 3  # lines of the summary, part 3 of the form


class DevelopmentPlan(models.Model):
    """One person's plan of one fiscal year, signed off by the superior."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for the superior")
        SIGNED = "signed", _("Signed off")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="development_plans", verbose_name=_("user")
    )
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))  # common era, the year it ends in
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="development_plans", verbose_name=_("organization")
    )
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    qualification = models.CharField(_("qualification"), max_length=200, blank=True)
    duties = models.TextField(_("subjects taught and duties"), max_length=2000, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="signed_plans",
        verbose_name=_("signed off by"),
    )
    signed_at = models.DateTimeField(_("signed off at"), null=True, blank=True)
    returned_reason = models.CharField(_("reason for the return"), max_length=500, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        ordering = ["-fiscal_year"]
        verbose_name = _("ID-Plan")
        verbose_name_plural = _("ID-Plans")
        constraints = [
            models.UniqueConstraint(fields=["user", "fiscal_year"], name="accounts_developmentplan_once"),
            models.CheckConstraint(
                condition=Q(status="signed", signed_at__isnull=False)
                | (~Q(status="signed") & Q(signed_at__isnull=True)),
                name="accounts_developmentplan_signed_when",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.fiscal_year}"


class DevelopmentActivity(models.Model):
    """A line of the plan: what to develop, how, when, to what end, and the hours done so far."""

    class Method(models.TextChoices):
        SELF = "self", _("On my own")
        TOGETHER = "together", _("With people inside and outside the school")
        SUPPORT = "support", _("With support asked of the office")

    plan = models.ForeignKey(DevelopmentPlan, models.CASCADE, related_name="activities")
    competency = models.ForeignKey(
        Competency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("competency"),
    )
    topic = models.CharField(_("what to develop"), max_length=200, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"))
    method = models.CharField(_("way of developing"), max_length=10, choices=Method.choices)
    how = models.CharField(_("activity"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    goal = models.CharField(_("goal"), max_length=500, blank=True)
    benefit = models.CharField(_("expected benefit"), max_length=500, blank=True)
    hours_done = models.DecimalField(_("hours done"), max_digits=5, decimal_places=1, default=0)

    class Meta:
        ordering = ["priority", "pk"]
        verbose_name = _("line of an ID-Plan")
        verbose_name_plural = _("lines of an ID-Plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="accounts_developmentactivity_forward",
            ),
            models.CheckConstraint(
                condition=Q(competency__isnull=False) | ~Q(topic=""),
                name="accounts_developmentactivity_names_something",
            ),
        ]

    def __str__(self):
        return self.topic or str(self.competency)
