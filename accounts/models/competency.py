"""Competencies by framework, the yearly survey, and what people say of themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization

LEVELS = (1, 2, 3, 4, 5)


class CompetencyFramework(models.Model):
    """A set of competencies for kinds of staff, by version. A survey keeps the one it was opened with."""

    slug = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    staff_kinds = models.JSONField(_("kinds of staff"), default=list)  # StaffProfile.StaffKind values
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("competency framework")
        verbose_name_plural = _("competency frameworks")

    def __str__(self):
        return self.name


class Competency(models.Model):
    class Group(models.TextChoices):
        CORE = "core", _("Core competency")
        FUNCTIONAL = "functional", _("Functional competency")

    framework = models.ForeignKey(
        CompetencyFramework, models.PROTECT, related_name="competencies", verbose_name=_("framework")
    )
    group = models.CharField(_("group"), max_length=10, choices=Group.choices, default=Group.CORE)
    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["framework", "position", "pk"]
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="accounts_competency_code_once")
        ]

    def __str__(self):
        return self.name_en if self.name_en and get_language() == "en" else self.name


class CompetencySurvey(models.Model):
    """The yearly survey (July): opened and closed by an officer of the organization."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="competency_surveys", verbose_name=_("organization")
    )
    year = models.PositiveSmallIntegerField(_("year"))  # common era, of the July it is held in
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opened_surveys", verbose_name=_("opened by")
    )

    class Meta:
        ordering = ["-year"]
        verbose_name = _("competency survey")
        verbose_name_plural = _("competency surveys")
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="accounts_survey_once_a_year"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="accounts_survey_forward"
            ),
        ]

    def __str__(self):
        return f"{self.year}"


class CompetencyAssessment(models.Model):
    """One person's form of one survey. The unit is that of the day it was handed in."""

    survey = models.ForeignKey(CompetencySurvey, models.PROTECT, related_name="assessments")
    framework = models.ForeignKey(CompetencyFramework, models.PROTECT, related_name="assessments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="competency_assessments",
        verbose_name=_("user"),
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="competency_assessments", verbose_name=_("organization")
    )
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="confirmed_assessments",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        verbose_name = _("competency assessment")
        verbose_name_plural = _("competency assessments")
        constraints = [
            models.UniqueConstraint(fields=["survey", "user"], name="accounts_assessment_once_a_survey"),
        ]
        indexes = [models.Index(fields=["survey", "organization"], name="accounts_assessment_unit")]

    def __str__(self):
        return f"{self.survey_id} {self.user_id}"


class CompetencyRating(models.Model):
    """How a person sees one competency, whether they wish to develop it, and how the superior sees it."""

    assessment = models.ForeignKey(CompetencyAssessment, models.CASCADE, related_name="ratings")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="ratings")
    # Empty while the form is a draft: a wish may be ticked first. Handing in asks for every rating.
    level = models.PositiveSmallIntegerField(_("own rating"), null=True, blank=True)
    is_wanted = models.BooleanField(_("I wish to develop this"), default=False)
    superior_level = models.PositiveSmallIntegerField(_("rating by the superior"), null=True, blank=True)

    class Meta:
        ordering = ["competency__position", "pk"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "competency"], name="accounts_rating_once"),
            models.CheckConstraint(
                condition=(Q(level__isnull=True) | Q(level__in=LEVELS))
                & (Q(superior_level__isnull=True) | Q(superior_level__in=LEVELS)),
                name="accounts_rating_one_to_five",
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.competency_id}"
