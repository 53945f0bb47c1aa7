"""The ID-Plan: how a person means to grow in a year (แผนพัฒนาตนเองรายบุคคล)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.competency import Competency
from accounts.models.organization import Organization
from accounts.models.user import StaffProfile
from accounts.roles import ADMINISTRATOR, MANAGER
from kmc.lib.dates import ERA
from kmc.lib.years import FiscalYear

MOST_PRIORITIES = 3  # lines of the summary, part 3 of the form
MOST_LINES = 20


class DevelopmentPlanQuerySet(models.QuerySet):
    def of_year(self, year: int):
        return self.filter(fiscal_year=year)

    def visible_to(self, user):
        """Return the person's own plans and those of the people they look after."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        units = user.organizations_as(MANAGER) + user.organizations_as(ADMINISTRATOR)
        of_staff = Q(user__profile__organization__in=units, user__is_superuser=False, user__is_service=False)
        return self.filter(Q(user=user) | of_staff)

    def for_page(self):
        return self.select_related("user__profile__organization", "organization", "signed_by__profile")

    def with_lines(self):
        """Count the lines and add up the hours, for a list of years."""
        return self.annotate(line_count=Count("activities"), hours=models.Sum("activities__hours_done"))


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

    objects = DevelopmentPlanQuerySet.as_manager()

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

    def get_absolute_url(self):
        return reverse("accounts:development_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.SUBMITTED

    @property
    def is_signed(self) -> bool:
        return self.status == self.Status.SIGNED

    @property
    def tone(self) -> str:
        """Return the tone of the pill that shows the state."""
        return {self.Status.SIGNED: "done", self.Status.SUBMITTED: "waiting"}.get(self.status, "draft")

    @property
    def year(self) -> FiscalYear:
        return FiscalYear(self.fiscal_year + ERA)

    @property
    def seen(self) -> str:
        """Return the mark of what stands now: a form carries it, and a save against another is refused."""
        return self.changed_at.isoformat()


class DevelopmentActivityQuerySet(models.QuerySet):
    def with_articles(self, reader):
        """Load the linked articles the reader may open. One query more, however many lines."""
        links = self.model.article_links.rel.related_model.objects.visible_to(reader)
        return self.select_related("competency").prefetch_related(Prefetch("article_links", queryset=links))

    def visible_to(self, user):
        return self.filter(plan__in=DevelopmentPlan.objects.visible_to(user))


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

    objects = DevelopmentActivityQuerySet.as_manager()

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

    @property
    def title(self) -> str:
        """Return what is to be developed: the competency, with one's own words where there are any."""
        return " · ".join(str(part) for part in (self.competency, self.topic) if part)

    @property
    def missing(self) -> list:
        """Return what a superior would ask for before signing."""
        wanted = ((self.how, _("activity")), (self.ends_on, _("dates")), (self.goal, _("goal")))
        return [words for value, words in wanted if not value]

    def falls_in(self, starts_on, ends_on) -> bool:
        """Return whether the line ends in the span: each line belongs to one year of any kind."""
        day = self.ends_on or self.starts_on or self.plan.year.ends_on
        return starts_on <= day <= ends_on


def total_hours(lines) -> Decimal:
    return sum((line.hours_done for line in lines), Decimal(0))


def short_hours(hours: Decimal) -> str:
    """Return hours as people write them: 6 and 12.5, not 6.0."""
    return f"{hours:,.1f}".removesuffix(".0")


# --- who has a plan -----------------------------------------------------------------------------------------------------


def with_plan_of(people, year: int):
    """Add to each person their plan of the year: its key and its state, None without one."""
    plan = DevelopmentPlan.objects.of_year(year).filter(user=OuterRef("pk"))
    return people.annotate(plan_id=Subquery(plan.values("pk")), plan_status=Subquery(plan.values("status")))


def has_plan(year: int, user="pk", **state) -> Exists:
    """Return the condition that a person has a plan of the year, in that state."""
    return Exists(DevelopmentPlan.objects.of_year(year).filter(user=OuterRef(user), **state))


def planning(people, year: int, state: str):
    """Narrow people to those whose plan of the year is in that state; "none" are those without one, "" all."""
    if not state:
        return people
    return people.filter(~has_plan(year) if state == "none" else has_plan(year, status=state))


def share_with_plan(people, year: int) -> dict[str, int]:
    """Return how many people there are, have a plan of the year, and have it signed. One query."""
    return people.aggregate(
        people=Count("pk"),
        planned=Count("pk", filter=has_plan(year)),
        signed=Count("pk", filter=has_plan(year, status=DevelopmentPlan.Status.SIGNED)),
    )


def with_staff(units):
    """Leave out organizations where nobody works."""
    staff = StaffProfile.objects.filter(
        organization=OuterRef("pk"), user__is_active=True, user__is_service=False
    )
    return units.filter(Exists(staff))


def shares_by_unit(organization_ids, year: int) -> dict[int, dict]:
    """Return the same for each of the organizations that has staff. One query."""
    staff = StaffProfile.objects.filter(
        organization__in=organization_ids, user__is_active=True, user__is_service=False
    )
    rows = (
        staff.order_by()
        .values("organization")
        .annotate(
            people=Count("pk"),
            planned=Count("pk", filter=has_plan(year, "user")),
            signed=Count("pk", filter=has_plan(year, "user", status=DevelopmentPlan.Status.SIGNED)),
        )
    )
    return {row["organization"]: row for row in rows}
