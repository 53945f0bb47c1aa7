"""What the head of a page offers: each act to whoever may do it, and what waits on one's own page."""

import pytest
from django.urls import reverse

from accounts.models import StaffImport, User
from accounts.page_acts import acts_on_person, acts_on_unit, reshaping_acts
from accounts.services import grant_role, sync_roles
from accounts.services.leaving import leave_office
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(school):
    sync_roles()
    person = make_person("head", school, "บุญมี", "ศรีสุข")
    grant_role(user=person, role="manager", organization=school)
    return person


@pytest.fixture
def administrator(office):
    sync_roles()
    person = make_person("keeper", office, "อรทัย", "แก้วใส")
    grant_role(user=person, role="administrator", organization=office)
    return person


def names(acts):
    return [address.split("?")[0].rstrip("/").rsplit("/", 1)[-1] for address, _words in acts]


def test_acts_on_a_person(manager, administrator, teacher, colleague, stranger):
    found = {
        reader.username: names(acts_on_person(reader, teacher))
        for reader in (manager, administrator, colleague, stranger, teacher)
    }

    assert found == {
        "head": ["move", "leave"],
        "keeper": ["move", "leave", "merge"],
        "colleague": [],
        "stranger": [],
        "teacher": [],
    }


def test_who_left_can_come_back(manager, teacher):
    leave_office(person=teacher, by=manager, on=None)

    assert names(acts_on_person(again(manager), again(teacher))) == ["return"]


def test_nothing_is_offered_for_a_superuser_or_oneself(manager, school):
    chief = make_person("chief", school, is_superuser=True)

    assert acts_on_person(manager, chief) == acts_on_person(manager, manager) == []


def test_acts_on_a_unit(manager, administrator, teacher, school):
    found = {one.username: names(acts_on_unit(one, school)) for one in (manager, administrator, teacher)}

    every_day = ["edit", "people", "roles", "development-plans", "tokens"]
    assert found == {"head": every_day, "keeper": every_day, "teacher": []}
    assert names(reshaping_acts(administrator, school)) == ["move", "merge", "close"]
    assert reshaping_acts(manager, school) == []


def test_own_page_tells_what_waits(client, manager, school, other_school):
    for number in range(3):
        make_person(f"new{number}", school if number else other_school)
    User.objects.filter(username__startswith="new").update(is_active=False, closed_because="pending")
    StaffImport.objects.create(kind="staff", organization=school, file_name="ครู.xlsx", created_by=manager)
    client.force_login(manager)

    context = client.get(reverse("accounts:me")).context

    assert context["people_duties"] == [(school, 2)]
    waiting = [context[f"{name}_waiting"] for name in ("skills", "plans", "imports")]
    assert waiting == [0, 0, 1]


def test_who_looks_after_nobody_is_told_of_no_duties(client, teacher):
    client.force_login(teacher)

    assert client.get(reverse("accounts:me")).context["looks_after_people"] is False
