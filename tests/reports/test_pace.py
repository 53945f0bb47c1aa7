from datetime import date
from decimal import Decimal

import pytest

from reports.pace import Span, State, full_on, percent, state_of

HALF = Span(date(2025, 1, 1), date(2025, 12, 31), date(2025, 7, 2))


@pytest.mark.parametrize(
    "today, gone",
    (
        (date(2024, 12, 31), 0),
        (date(2025, 1, 1), 1),
        (date(2025, 12, 31), 365),
        (date(2030, 1, 1), 365),
    ),
)
def test_days_gone_stay_within_the_plan(today, gone):
    assert Span(date(2025, 1, 1), date(2025, 12, 31), today).days_gone == gone


def test_percent_has_two_decimals_and_is_never_rounded_up_to_all():
    assert percent(412, 500) == Decimal("82.40")
    assert percent(29_999, 30_000) == Decimal("99.99")
    assert percent(520, 500) == Decimal("104.00")


def test_full_on_carries_the_average_pace_forward():
    span = Span(date(2025, 1, 1), date(2025, 12, 31), date(2025, 4, 10))  # 100 days gone

    assert full_on(50, 100, span) == date(2025, 7, 19)  # the 200th day


@pytest.mark.parametrize("value", (0, 100, 120))
def test_full_on_says_nothing_without_a_pace_or_when_full(value):
    assert full_on(value, 100, HALF) is None


def test_full_on_says_nothing_of_the_far_future():
    assert full_on(1, 1_000_000, HALF) is None


@pytest.mark.parametrize(
    "value, state",
    (
        (0, State.NOT_BEGUN),
        (50, State.BEHIND),
        (51, State.ON_PACE),
        (100, State.REACHED),
        (101, State.EXCEEDED),
    ),
)
def test_state_compares_the_share_reached_with_the_time_gone(value, state):
    assert state_of(value, 100, HALF) == state
