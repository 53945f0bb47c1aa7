"""What a unit, with all below it, adds to the plan in force: the same metrics, for a smaller scope."""

from dataclasses import dataclass

from accounts.models import Organization
from reports.figures import kept
from reports.metrics import Metric, metric_of, scope_of
from reports.models import Plan, Target
from reports.permissions import can_see_rows


@dataclass(frozen=True)
class Share:
    """One counted target with the number of rows the unit adds to it."""

    target: Target
    metric: Metric
    value: int
    url: str = ""


def plan_over(unit: Organization) -> Plan | None:
    """Return the master plan in force of the unit itself or of the nearest one above it."""
    path = Organization.objects.with_tree_fields().get(pk=unit.pk).tree_path
    plans = Plan.objects.active().masters().filter(organization__in=path).select_related("organization")
    ranked = sorted(plans, key=lambda plan: (-path.index(plan.organization_id), -plan.starts_on.toordinal()))
    return ranked[0] if ranked else None


def counted_targets(plan: Plan) -> list[Target]:
    """Return the targets with a number, one for each metric, in the order of the plan."""
    first = {}
    for target in plan.targets.counted().in_order():
        if metric_of(target):
            first.setdefault(target.metric, target)
    return list(first.values())


def share_of(unit: Organization, *, names_people: bool) -> tuple[Plan | None, list[Share]]:
    """Return the plan and the unit's numbers, kept. Figures of people are for signed-in staff."""
    return kept(lambda: make_share(unit, names_people=names_people), "share", unit.pk, names_people)


def make_share(unit: Organization, *, names_people: bool) -> tuple[Plan | None, list[Share]]:
    """Count. A fixed number of queries for a given plan."""
    plan = plan_over(unit)
    if plan is None:
        return None, []
    is_whole = plan.organization_id == unit.pk
    scope = scope_of(plan, organization=None if is_whole else unit)
    wanted = [
        (target, metric_of(target))
        for target in counted_targets(plan)
        if names_people or not metric_of(target).names_people
    ]
    return plan, [Share(target, metric, metric.value(scope)) for target, metric in wanted]


def address_of(share: Share, plan: Plan, unit: Organization, user) -> str:
    """Return where the rows behind the number stand, for those who may see them; else ""."""
    if not can_see_rows(user, share.metric, unit):
        return ""
    own = "" if plan.organization_id == unit.pk else f"?organization={unit.pk}"
    return f"{share.target.get_absolute_url()}{own}#rows"
