"""The figures of a plan as the pages show them, kept while nothing a visitor can see has changed."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.core.cache import caches
from django.db.models import Count, Max
from django.utils import timezone

from accounts.models import SiteState
from reports import charts
from reports.metrics import Metric, Scope, metric_of, scope_of
from reports.models import Plan, PlanItem, Snapshot, Target, TargetEvidence
from reports.pace import Span, State, full_on, percent, state_of
from reports.wording import sentence_of

FULL_BAR = Decimal(100)


def kept(make: Callable, *parts):
    """Return what `make` returned under this version of the site and this day; ask it anew after any change.

    The version is read before counting, so what is kept is never older than its version.
    """
    stamp = (SiteState.objects.current_version(), timezone.localdate().isoformat(), *parts)
    key = "figures:" + ":".join(str(part) for part in stamp)
    found = caches["pages"].get(key)
    if found is None:
        found = make()
        caches["pages"].set(key, found)
    return found


@dataclass(frozen=True)
class Card:
    """One target with its figure: all that an instrument shows."""

    target: Target
    span: Span
    state: State
    counted_at: datetime
    value: int | None = None
    history: list[tuple[date, int]] = field(default_factory=list)
    evidence_count: int = 0
    evidence_latest_on: date | None = None

    @property
    def metric(self) -> Metric | None:
        return metric_of(self.target)

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    @property
    def percent(self) -> Decimal | None:
        return None if self.value is None else percent(self.value, self.target.goal)

    @property
    def bar_percent(self) -> Decimal:
        """Return the width of the bar: an exceeded target fills it and no more."""
        return min(self.percent or Decimal(0), FULL_BAR)

    @property
    def is_full(self) -> bool:
        return self.value is not None and self.value >= self.target.goal

    @property
    def full_on(self) -> date | None:
        if self.value is None or self.is_closed:
            return None
        return full_on(self.value, self.target.goal, self.span)

    @property
    def is_late(self) -> bool:
        return self.full_on is not None and self.full_on > self.target.due_on

    @property
    def sentence(self) -> str:
        return sentence_of(self)

    @property
    def sparkline(self) -> str:
        return charts.sparkline([value for _day, value in self.history])


@dataclass(frozen=True)
class Board:
    """A plan with the figure of every target, under its strategies."""

    plan: Plan
    span: Span
    counted_at: datetime
    sections: list[tuple[PlanItem, list[Card], list[PlanItem]]]

    @property
    def cards(self) -> list[Card]:
        return [card for _strategy, cards, _guidelines in self.sections for card in cards]

    @property
    def counted(self) -> list[Card]:
        return [card for card in self.cards if card.metric]


def span_of(plan: Plan) -> Span:
    return Span(plan.starts_on, plan.ends_on, timezone.localdate())


def value_of(target: Target, scope: Scope) -> int | None:
    """Return the figure: frozen when its plan is closed, else counted now. None where nothing is counted."""
    metric = metric_of(target)
    if target.plan.is_closed or not metric:
        return target.frozen_value if metric else None
    return metric.value(scope)


def card_of(target: Target, value: int | None, **extra) -> Card:
    """Return the target with its figure and the word for where it stands."""
    span = span_of(target.plan)
    if target.plan.is_closed:
        state = State.CLOSED
    elif value is None:
        state = State.UNCOUNTED
    else:
        state = state_of(value, target.goal, span)
    return Card(target=target, span=span, state=state, value=value, **extra)


def board_of(plan_id: int) -> Board:
    """Return the board of a plan, kept. One query while nothing has changed."""
    return kept(
        lambda: make_board(Plan.objects.select_related("organization").get(pk=plan_id)), "board", plan_id
    )


def first_board() -> Board | None:
    """Return the board of the active plan of the first office, kept; None where no plan is in force."""
    return kept(make_first_board, "first-board") or None


def make_first_board():
    plan = Plan.objects.first_active()
    return make_board(plan) if plan else False


def make_board(plan: Plan) -> Board:
    """Count every target of the plan. A fixed number of queries for a given set of metrics."""
    now = timezone.now()
    targets = list(plan.targets.in_order())
    scope = scope_of(plan)
    history = monthly_history(targets)
    evidence = evidence_totals(plan)
    cards = defaultdict(list)
    for target in targets:
        target.plan = plan
        value = value_of(target, scope)
        points = [*history[target.pk], *([(scope.as_of, value)] if value is not None else [])]
        number, latest_on = evidence.get(target.pk, (0, None))
        cards[target.strategy_id].append(
            card_of(
                target,
                value,
                counted_at=target.frozen_at or now,
                history=points,
                evidence_count=number,
                evidence_latest_on=latest_on,
            )
        )
    return Board(plan, span_of(plan), now, sections_of(plan, cards))


def sections_of(plan: Plan, cards: dict[int, list[Card]]) -> list:
    """Return each strategy with its cards and its guidelines."""
    guidelines = defaultdict(list)
    strategies = []
    for item in plan.items.of_levels(PlanItem.Level.STRATEGY, PlanItem.Level.GUIDELINE).in_order():
        if item.level == PlanItem.Level.STRATEGY:
            strategies.append(item)
        else:
            guidelines[item.parent_id].append(item)
    return [(one, cards.get(one.pk, []), guidelines.get(one.pk, [])) for one in strategies]


def monthly_history(targets: list[Target]) -> dict[int, list[tuple[date, int]]]:
    """Return the last snapshot of each month for each target. One query."""
    months = defaultdict(dict)
    for target_id, day, value in Snapshot.objects.of_targets(targets).values_list("target", "day", "value"):
        months[target_id][day.year, day.month] = (day, value)
    return defaultdict(list, {pk: list(points.values()) for pk, points in months.items()})


def evidence_totals(plan: Plan) -> dict[int, tuple[int, date]]:
    """Return how much evidence each target has, and the day of the latest. One query."""
    rows = TargetEvidence.objects.of_plan(plan).order_by().values_list("target")
    return {pk: (number, latest) for pk, number, latest in rows.annotate(Count("pk"), Max("shown_on"))}
