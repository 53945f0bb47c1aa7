"""The three years offices count by: fiscal, academic, calendar."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmc.lib.dates import ERA


class YearKind(StrEnum):
    FISCAL = "fiscal"
    ACADEMIC = "academic"
    CALENDAR = "calendar"


@dataclass(frozen=True, order=True)
class FiscalYear:
    """ปีงบประมาณ: 1 October to 30 September, named by the Buddhist year in which it ends."""

    be_year: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        return cls(day.year + ERA + (day.month >= 10))

    @property
    def starts_on(self) -> date:
        return date(self.be_year - ERA - 1, 10, 1)

    @property
    def ends_on(self) -> date:
        return date(self.be_year - ERA, 9, 30)

    @staticmethod
    def quarter(day: date) -> int:
        """Return 1 for October-December to 4 for July-September."""
        return (day.month - 10) % 12 // 3 + 1


@dataclass(frozen=True, order=True)
class AcademicYear:
    """ปีการศึกษา: from 16 May, named by the Buddhist year in which it starts."""

    be_year: int

    @classmethod
    def of(cls, day: date) -> "AcademicYear":
        return cls(day.year + ERA - ((day.month, day.day) < (5, 16)))

    @property
    def starts_on(self) -> date:
        return date(self.be_year - ERA, 5, 16)

    @property
    def ends_on(self) -> date:
        return date(self.be_year - ERA + 1, 5, 15)

    @staticmethod
    def semester(day: date) -> int:
        """Return 1 from 16 May, 2 from 12 October (the holidays count with the term before)."""
        return 1 if (5, 16) <= (day.month, day.day) <= (10, 31) else 2


def year_bounds(kind: YearKind, be_year: int) -> tuple[date, date]:
    """Return first and last day of a year of that kind, given by its Buddhist number."""
    if kind == YearKind.CALENDAR:
        return date(be_year - ERA, 1, 1), date(be_year - ERA, 12, 31)
    year = FiscalYear(be_year) if kind == YearKind.FISCAL else AcademicYear(be_year)
    return year.starts_on, year.ends_on
