"""Competencies by framework, the yearly survey, and what people say of themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import StaffProfile
from kmc.lib.dates import year_in_words

LEVELS = (1, 2, 3, 4, 5)


class CompetencyFrameworkQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def with_competencies(self):
        return self.prefetch_related("competencies")


class CompetencyFramework(models.Model):
    """A set of competencies for kinds of staff, by version. A survey keeps the one it was opened with."""

    slug = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    staff_kinds = models.JSONField(_("kinds of staff"), default=list)  # StaffProfile.StaffKind values
    is_active = models.BooleanField(_("in use"), default=True)

    objects = CompetencyFrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("competency framework")
        verbose_name_plural = _("competency frameworks")

    def __str__(self):
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def kind_titles(self) -> list:
        """Return the kinds of staff in words."""
        titles = dict(StaffProfile.StaffKind.choices)
        return [titles[kind] for kind in self.staff_kinds if kind in titles]


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


class CompetencySurveyQuerySet(models.QuerySet):
    def of_organizations(self, ids):
        return self.filter(organization__in=ids)

    def open_on(self, day):
        return self.filter(opens_on__lte=day, closes_on__gte=day)

    def closed_on(self, day):
        """Return the surveys that were over by that day."""
        return self.filter(closes_on__lt=day)

    def open_for(self, profile, day=None):
        """Return the survey the person may answer today: the one of the nearest office, or None."""
        units = Organization.objects.ancestors(profile.organization, include_self=True)
        here = self.open_on(day or timezone.localdate()).filter(
            organization__in=list(units.order_by().values_list("pk", flat=True))
        )
        return here.order_by("-opens_on", "-pk").select_related("organization").first()

    def for_list(self):
        return self.select_related("organization")


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

    objects = CompetencySurveyQuerySet.as_manager()

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
        return str(_("Competency survey %(year)s") % {"year": year_in_words(self.year)})

    def get_absolute_url(self):
        return reverse("accounts:survey_results", args=[self.pk])

    @property
    def year_words(self) -> str:
        return year_in_words(self.year)

    @property
    def is_open(self) -> bool:
        return self.opens_on <= timezone.localdate() <= self.closes_on

    @property
    def is_closed(self) -> bool:
        return self.closes_on < timezone.localdate()


class CompetencyAssessmentQuerySet(models.QuerySet):
    def handed_in(self):
        return self.filter(submitted_at__isnull=False)

    def of_units(self, ids):
        return self.filter(organization__in=ids)

    def of_survey(self, survey):
        return self.filter(survey=survey)

    def of_people(self, people) -> dict:
        """Return the forms by the key of the person. One query."""
        return {one.user_id: one for one in self.filter(user__in=[person.pk for person in people])}

    def newest_first(self):
        return self.order_by("-survey__year", "-pk")

    def with_person(self):
        return self.select_related("user__profile__organization", "survey__organization")

    def with_ratings(self):
        return self.select_related("survey", "framework", "confirmed_by").prefetch_related(
            "ratings__competency"
        )


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

    objects = CompetencyAssessmentQuerySet.as_manager()

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
