"""Moving, leaving and coming back: what ends, what stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ActivityDay, AuditEntry, PeriodUser, StaffMove, StaffProfile, User
from accounts.services import (
    come_back,
    create_person,
    grant_role,
    leave_office,
    move_person,
    open_period,
    record_use,
    recount_period,
    sync_roles,
)
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(school):
    sync_roles()
    person = make_person("manager", school, "มานะ", "อดทน")
    grant_role(user=person, role="manager", organization=school)
    return person


@pytest.fixture
def administrator(office):
    sync_roles()
    person = make_person("administrator", office, "วีระ", "กล้า")
    grant_role(user=person, role="administrator", organization=office)
    return person


def address_of(person, act):
    return reverse(f"accounts:person_{act}", args=[person.pk])


# --- moving -----------------------------------------------------------------------------------------------------------


def test_work_and_counts_stay_with_the_unit_of_their_time(teacher, reviewer, school, other_school, manager):
    article = published(teacher, reviewer)
    today = timezone.localdate()
    period = open_period(starts_on=today - timedelta(days=30), ends_on=today)
    record_use(user=teacher, day=today)

    move_person(person=teacher, to_organization=other_school, by=manager)
    recount_period(period=period)

    article.refresh_from_db()
    assert again(teacher).profile.organization == other_school
    assert article.organization == school
    assert article.authorships.get().organization == school
    assert PeriodUser.objects.get(user=teacher).organization == school
    new = published(again(teacher), reviewer_of(other_school))
    assert new.organization == other_school


def reviewer_of(unit):
    person = make_person("their-reviewer", unit)
    grant_role(user=person, role="reviewer", organization=unit)
    return person


def test_roles_of_the_old_unit_end_and_others_stay(reviewer, school, other_school, office, manager):
    grant_role(user=reviewer, role="reviewer", organization=office)

    move = move_person(person=reviewer, to_organization=other_school, by=manager, moved_on=date(2026, 1, 5))

    assert [grant.organization for grant in reviewer.role_grants.all()] == [office]
    assert (move.from_organization, move.to_organization, move.moved_by) == (school, other_school, manager)
    entry = AuditEntry.objects.get(action="move")
    assert (entry.person, entry.organization, entry.details) == (
        reviewer,
        other_school,
        {"left": school.pk, "on": "2026-01-05"},
    )


@pytest.mark.parametrize(
    "status, day, code",
    (
        ("closed", date(2026, 1, 5), "closed_unit"),
        ("active", date(2999, 1, 1), "future"),
        ("active", date(2025, 12, 31), "before_last_move"),
    ),
)
def test_wrong_moves_are_refused(teacher, school, other_school, manager, status, day, code):
    StaffMove.objects.create(
        user=teacher, from_organization=other_school, to_organization=school, moved_on=date(2026, 1, 1)
    )
    type(other_school).objects.filter(pk=other_school.pk).update(status=status)
    other_school.refresh_from_db()

    with pytest.raises(ValidationError) as refused:
        move_person(person=teacher, to_organization=other_school, by=manager, moved_on=day)

    assert refused.value.code == code
    assert StaffProfile.objects.get(user=teacher).organization == school


def test_a_manager_moves_a_colleague_in_two_steps(client, manager, teacher, other_school):
    client.force_login(manager)
    address = address_of(teacher, "move")

    found = client.get(address, {"q": "โนนสูง"}).context["found"]
    confirm = client.get(address, {"to": other_school.pk})
    client.post(address, {"to_organization": other_school.pk, "moved_on": "1/10/2568"})

    assert list(found) == [other_school]
    assert confirm.context["target"] == other_school
    assert StaffMove.objects.get().moved_on == date(2025, 10, 1)


@pytest.mark.parametrize("to", ("x", "9" * 30, "0", ""))
def test_a_unit_that_is_not_there_leads_back_to_the_search(client, manager, teacher, to):
    client.force_login(manager)

    assert "found" in client.get(address_of(teacher, "move"), {"to": to}).context
    sent = client.post(address_of(teacher, "move"), {"to_organization": to, "moved_on": "x"})
    assert sent.status_code == 200
    assert not StaffMove.objects.exists()


@pytest.mark.parametrize("day", ("", "31/2/2569", "1/1/2600", "เมื่อวาน"))
def test_a_wrong_day_comes_back_with_the_form(client, manager, teacher, other_school, day):
    client.force_login(manager)

    response = client.post(address_of(teacher, "move"), {"to_organization": other_school.pk, "moved_on": day})

    assert response.context["form"].errors
    assert not StaffMove.objects.exists()


# --- leaving and coming back ------------------------------------------------------------------------------------------


def test_leaving_closes_at_once_and_keeps_the_work(client, teacher, reviewer, manager, school):
    grant_role(user=teacher, role="reviewer", organization=school)
    article = published(teacher, reviewer)
    phone = Client()
    phone.post(reverse("account_login"), {"login": "teacher", "password": "secret-word"})
    key = phone.session.session_key
    client.force_login(manager)

    client.post(address_of(teacher, "leave"), {"left_on": "30/9/2568"})

    left = User.objects.with_profile().get(pk=teacher.pk)
    assert (left.is_active, left.closed_because, left.profile.left_on) == (False, "left", date(2025, 9, 30))
    assert not left.role_grants.exists()
    assert not left.groups.exists()
    assert not phone.session.exists(key)
    assert phone.get("/me/").status_code == 302
    assert article.authorships.get().user == left
    assert AuditEntry.objects.get(action="leave").details == {"roles": 1}


def test_leaving_asks_before(client, manager, teacher):
    client.force_login(manager)

    assert client.get(address_of(teacher, "leave")).context["people"] == [teacher]
    assert again(teacher).is_active


def test_several_leave_after_a_page_that_names_them(client, manager, teacher, colleague, school):
    client.force_login(manager)
    address = reverse("accounts:organization_leave", args=[school.pk])
    choice = {"people": [teacher.pk, colleague.pk]}

    asked = client.post(address, choice)
    assert {person.pk for person in asked.context["people"]} == {teacher.pk, colleague.pk}
    assert again(teacher).is_active
    client.post(address, choice | {"confirm": "1", "left_on": "1/10/2568"})

    assert [again(person).closed_because for person in (teacher, colleague)] == ["left", "left"]


def test_the_last_administrator_cannot_leave(administrator):
    with pytest.raises(ValidationError):
        leave_office(person=administrator, by=None)

    assert again(administrator).is_active
    assert administrator.role_grants.count() == 1


@pytest.mark.parametrize("act", ("leave", "move", "return"))
def test_who_may_close_move_and_reopen(client, manager, administrator, teacher, stranger, colleague, act):
    def answer(user, person):
        client.force_login(user)
        return client.get(address_of(person, act)).status_code

    assert answer(manager, teacher) == 200
    assert answer(administrator, teacher) == 200
    assert answer(manager, stranger) == 403
    assert answer(manager, administrator) == 403
    assert answer(manager, manager) == 403
    assert answer(colleague, teacher) == 403
    assert answer(teacher, teacher) == 403


def test_coming_back_opens_the_account_without_roles(client, manager, teacher, school):
    grant_role(user=teacher, role="reviewer", organization=school)
    leave_office(person=teacher, by=manager)
    client.force_login(manager)

    for _twice in range(2):
        client.post(address_of(teacher, "return"))

    back = User.objects.with_profile().get(pk=teacher.pk)
    assert (back.is_active, back.closed_because, back.profile.left_on) == (True, "", None)
    assert not back.role_grants.exists()
    assert AuditEntry.objects.filter(action="return", person=teacher).count() == 1


def test_who_never_set_a_password_comes_back_by_code(school, manager):
    person = create_person(by=None, organization=school, given_name="ปิติ", family_name="ชูใจ")
    leave_office(person=person, by=manager)

    assert come_back(person=person, by=manager).closed_because == "invited"


@pytest.mark.parametrize("state", ("merged", "erased"))
def test_what_is_merged_or_erased_stays_closed(client, manager, teacher, state):
    User.objects.filter(pk=teacher.pk).update(is_active=False, closed_because=state)
    client.force_login(manager)

    assert come_back(person=teacher, by=manager).is_active is False
    assert client.post(address_of(teacher, "return")).status_code == 404


def test_a_superuser_who_left_comes_back_as_everyone_else(office, administrator):
    person = make_person("root", office, is_superuser=True, is_staff=True)

    leave_office(person=person, by=administrator)
    back = come_back(person=person, by=administrator)

    assert (back.is_active, back.is_superuser, back.is_staff) == (True, False, False)
    assert ActivityDay.objects.count() == 0
