"""Days of use: once a person and day, counted while they come."""

from datetime import date

import pytest

from accounts.models import ActivityDay, PeriodUser, SiteState
from accounts.services import open_period, record_use, recount_period
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture
def period():
    return open_period(starts_on=date(2026, 10, 1), ends_on=date(2027, 9, 30))


def test_a_day_of_use_is_kept_once(school):
    person = make_person("teacher", school)

    record_use(user=person, day=MONDAY)
    record_use(user=person, day=MONDAY)

    assert list(ActivityDay.objects.values_list("user", "day")) == [(person.pk, MONDAY)]


def test_a_period_counts_each_person_once_with_first_and_last_day(school, period):
    person = make_person("teacher", school)

    record_use(user=person, day=MONDAY)
    record_use(user=person, day=TUESDAY)

    period.refresh_from_db()
    assert period.user_count == 1
    rows = PeriodUser.objects.values_list("user", "organization", "first_on", "last_on")
    assert list(rows) == [(person.pk, school.pk, MONDAY, TUESDAY)]


def test_days_outside_the_period_and_service_accounts_are_not_counted(school, period):
    record_use(user=make_person("early", school), day=date(2026, 9, 30))
    record_use(user=make_person("machine", school, is_service=True), day=MONDAY)

    period.refresh_from_db()
    assert period.user_count == 0


def test_a_recount_agrees_with_the_kept_number(school, period):
    for name in ("one", "two", "three"):
        record_use(user=make_person(name, school), day=MONDAY)
    period.refresh_from_db()

    assert (period.user_count, recount_period(period=period)) == (3, 3)


def test_a_new_user_makes_kept_pages_out_of_date(school, period):
    before = SiteState.objects.current_version()

    record_use(user=make_person("teacher", school), day=MONDAY)

    assert SiteState.objects.current_version() > before
