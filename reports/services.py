"""Writes: plans from their files, closing a plan, evidence, yearly reviews, snapshots."""

import json
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services import ensure_office, open_period
from reports.metrics import metric_of, scope_of
from reports.models import LevelName, Plan, PlanItem, PlanReview, Snapshot, Target, TargetEvidence

PLAN_FILES = Path(__file__).resolve().parent / "data"
WORDED = ("text", "text_en", "description", "description_en")


def load_plan_file(path: Path) -> list[tuple[Plan, bool]]:
    """Bring in every edition a file holds. Return each plan with whether it is new."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return [load_edition(content, edition) for edition in content["editions"]]


@transaction.atomic
def load_edition(content: dict, edition: dict) -> tuple[Plan, bool]:
    """Make one edition of a plan. A plan that is there stays exactly as people have left it."""
    found = Plan.objects.filter(code=edition["code"]).first()
    if found:
        return found, False
    plan = Plan.objects.create(
        code=edition["code"],
        kind=edition.get("kind", Plan.Kind.MASTER),
        name=edition["name"],
        name_en=edition["name_en"],
        organization=ensure_office(content["office"]),
        year_basis=edition["year_basis"],
        starts_on=date.fromisoformat(edition["starts_on"]),
        ends_on=date.fromisoformat(edition["ends_on"]),
        state=edition["state"],
        source=edition["source"],
    )
    years = edition.get("replace", [])
    for level in content["levels"]:
        LevelName.objects.create(plan=plan, **reworded(level, years))
    strategies = load_items(plan, [reworded(item, years) for item in content["items"]])
    load_targets(plan, content["targets"], strategies)
    if plan.state == Plan.State.ACTIVE and content["targets"]:
        open_period(starts_on=plan.starts_on, ends_on=plan.ends_on)
    return plan, True


def reworded(entry: dict, years: list[list[str]]) -> dict:
    """Return the entry with the years of this edition in its wording."""
    changed = dict(entry)
    for key, text in entry.items():
        for old, new in years:
            changed[key] = changed[key].replace(old, new) if isinstance(text, str) else text
    return changed


def load_items(plan: Plan, items: list[dict]) -> dict[str, PlanItem]:
    """Make the statements of a plan in their order. Return the strategies by number."""
    strategies = {}
    for position, item in enumerate(items, start=1):
        row = PlanItem.objects.create(
            plan=plan,
            parent=strategies.get(item.get("under")),
            level=item["level"],
            code=item["code"],
            position=position,
            **{key: item[key] for key in WORDED if key in item},
        )
        if row.level == PlanItem.Level.STRATEGY:
            strategies[row.code] = row
    return strategies


def load_targets(plan: Plan, targets: list[dict], strategies: dict[str, PlanItem]) -> None:
    for position, target in enumerate(targets, start=1):
        Target.objects.create(
            plan=plan,
            strategy=strategies[target["strategy"]],
            code=target["code"],
            text=target["text"],
            text_en=target["text_en"],
            goal=target.get("goal"),
            metric=target.get("metric", ""),
            beside=target.get("beside", ""),
            due_on=plan.ends_on,
            position=position,
        )


@transaction.atomic
def close_plan(*, plan: Plan) -> Plan:
    """Close a plan and freeze the figure of each counted target. A closed plan stays as it is."""
    plan = Plan.objects.select_for_update().select_related("organization").get(pk=plan.pk)
    if plan.is_closed:
        return plan
    scope = scope_of(plan)
    now = timezone.now()
    for target in filter(metric_of, plan.targets.counted()):
        target.frozen_value = metric_of(target).value(scope)
        target.frozen_at = now
        target.save(update_fields=["frozen_value", "frozen_at"])
    plan.state = Plan.State.CLOSED
    plan.save(update_fields=["state"])
    return plan


@transaction.atomic
def add_evidence(*, target: Target, by: User, form_token: UUID, **fields) -> TargetEvidence:
    """File evidence. The same form sent twice files it once."""
    evidence, _new = TargetEvidence.objects.get_or_create(
        form_token=form_token, defaults={"target": target, "added_by": by, **fields}
    )
    return evidence


def plan_to_review(pk: int) -> Plan:
    """Return the plan, locked until the transaction ends; one that was closed meanwhile is refused."""
    plan = Plan.objects.select_for_update().get(pk=pk)
    if plan.is_closed:
        raise ValidationError(_("The plan has been closed. A closed plan keeps its reviews as they are."))
    return plan


@transaction.atomic
def add_review(*, plan: Plan, by: User, form_token: UUID, fiscal_year: int, **fields) -> PlanReview:
    """Write down the review of a fiscal year, once: the same form sent twice changes nothing."""
    plan = plan_to_review(plan.pk)
    if found := PlanReview.objects.sent_as(form_token).first():
        return found
    if plan.reviews.of_year(fiscal_year).exists():
        taken = _("There is a review of this fiscal year already. Please change that one.")
        raise ValidationError({"fiscal_year": taken})
    return plan.reviews.create(reviewed_by=by, form_token=form_token, fiscal_year=fiscal_year, **fields)


@transaction.atomic
def change_review(*, review: PlanReview, by: User, **fields) -> PlanReview:
    """Write a review anew; it stands under the name of the one who wrote it last."""
    plan = plan_to_review(review.plan_id)
    review = plan.reviews.get(pk=review.pk)
    for name, value in fields.items():
        setattr(review, name, value)
    review.reviewed_by = by
    review.save()
    return review


@transaction.atomic
def record_snapshots(*, plan: Plan, day: date | None = None, is_final: bool = True) -> int:
    """Keep the figure of each counted target at the end of a day. Return how many rows are new.

    `is_final` false: a day that already has a figure keeps it.
    """
    scope = scope_of(plan, as_of=day)
    new = 0
    for target in filter(metric_of, plan.targets.counted()):
        value = metric_of(target).value(scope)
        keep = Snapshot.objects.update_or_create if is_final else Snapshot.objects.get_or_create
        _row, is_new = keep(target=target, day=scope.as_of, defaults={"value": value})
        new += is_new
    SiteState.raise_version()
    return new


def month_ends(starts_on: date, before: date) -> list[date]:
    """Return the last day of each month from `starts_on` on that lies before the day."""
    ends = []
    day = starts_on
    while (end := day.replace(day=monthrange(day.year, day.month)[1])) < before:
        ends.append(end)
        day = end + timedelta(days=1)
    return ends


def backfill_snapshots(*, plan: Plan) -> int:
    """Fill in the month ends since the plan began, counted from the same rows. Return how many are new."""
    before = min(timezone.localdate(), plan.ends_on)
    days = month_ends(plan.starts_on, before)
    return sum(record_snapshots(plan=plan, day=day, is_final=False) for day in days)
