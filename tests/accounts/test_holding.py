"""Two acts at once: the second waits for the first and sees what it did; neither blocks the other for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Organization
from accounts.services import (
    close_organization,
    find_invitation,
    invite_people,
    inviting,
    leave_office,
    merge_organizations,
    move_person,
    open_account,
    organization_acts,
    sync_roles,
)
from tests.knowledge.desk import again, make_person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]
PAUSE = 0.5  # seconds: enough for the second act to run into the first
LONGEST = 20


@pytest.fixture
def keeper(office):
    sync_roles()
    return make_person("keeper", office, is_superuser=True)


def in_thread(pool, act, **details):
    def run():
        try:
            return act(**details)
        finally:
            connection.close()

    return pool.submit(run)


def one_within_the_other(monkeypatch, module, name, first, second):
    """Start the second act where the first, once it holds its rows, calls `name`; return both results."""
    is_holding, kept = Event(), getattr(module, name)

    def pausing(*args, **kwargs):
        is_holding.set()
        Event().wait(PAUSE)
        return kept(*args, **kwargs)

    monkeypatch.setattr(module, name, pausing)
    with ThreadPoolExecutor(2) as pool:
        one = in_thread(pool, first[0], **first[1])
        assert is_holding.wait(LONGEST)
        other = in_thread(pool, second[0], **second[1])
        return one.exception(LONGEST), other.exception(LONGEST)


def merging(unit, into, keeper):
    return merge_organizations, {"unit": unit, "into": into, "by": keeper, "ended_on": date(2026, 5, 1)}


def test_who_moves_away_while_the_unit_is_merged(monkeypatch, school, other_school, office, teacher, keeper):
    third = Organization.objects.create(kind="school", parent=office, name="โรงเรียนบ้านที่สาม")
    act = move_person, {"person": teacher, "to_organization": third, "by": keeper}

    failures = one_within_the_other(
        monkeypatch, organization_acts, "refuse_merge", merging(school, other_school, keeper), act
    )

    moves = teacher.moves.order_by("pk").values_list("from_organization", "to_organization")
    assert failures == (None, None)
    assert list(moves) == [(school.pk, other_school.pk), (other_school.pk, third.pk)]
    assert again(teacher).profile.organization == third


def test_nobody_moves_into_a_unit_that_is_being_merged(monkeypatch, school, other_school, stranger, keeper):
    act = move_person, {"person": stranger, "to_organization": school, "by": keeper}
    into = Organization.objects.create(kind="school", parent=school.parent, name="โรงเรียนบ้านที่สาม")

    failures = one_within_the_other(
        monkeypatch, organization_acts, "refuse_merge", merging(school, into, keeper), act
    )

    assert failures[0] is None
    assert isinstance(failures[1], ValidationError)
    assert again(stranger).profile.organization == other_school


def test_who_leaves_while_the_unit_is_merged(monkeypatch, school, other_school, teacher, keeper):
    act = leave_office, {"person": teacher, "by": keeper}

    failures = one_within_the_other(
        monkeypatch, organization_acts, "refuse_merge", merging(school, other_school, keeper), act
    )

    assert failures == (None, None)
    assert again(teacher).closed_because == "left"


def test_two_units_merged_into_each_other(monkeypatch, school, other_school, keeper):
    failures = one_within_the_other(
        monkeypatch,
        organization_acts,
        "refuse_merge",
        merging(other_school, school, keeper),
        merging(school, other_school, keeper),
    )

    assert failures[0] is None
    assert isinstance(failures[1], ValidationError)


def test_a_unit_is_closed_while_its_manager_is_the_one_who_acts(
    monkeypatch, school, other_school, teacher, keeper
):
    act = (
        close_organization,
        {"unit": other_school, "by": teacher, "ended_on": date(2026, 5, 1), "reason": "x"},
    )

    failures = one_within_the_other(
        monkeypatch, organization_acts, "refuse_merge", merging(school, other_school, keeper), act
    )

    assert failures[0] is None
    assert isinstance(failures[1], ValidationError)


def test_a_code_made_anew_while_the_old_one_is_used(monkeypatch, school, keeper):
    newcomer = make_person("newcomer", school, is_active=False, closed_because="invited")
    [(_person, code)] = invite_people(users=[newcomer], by=keeper)
    first = invite_people, {"users": [newcomer], "by": keeper}
    second = open_account, {"invitation": find_invitation(code=code), "password": "ดอกบัวบานยามเช้า"}

    failures = one_within_the_other(monkeypatch, inviting, "new_code", first, second)

    assert failures == (None, None)
    assert not again(newcomer).is_active
