"""The ID-Plan: made in one tap, changed until it is handed in, signed by the superior, lived by all year."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import (
    Competency,
    CompetencyAssessment,
    CompetencyFramework,
    DevelopmentActivity,
    DevelopmentPlan,
    User,
)
from accounts.models.development import MOST_LINES, MOST_PRIORITIES

LOW = 3  # own rating up to which a competency is proposed without a wish
MOST_PROPOSED = 5
Status = DevelopmentPlan.Status


class PlanRefused(Exception):
    """The plan is not in a state for this step. The message is a sentence for the person."""


class PlanChanged(Exception):
    """The plan was changed since the person saw it. Carries what stands now."""

    def __init__(self, stored: DevelopmentPlan):
        super().__init__(f"plan {stored.pk} changed at {stored.seen}")
        self.stored = stored


def locked(plan: DevelopmentPlan, *, seen: str | None = None) -> DevelopmentPlan:
    """Return the plan as stored now, held to the end of the transaction; another than the one seen is refused."""
    stored = DevelopmentPlan.objects.select_for_update().get(pk=plan.pk)
    if seen is not None and stored.seen != seen:
        raise PlanChanged(stored)
    return stored


def locked_draft(plan: DevelopmentPlan, *, seen: str | None = None) -> DevelopmentPlan:
    stored = locked(plan, seen=seen)
    if not stored.is_draft:
        raise PlanRefused(_("The plan is handed in. Take it back to change it."))
    return stored


def touch(plan: DevelopmentPlan, *fields: str) -> None:
    """Save the named fields and mark the plan as changed."""
    plan.changed_at = timezone.now()
    plan.save(update_fields=[*fields, "changed_at"])


# --- making one ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_plan(*, by: User, year: int) -> DevelopmentPlan:
    """Return the person's plan of the fiscal year; a new one starts with what their last survey proposes."""
    plan, is_new = DevelopmentPlan.objects.get_or_create(
        user=by, fiscal_year=year, defaults={"organization_id": by.profile.organization_id}
    )
    if not is_new:
        return plan
    last = by.development_plans.exclude(pk=plan.pk).order_by("-fiscal_year").first()
    if last:
        plan.qualification, plan.duties = last.qualification, last.duties
        plan.save(update_fields=["qualification", "duties"])
    DevelopmentActivity.objects.bulk_create(
        DevelopmentActivity(
            plan=plan, competency=competency, priority=priority, method=DevelopmentActivity.Method.SELF
        )
        for priority, competency in enumerate(proposed_competencies(by), start=1)
    )
    return plan


def proposed_competencies(person: User) -> list[Competency]:
    """Return what the last survey handed in speaks for: wishes first, then the lowest of one's own ratings."""
    last = (
        CompetencyAssessment.objects.filter(user=person, submitted_at__isnull=False)
        .order_by("-survey__year", "-submitted_at")
        .first()
    )
    if last is None:
        return []
    rated = last.ratings.exclude(level=None).select_related("competency")
    ratings = sorted(rated, key=lambda rating: (not rating.is_wanted, rating.level))
    wanted = [rating.competency for rating in ratings if rating.is_wanted][:MOST_PROPOSED]
    low = [rating.competency for rating in ratings if not rating.is_wanted and rating.level <= LOW]
    return wanted + low[: max(0, MOST_PRIORITIES - len(wanted))]


def competencies_for(person: User, *, chosen: int | None = None) -> QuerySet[Competency]:
    """Return the competencies a person may choose: those of their kind of staff, else all in use.

    The one chosen before stays, whatever became of its framework.
    """
    kind = getattr(getattr(person, "profile", None), "staff_kind", "")
    frameworks = list(CompetencyFramework.objects.filter(is_active=True))
    fitting = [framework for framework in frameworks if kind and kind in framework.staff_kinds] or frameworks
    return Competency.objects.filter(Q(framework__in=fitting) | Q(pk=chosen))


# --- changing it --------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_plan_head(*, plan: DevelopmentPlan, by: User, seen: str, **fields: str) -> DevelopmentPlan:
    """Save part 1 of the form."""
    stored = locked_draft(plan, seen=seen)
    for name, value in fields.items():
        setattr(stored, name, value)
    touch(stored, *fields)
    return stored


