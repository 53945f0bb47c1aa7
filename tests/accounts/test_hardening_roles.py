"""Whoever looks after people never reaches higher through them: no code, address, move or end of a higher role."""

import pytest
from django.urls import reverse

from accounts.models import RoleGrant, StaffProfile, User
from accounts.permissions import (
    accounts_in_hand,
    can_close_account,
    can_move_person,
    can_remove_second_step,
)
from accounts.services import create_person, grant_role
from tests.accounts.lists import codes, manager, received, with_role, written  # noqa: F401
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db
KEYS = ["ชื่อ", "นามสกุล", "ชื่อผู้ใช้", "อีเมล"]
MINE = "mine@example.org"


@pytest.mark.parametrize("role", ("administrator", "officer"))
def test_a_manager_hands_out_closes_and_moves_no_higher_role_of_the_own_school(school, manager, role):  # noqa: F811
    person = create_person(by=None, organization=school, given_name="สมใจ", family_name="ดีงาม")
    grant_role(user=person, role=role, organization=school)

    assert not accounts_in_hand(manager, User.objects.filter(pk=person.pk)).exists()
    assert not can_close_account(manager, person)
    assert not can_move_person(manager, person)


def test_an_administrator_of_the_school_has_the_same_people_in_hand(school, manager):  # noqa: F811
    officer, chief = (with_role(role, role, school) for role in ("officer", "administrator"))

    assert can_close_account(chief, officer)
    assert can_move_person(chief, officer)
    assert can_close_account(chief, manager)
    assert can_close_account(manager, with_role("second", "manager", school))


def test_a_move_ends_no_role_the_mover_could_not_take_back(client, school, other_school, manager):  # noqa: F811
    officer = with_role("officer", "officer", school)
    client.force_login(manager)

    answer = client.post(
        reverse("accounts:person_move", args=[officer.pk]),
        {"to_organization": other_school.pk, "moved_on": "2025-01-05"},
    )

    assert answer.status_code == 403
    assert RoleGrant.objects.filter(user=officer).exists()


@pytest.mark.parametrize("role", ("reviewer", "manager", "coordinator"))
def test_a_list_gives_no_address_to_an_account_with_a_role_beyond(office, school, manager, role):  # noqa: F811
    person = with_role("beyond", role, office)
    StaffProfile.objects.filter(user=person).update(organization=school)
    User.objects.filter(pk=person.pk).update(email="")

    one = written(received(school, manager, [["วรรณา", "พงษ์ดี", "beyond", MINE]], KEYS), manager)

    assert codes(one) == {2: ["email_trusted"]}
    assert again(person).email == ""


def test_a_manager_gives_no_address_to_an_account_in_use(school, manager):  # noqa: F811
    person = make_person("teacher", school)
    User.objects.filter(pk=person.pk).update(email="")

    one = written(received(school, manager, [["สมชาย", "ใจดี", "teacher", MINE]], KEYS), manager)

    assert codes(one) == {2: ["email_own"]}
    assert again(person).email == ""


def test_an_administrator_gives_an_address_to_an_account_in_use(office, school):
    person, chief = make_person("teacher", school), with_role("chief", "administrator", office)
    User.objects.filter(pk=person.pk).update(email="")
    row = ["สมชาย", "ใจดี", "teacher", MINE]

    written(received(school, chief, [row], KEYS), chief)

    assert again(person).email == MINE


def test_a_list_moves_nobody_who_holds_a_higher_role(office, school, manager):  # noqa: F811
    group = type(school).objects.create(kind="group", name="กลุ่มย่อย", parent=school)
    with_role("officer", "officer", school)
    headings = ["ชื่อ", "นามสกุล", "ชื่อผู้ใช้", "โรงเรียน"]

    one = written(received(school, manager, [["วรรณา", "พงษ์ดี", "officer", group.name]], headings), manager)

    assert codes(one) == {2: ["moved_by_hand"]}
    assert RoleGrant.objects.filter(user__username="officer").exists()


def test_an_administrator_below_takes_no_second_step_from_a_role_above(office, school):
    below, above = with_role("below", "administrator", school), with_role("above", "officer", office)
    StaffProfile.objects.filter(user=above).update(organization=school)

    assert not can_remove_second_step(below, again(above))
    assert can_remove_second_step(with_role("chief", "administrator", office), again(above))


def test_an_account_closed_by_the_office_is_not_opened_by_a_manager(client, office, school, manager):  # noqa: F811
    person = with_role("beyond", "reviewer", office)
    StaffProfile.objects.filter(user=person).update(organization=school)
    User.objects.filter(pk=person.pk).update(is_active=False)
    client.force_login(manager)

    assert client.post(reverse("accounts:person_return", args=[person.pk])).status_code == 403
    assert not again(person).is_active
