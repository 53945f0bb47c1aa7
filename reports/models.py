"""Plans and their targets, the evidence for them, and the history of their figures."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from accounts.models import CompetencySurvey, Organization, VersionedModel
from accounts.roles import OFFICER
from kmc.lib.dates import READABLE_YEARS, year_in_words
from kmc.lib.years import FiscalYear
from knowledge.models import Article


class Worded(models.Model):
    """Wording in Thai, with an English translation for readers who need one."""

    text = models.TextField(_("wording"))
    text_en = models.TextField(_("English translation"), blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.wording

    @property
    def wording(self) -> str:
        """Return the wording in the reader's language; the Thai one where there is no translation."""
        return self.text_en if self.text_en and get_language() == "en" else self.text


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the plans in force or closed; drafts are for those who keep plans."""
        if user.is_authenticated and user.holds(OFFICER):
            return self.all()
        return self.exclude(state=Plan.State.DRAFT)

    def active(self):
        return self.filter(state=Plan.State.ACTIVE)

    def masters(self):
        """Return the master plans: the ones the portal's figures stand under."""
        return self.filter(kind=Plan.Kind.MASTER)

    def first_active(self):
        """Return the active master plan of the office that was there first, or None."""
        return (
            self.active()
            .masters()
            .select_related("organization")
            .order_by("organization_id", "-starts_on", "pk")
            .first()
        )

    def for_list(self):
        return self.select_related("organization").order_by("state", "-starts_on", "pk")


