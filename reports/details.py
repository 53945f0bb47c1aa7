"""Everything the page of one counted target shows, kept like the board."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Organization
from reports.charts import HistoryChart, history_chart
from reports.figures import Card, card_of, evidence_totals, kept, monthly_history, value_of
from reports.metrics import Metric, Scope, metric_beside, scope_of
from reports.models import Target
from reports.seconds import SECOND_FIGURES


@dataclass(frozen=True)
class Detail:
    """A counted target: its figure, the scope it was counted in, and what stands beside it."""

    card: Card
    scope: Scope
    chosen_value: int | None
    seconds: list[tuple[str, int]]
    units: list[tuple[Organization, int]]
    chart: HistoryChart | None


@dataclass(frozen=True)
class Beside:
    """What is counted beside the evidence of a target without a number: so many of so many."""

    metric: Metric
    scope: Scope
    chosen_value: int
    total: int

    @property
    def of_total(self) -> str:
        """Return of how many, in words."""
        return self.metric.whole_words % {"total": f"{self.total:,}"}


def beside_of(target: Target) -> Beside | None:
    """Return the figure beside the evidence, counted now; None where there is none or the plan is closed."""
    metric = metric_beside(target)
    if metric is None or target.plan.is_closed:
        return None
    scope = scope_of(target.plan)
    return Beside(metric, scope, metric.value(scope), metric.whole(scope).order_by().count())


def detail_of(target: Target, organization: Organization | None = None) -> Detail:
    """Return what the target's page shows, kept. One query while nothing has changed."""
    chosen = organization.pk if organization else 0
    return kept(lambda: make_detail(target, organization), "detail", target.pk, chosen)


def make_detail(target: Target, organization: Organization | None) -> Detail:
    scope = scope_of(target.plan)
    value = value_of(target, scope)
    history = monthly_history([target])[target.pk]
    if value is not None and not target.plan.is_closed:
        history = [*history, (scope.as_of, value)]
    number, latest_on = evidence_totals(target.plan).get(target.pk, (0, None))
    card = card_of(
        target,
        value,
        counted_at=target.frozen_at or timezone.now(),
        history=history,
        evidence_count=number,
        evidence_latest_on=latest_on,
    )
    if not card.metric or card.is_closed:
        chart = history_chart(history, target.goal, card.span) if card.metric else None
        return Detail(card, scope, value, [], [], chart)
    chosen = scope_of(target.plan, organization=organization) if organization else scope
    return Detail(
        card=card,
        scope=chosen,
        chosen_value=card.metric.value(chosen) if organization else value,
        seconds=SECOND_FIGURES[card.metric.slug](scope),
        units=units_of(card, scope),
        chart=history_chart(history, target.goal, card.span),
    )


def units_of(card: Card, scope: Scope) -> list[tuple[Organization, int]]:
    """Return the groups and schools with something counted, in Thai order: no ranking."""
    numbers = card.metric.by_organization(scope)
    units = Organization.objects.of_ids(numbers).for_cards().in_thai_order()
    return [(unit, numbers[unit.pk]) for unit in units]
