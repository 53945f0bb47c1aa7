"""So often in an hour, each person for themselves."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command

from kmc.lib.limits import is_too_often
from kmc.settings import CACHES


def test_counts_each_person_and_thing_for_itself():
    cache.clear()

    asked = [is_too_often("uploads", 1, 2) for _time in range(3)]

    assert asked == [False, False, True]
    assert not is_too_often("uploads", 2, 2)
    assert not is_too_often("export", 1, 2)


def test_an_hour_is_counted_whole_in_the_shared_cache(db, settings):
    settings.CACHES = CACHES
    call_command("createcachetable", verbosity=0)
    begins = datetime(2026, 11, 21, 5, tzinfo=UTC)

    asked = []
    for minutes in (1, 20, 59, 61):
        with time_machine.travel(begins + timedelta(minutes=minutes), tick=False):
            asked.append(is_too_often("uploads", 1, 2))

    assert asked == [False, False, True, False]


def test_the_shared_cache_holds_what_a_whole_office_counts():
    assert CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


@pytest.mark.parametrize(
    "one, other, is_same",
    (
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        (None, "192.0.2.1", False),
    ),
)
def test_a_network_of_many_addresses_counts_as_one(one, other, is_same):
    cache.clear()

    assert not is_too_often("certificate", one, 1)
    assert is_too_often("certificate", other, 1) is is_same
