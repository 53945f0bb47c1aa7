"""The periods for which the office looks at what people ask."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmc.lib.years import FiscalYear
from knowledge.models import SearchLog

WEEK, MONTH, YEAR = "week", "month", "year"
TITLES = {WEEK: _("Seven days"), MONTH: _("Thirty days"), YEAR: _("This fiscal year")}


@dataclass(frozen=True)
class Period:
    """A stretch of days and what was asked in it."""

    name: str
    title: Promise
    rows: QuerySet


def periods_of(name: str | None) -> tuple[Period, list[dict]]:
    """Return the period asked for, thirty days where none is, and the tabs of all of them."""
    today = timezone.localdate()
    starts = {
        WEEK: today - timedelta(days=6),
        MONTH: today - timedelta(days=29),
        YEAR: FiscalYear.of(today).starts_on,
    }
    chosen = name if name in starts else MONTH
    tabs = [
        {"url": f"?period={key}", "text": title, "is_current": key == chosen} for key, title in TITLES.items()
    ]
    rows = SearchLog.objects.between(starts[chosen], today)
    return Period(chosen, TITLES[chosen], rows), tabs