class Plan(VersionedModel):
    """A plan of an organization for a span of years. Its levels have names of their own (strategy or tactic)."""

    class Kind(models.TextChoices):
        MASTER = "master", _("Master plan")
        STAFF_DEVELOPMENT = "staff_development", _("Staff development plan")
        OTHER = "other", _("Other plan")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")
        DRAFT = "draft", _("Draft")

    class YearBasis(models.TextChoices):
        CALENDAR = "calendar", _("Calendar year")
        FISCAL = "fiscal", _("Fiscal year")

    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind of plan"), max_length=20, choices=Kind.choices, default=Kind.MASTER)
    name = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="plans", verbose_name=_("organization")
    )
    year_basis = models.CharField(
        _("years are"), max_length=10, choices=YearBasis.choices, default=YearBasis.FISCAL
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    source = models.TextField(_("source"), blank=True)
    definition_version = models.PositiveSmallIntegerField(_("version of the definitions"), default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="reports_plan_forward"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:plan_detail", args=[self.pk])

    @property
    def title(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def is_reviewed_yearly(self) -> bool:
        """Return whether the plan is looked at again each fiscal year: the one for developing staff is."""
        return self.kind == self.Kind.STAFF_DEVELOPMENT

    @property
    def fiscal_years(self) -> range:
        """Return the fiscal years the plan reaches into, in the common era."""
        first, last = (FiscalYear.of(day).common_year for day in (self.starts_on, self.ends_on))
        return range(first, last + 1)


class PlanReviewQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(fiscal_year=year)

    def sent_as(self, form_token):
        return self.filter(form_token=form_token)

    def visible_to(self, user):
        """Return the reviews of the plans the person may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def for_list(self):
        return self.select_related("reviewed_by", "survey")

    def for_page(self):
        return self.select_related("plan__organization", "survey")


class PlanReview(VersionedModel):
    """The yearly look at a plan: what was found and what changes.

    Source: KA Model by PLC of Songkhla Primary ESAO 2, step 2: a staff development plan for three years, reviewed
    every year, after the survey of development needs.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews", verbose_name=_("plan"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))  # common era
    reviewed_on = models.DateField(_("reviewed on"))
    # Who wrote it down last.
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="plan_reviews", verbose_name=_("reviewed by")
    )
    findings = models.TextField(_("what was found"))
    changes = models.TextField(_("what changes"))
    survey = models.ForeignKey(
        CompetencySurvey,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_reviews",
        verbose_name=_("competency survey"),
    )
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-fiscal_year", "-pk"]
        verbose_name = _("review of a plan")
        verbose_name_plural = _("reviews of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "fiscal_year"], name="reports_planreview_once_a_year"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=READABLE_YEARS.start, fiscal_year__lt=READABLE_YEARS.stop),
                name="reports_planreview_common_era",
            ),
        ]

    def __str__(self):
        return str(_("Review of fiscal year %(year)s") % {"year": self.year_words})

    @property
    def year_words(self) -> str:
        return year_in_words(self.fiscal_year)

    @property
    def is_of_current_year(self) -> bool:
        return self.fiscal_year == FiscalYear.of(timezone.localdate()).common_year


class PlanItemQuerySet(TreeQuerySet):
    def of_levels(self, *levels):
        return self.filter(level__in=levels)

    def in_order(self):
        return self.order_by("position", "pk")


class PlanItem(Worded, VersionedModel):
    """One statement of a plan: vision, mission, objective, goal, strategy or guideline."""

    class Level(models.TextChoices):
        VISION = "vision", _("Vision")
        MISSION = "mission", _("Mission")
        OBJECTIVE = "objective", _("Objective")
        GOAL = "goal", _("Goal")
        STRATEGY = "strategy", _("Strategy")
        GUIDELINE = "guideline", _("Guideline")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name=_("plan"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    code = models.CharField(_("number"), max_length=10, blank=True)
    description = models.TextField(_("explanation"), blank=True)
    description_en = models.TextField(_("explanation in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of a plan")
        verbose_name_plural = _("statements of plans")

    @property
    def explanation(self) -> str:
        return self.description_en if self.description_en and get_language() == "en" else self.description


class LevelName(VersionedModel):
    """What a plan calls one of its levels: ยุทธศาสตร์ in one plan is กลยุทธ์ in another."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="level_names")
    level = models.CharField(
        _("level"), max_length=10, choices=[*PlanItem.Level.choices, ("target", _("Target"))]
    )
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    introduction = models.TextField(_("what the plan says before this level"), blank=True)
    introduction_en = models.TextField(_("the same in English"), blank=True)

    class Meta:
        verbose_name = _("name of a level")
        verbose_name_plural = _("names of levels")
        constraints = [models.UniqueConstraint(fields=["plan", "level"], name="reports_levelname_once")]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def opening(self) -> str:
        return self.introduction_en if self.introduction_en and get_language() == "en" else self.introduction


class TargetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the targets of plans in force or closed; drafts are for those who keep plans."""
        if user.is_authenticated and user.holds(OFFICER):
            return self.all()
        return self.exclude(plan__state=Plan.State.DRAFT)

    def counted(self):
        return self.exclude(metric="")

    def in_order(self):
        return self.order_by("position", "pk")

    def for_page(self):
        return self.select_related("plan__organization", "strategy")


class Target(Worded, VersionedModel):
    """A target of a plan: a number and the metric that counts towards it, or evidence where it has none."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets", verbose_name=_("plan"))
    strategy = models.ForeignKey(PlanItem, models.CASCADE, related_name="targets", verbose_name=_("strategy"))
    code = models.CharField(_("number in the plan"), max_length=10)
    goal = models.PositiveIntegerField(_("target number"), null=True, blank=True)
    metric = models.SlugField(_("what is counted"), blank=True)
    # A target without a number keeps its evidence; this is counted beside it and decides nothing.
    beside = models.SlugField(_("figure beside the evidence"), blank=True)
    due_on = models.DateField(_("due on"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    frozen_value = models.PositiveIntegerField(_("value when the plan closed"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="reports_target_code_once"),
            models.CheckConstraint(
                condition=Q(metric="") | Q(goal__isnull=False), name="reports_target_counted_has_goal"
            ),
            models.CheckConstraint(
                condition=Q(frozen_value__isnull=True) | Q(frozen_at__isnull=False),
                name="reports_target_frozen_value_and_at",
            ),
        ]

    def get_absolute_url(self):
        return reverse("reports:target_detail", args=[self.pk])


class TargetEvidenceQuerySet(models.QuerySet):
    def of_plan(self, plan):
        return self.filter(target__plan=plan)

    def visible_to(self, user):
        """Return the evidence of the targets the person may see."""
        return self.filter(target__in=Target.objects.visible_to(user))

    def for_list(self):
        return self.select_related("added_by", "article")


class TargetEvidence(VersionedModel):
    """What shows that a target is being met: a link, an article, a note. For targets without a number above all."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="evidence", verbose_name=_("target"))
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_for",
        verbose_name=_("article"),
    )
    shown_on = models.DateField(_("date of the evidence"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="target_evidence", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    objects = TargetEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-shown_on", "-pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return self.title


class SnapshotQuerySet(models.QuerySet):
    def of_targets(self, targets):
        return self.filter(target__in=[target.pk for target in targets]).order_by("day")


class Snapshot(models.Model):
    """What a target's figure was at the end of a day. History only: the figure itself is always counted anew."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="snapshots", verbose_name=_("target"))
    day = models.DateField(_("day"))
    value = models.PositiveIntegerField(_("value"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [models.UniqueConstraint(fields=["target", "day"], name="reports_snapshot_once_a_day")]

    def __str__(self):
        return f"{self.target_id} {self.day}: {self.value}"
