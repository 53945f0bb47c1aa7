"""The three years offices count by: fiscal, academic, calendar. Each is named by a Buddhist year."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmc.lib.dates import ERA, year_in_words


class YearKind(TextChoices):
    # Translators: ปีงบประมาณ
    FISCAL = "fiscal", gettext_lazy("fiscal year")
    # Translators: ปีการศึกษา
    ACADEMIC = "academic", gettext_lazy("academic year")
    # Translators: ปีปฏิทิน
    CALENDAR = "calendar", gettext_lazy("calendar year")


@dataclass(frozen=True, order=True)
class FiscalYear:
    """ปีงบประมาณ: 1 October to 30 September, named by the year in which it ends."""

    be_year: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        return cls(day.year + ERA + (day.month >= 10))

    @property
    def common_year(self) -> int:
        """Return the number as it is stored: that of the common era."""
        return self.be_year - ERA

    @property
    def starts_on(self) -> date:
        return date(self.be_year - ERA - 1, 10, 1)

    @property
    def ends_on(self) -> date:
        return date(self.be_year - ERA, 9, 30)

    @property
    def label(self) -> str:
        # Translators: ปีงบประมาณ %(year)s
        return _("fiscal year %(year)s") % {"year": year_in_words(self.be_year - ERA)}

    @staticmethod
    def quarter(day: date) -> int:
        """Return 1 for October-December to 4 for July-September."""
        return (day.month - 10) % 12 // 3 + 1

    def quarter_bounds(self, quarter: int) -> tuple[date, date]:
        """Return first and last day of quarter 1 to 4."""
        starts = [date(self.be_year - ERA - (month == 10), month, 1) for month in (10, 1, 4, 7)]
        starts.append(date(self.be_year - ERA, 10, 1))
        return starts[quarter - 1], starts[quarter] - timedelta(days=1)


@dataclass(frozen=True, order=True)
class AcademicYear:
    """ปีการศึกษา: 16 May to 15 May, named by the year in which it starts."""

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

    @property
    def label(self) -> str:
        # Translators: ปีการศึกษา %(year)s
        return _("academic year %(year)s") % {"year": year_in_words(self.be_year - ERA)}

    @staticmethod
    def semester(day: date) -> int:
        """Return 1 or 2; the holidays after a term count with it."""
        return 1 if (5, 16) <= (day.month, day.day) <= (10, 31) else 2

    def semester_bounds(self, semester: int) -> tuple[date, date]:
        """Return first and last day of teaching: 16 May to 11 October, 1 November to 1 April."""
        year = self.be_year - ERA
        if semester == 1:
            return date(year, 5, 16), date(year, 10, 11)
        return date(year, 11, 1), date(year + 1, 4, 1)


@dataclass(frozen=True, order=True)
class CalendarYear:
    """ปีปฏิทิน: January to December."""

    be_year: int

    @classmethod
    def of(cls, day: date) -> "CalendarYear":
        return cls(day.year + ERA)

    @property
    def starts_on(self) -> date:
        return date(self.be_year - ERA, 1, 1)

    @property
    def ends_on(self) -> date:
        return date(self.be_year - ERA, 12, 31)

    @property
    def label(self) -> str:
        # Translators: ปี พ.ศ. %(year)s
        return _("year %(year)s") % {"year": year_in_words(self.be_year - ERA)}


YEARS = {YearKind.FISCAL: FiscalYear, YearKind.ACADEMIC: AcademicYear, YearKind.CALENDAR: CalendarYear}


def year_of(kind: YearKind | str, day: date) -> FiscalYear | AcademicYear | CalendarYear:
    """Return the year of that kind in which the day lies."""
    return YEARS[YearKind(kind)].of(day)


def year_bounds(kind: YearKind | str, be_year: int) -> tuple[date, date]:
    """Return first and last day of a year of that kind, given by its Buddhist number."""
    year = YEARS[YearKind(kind)](be_year)
    return year.starts_on, year.ends_on
