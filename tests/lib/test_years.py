"""Fiscal, academic and calendar years, at their edges."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from kmc.lib.years import AcademicYear, CalendarYear, FiscalYear, YearKind, year_bounds, year_of


@pytest.mark.parametrize(
    "day, be_year, quarter",
    (
        (date(2026, 9, 30), 2569, 4),
        (date(2026, 10, 1), 2570, 1),
        (date(2026, 11, 21), 2570, 1),
        (date(2026, 12, 31), 2570, 1),
        (date(2027, 1, 1), 2570, 2),
        (date(2027, 4, 1), 2570, 3),
        (date(2027, 7, 1), 2570, 4),
        (date(2027, 9, 30), 2570, 4),
    ),
)
def test_fiscal_year_is_named_by_its_end(day, be_year, quarter):
    year = FiscalYear.of(day)
    starts_on, ends_on = year.quarter_bounds(quarter)

    assert year.be_year == be_year
    assert year.starts_on <= starts_on <= day <= ends_on <= year.ends_on
    assert FiscalYear.quarter(day) == quarter


@pytest.mark.parametrize(
    "day, be_year, semester",
    (
        (date(2026, 5, 15), 2568, 2),
        (date(2026, 5, 16), 2569, 1),
        (date(2026, 10, 31), 2569, 1),
        (date(2026, 11, 1), 2569, 2),
        (date(2026, 11, 21), 2569, 2),
        (date(2027, 4, 2), 2569, 2),
    ),
)
def test_academic_year_is_named_by_its_start(day, be_year, semester):
    assert AcademicYear.of(day) == AcademicYear(be_year)
    assert AcademicYear.semester(day) == semester


def test_semester_bounds_are_days_of_teaching():
    year = AcademicYear(2569)

    assert year.semester_bounds(1) == (date(2026, 5, 16), date(2026, 10, 11))
    assert year.semester_bounds(2) == (date(2026, 11, 1), date(2027, 4, 1))


@pytest.mark.parametrize("kind", YearKind)
def test_years_follow_without_gap_or_overlap(kind):
    starts_on, ends_on = year_bounds(kind, 2569)
    next_start, _end = year_bounds(kind, 2570)

    assert next_start == ends_on + timedelta(days=1)
    assert year_of(kind, starts_on) == year_of(kind, ends_on) == year_of(kind, next_start - timedelta(days=1))
    assert year_of(kind, next_start).be_year == 2570


def test_year_bounds_by_kind():
    assert year_bounds("fiscal", 2570) == (date(2026, 10, 1), date(2027, 9, 30))
    assert year_bounds("academic", 2569) == (date(2026, 5, 16), date(2027, 5, 15))
    assert year_bounds("calendar", 2569) == (date(2026, 1, 1), date(2026, 12, 31))


def test_label_counts_as_the_reader_does():
    with override("en"):
        assert FiscalYear(2570).label == "fiscal year 2027"
        assert AcademicYear(2569).label == "academic year 2026"
        assert CalendarYear(2569).label == "year 2026"
    with override("th"):
        assert FiscalYear(2570).label == "ปีงบประมาณ 2570"
