"""How far a target is, and when it will be full if things go on as they have. Plain arithmetic."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_FORECAST_DAYS = 50 * 366


class State(models.TextChoices):
    """Where a target stands, in a word."""

    EXCEEDED = "exceeded", _("Over the target")
    REACHED = "reached", _("Target reached")
    ON_PACE = "on_pace", _("On pace")
    BEHIND = "behind", _("Behind the pace")
    NOT_BEGUN = "not_begun", _("Nothing counted yet")
    CLOSED = "closed", _("Plan closed")
    UNCOUNTED = "uncounted", _("No number set")


@dataclass(frozen=True)
class Span:
    """The days of a plan, and the day it is looked at."""

    starts_on: date
    ends_on: date
    today: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def days_gone(self) -> int:
        """Return how many days of the plan have begun: none before it, all after it."""
        return min(max((self.today - self.starts_on).days + 1, 0), self.days)

    @property
    def percent_gone(self) -> Decimal:
        return percent(self.days_gone, self.days)


def percent(value: int, whole: int) -> Decimal:
    """Return the percentage with two decimals, cut and not rounded: 100.00 means all of it."""
    return (Decimal(value) * 100 / Decimal(whole)).quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def full_on(value: int, goal: int, span: Span) -> date | None:
    """Return the day the target is full at the average pace since the plan began.

    None when nothing was counted, the target is full, or the day lies beyond any sensible forecast.
    """
    if not 0 < value < goal or not span.days_gone:
        return None
    days_needed = -(-goal * span.days_gone // value)
    if days_needed > LONGEST_FORECAST_DAYS:
        return None
    return span.starts_on + timedelta(days=days_needed - 1)


def state_of(value: int, goal: int, span: Span) -> State:
    """Return the word for a counted target of a plan in force."""
    if value > goal:
        return State.EXCEEDED
    if value == goal:
        return State.REACHED
    if not value:
        return State.NOT_BEGUN
    return State.ON_PACE if value * span.days >= goal * span.days_gone else State.BEHIND
