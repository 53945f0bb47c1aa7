"""Days and hours of the demo: terms are busy, holidays quiet, and everything ends today."""

import random
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate

MONTH_WEIGHTS = (1.6, 1.7, 1.4, 0.45, 0.7, 1.3, 1.4, 1.5, 1.6, 0.6, 1.0, 0.9)
WEEKEND = 0.18
THAILAND = timedelta(hours=7)


def working_day(year: int, month: int, rng: random.Random) -> date:
    """Return a day from Monday to Friday of the month."""
    day = date(year, month, rng.randint(2, 27))
    return day - timedelta(days=max(day.weekday() - 4, 0))


def moment(day: date, rng: random.Random) -> datetime:
    """Return a time of an office day: half past seven to half past four in Thailand."""
    return datetime.combine(day, time(0), UTC) - THAILAND + timedelta(minutes=rng.randint(450, 990))


class Season:
    """Draws days from a span as people use the portal: by season and weekday, a little more every month."""

    def __init__(self, first: date, last: date):
        self.first = first
        self.days = [first + timedelta(days=number) for number in range(max((last - first).days, 0) + 1)]
        weights = (self.weight(day, number / len(self.days)) for number, day in enumerate(self.days))
        self.sums = list(accumulate(weights))

    @staticmethod
    def weight(day: date, elapsed: float) -> float:
        return MONTH_WEIGHTS[day.month - 1] * (WEEKEND if day.weekday() > 4 else 1) * (0.7 + 0.6 * elapsed)

    def number_of(self, day: date) -> int:
        """Return the place of a day in the span; 0 for one before it."""
        return min(max((day - self.first).days, 0), len(self.days) - 1)

    def draw(self, count: int, since: date, rng: random.Random) -> list[int]:
        """Return the places of so many days on or after `since`, in order; a day may come twice."""
        start = self.number_of(since)
        low = self.sums[start - 1] if start else 0.0
        reach = self.sums[-1] - low
        return sorted(bisect_left(self.sums, low + rng.random() * reach, start) for _ in range(count))