@transaction.atomic
def add_line(*, plan: DevelopmentPlan, by: User, seen: str | None = None, **fields) -> DevelopmentActivity:
    """Add a line; it comes last. A form sent twice adds one."""
    stored = locked_draft(plan)
    lines = list(stored.activities.all())
    is_overtaken = seen is not None and seen != stored.seen
    if lines and is_overtaken and all(getattr(lines[-1], name) == value for name, value in fields.items()):
        return lines[-1]
    if len(lines) >= MOST_LINES:
        raise PlanRefused(_("A plan holds at most %(count)s lines.") % {"count": MOST_LINES})
    line = DevelopmentActivity.objects.create(plan=stored, priority=len(lines) + 1, **fields)
    touch(stored)
    return line


@transaction.atomic
def save_line(*, line: DevelopmentActivity, by: User, seen: str, **fields) -> DevelopmentActivity:
    stored = locked_draft(line.plan, seen=seen)
    kept = stored.activities.get(pk=line.pk)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(fields))
    touch(stored)
    return kept


@transaction.atomic
def remove_line(*, line: DevelopmentActivity, by: User) -> None:
    """Remove a line; those after it move up."""
    stored = locked_draft(line.plan)
    stored.activities.filter(pk=line.pk).delete()
    put_in_order(list(stored.activities.all()))
    touch(stored)


@transaction.atomic
def move_line(*, line: DevelopmentActivity, by: User, places: int) -> None:
    """Move a line up (-1) or down (1); at the border it stays."""
    stored = locked_draft(line.plan)
    lines = list(stored.activities.all())
    here = next((index for index, one in enumerate(lines) if one.pk == line.pk), None)
    if here is None or not 0 <= here + places < len(lines):
        return
    lines.insert(here + places, lines.pop(here))
    put_in_order(lines)
    touch(stored)


def put_in_order(lines: list[DevelopmentActivity]) -> None:
    """Number the lines from 1: the number is the priority."""
    for priority, line in enumerate(lines, start=1):
        line.priority = priority
    DevelopmentActivity.objects.bulk_update(lines, ["priority"])


@transaction.atomic
def record_hours(*, line: DevelopmentActivity, by: User, seen: Decimal | None, hours: Decimal) -> None:
    """Keep the hours done, all year long, unless another window kept others meanwhile."""
    stored = locked(line.plan)
    kept = stored.activities.get(pk=line.pk)
    if kept.hours_done != seen:
        raise PlanChanged(stored)
    kept.hours_done = hours
    kept.save(update_fields=["hours_done"])


# --- handing in and signing ---------------------------------------------------------------------------------------------


@transaction.atomic
def submit_plan(*, plan: DevelopmentPlan, by: User) -> DevelopmentPlan:
    """Hand the plan to the superior. Its unit is that of the day it is handed in."""
    stored = locked_draft(plan)
    lines = list(stored.activities.select_related("competency"))
    if not lines:
        raise PlanRefused(_("The plan has no line yet. Add at least one before you hand it in."))
    if any(line.missing for line in lines):
        raise PlanRefused(_("Each line needs an activity, dates and a goal before you hand the plan in."))
    stored.status, stored.returned_reason = Status.SUBMITTED, ""
    stored.organization_id = by.profile.organization_id
    touch(stored, "status", "returned_reason", "organization")
    return stored


@transaction.atomic
def take_back_plan(*, plan: DevelopmentPlan, by: User) -> DevelopmentPlan:
    """Change one's mind before the superior signs."""
    stored = locked(plan)
    if not stored.is_waiting:
        raise PlanRefused(_("Only a plan that waits for the superior can be taken back."))
    stored.status = Status.DRAFT
    touch(stored, "status")
    return stored


@transaction.atomic
def sign_plan(*, plan: DevelopmentPlan, by: User, seen: str) -> DevelopmentPlan:
    """Sign exactly the plan that was read. Signing it twice changes nothing."""
    stored = locked(plan)
    if stored.is_signed:
        return stored
    if stored.seen != seen:
        raise PlanChanged(stored)
    if not stored.is_waiting:
        raise PlanRefused(_("The plan does not wait for a signature."))
    stored.status, stored.signed_by, stored.signed_at = Status.SIGNED, by, timezone.now()
    touch(stored, "status", "signed_by", "signed_at")
    return stored


@transaction.atomic
def return_plan(*, plan: DevelopmentPlan, by: User, reason: str) -> DevelopmentPlan:
    """Give the plan back with a reason, signed or not: the person may change it again."""
    stored = locked(plan)
    if stored.is_draft:
        raise PlanRefused(_("The person is working on the plan; there is nothing to return."))
    stored.status, stored.signed_by, stored.signed_at = Status.DRAFT, None, None
    stored.returned_reason = reason
    touch(stored, "status", "signed_by", "signed_at", "returned_reason")
    return stored
