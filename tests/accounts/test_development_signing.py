"""Signing of ID-Plans: who may and who may not, what is locked, what superiors and officers see."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from accounts.models import Organization, StaffProfile, User
from accounts.permissions import (
    can_read_development_plan,
    can_return_development_plan,
    can_see_development_board,
    can_see_development_shares,
    can_sign_development_plan,
)
from accounts.services import development as service
from accounts.services import grant_role, sync_roles
from tests.accounts.plans import FULL, YEAR, address, manager_of, stored
from tests.knowledge.desk import again, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_january")]


@pytest.mark.parametrize("missing", ("how", "ends_on", "goal"))
def test_a_plan_with_gaps_is_not_handed_in(client, teacher, plan, missing):
    plan.activities.update(**{missing: None if missing == "ends_on" else ""})
    client.force_login(teacher)

    client.post(address("submit", plan))

    assert stored(plan).status == "draft"


def test_a_plan_without_lines_is_not_handed_in(teacher):
    with pytest.raises(service.PlanRefused):
        service.submit_plan(plan=service.start_plan(by=teacher, year=YEAR), by=teacher)


def test_signed_by_the_manager_and_locked(client, manager, teacher, waiting):
    client.force_login(manager)

    client.post(address("sign", waiting), {"seen": waiting.seen})
    client.post(address("sign", waiting), {"seen": waiting.seen})

    plan = stored(waiting)
    assert (plan.status, plan.signed_by, plan.is_signed) == ("signed", manager, True)
    with pytest.raises(service.PlanRefused):
        service.add_line(plan=plan, by=teacher, topic="ข", **FULL)


def test_only_what_was_read_is_signed(client, manager, teacher, waiting):
    service.take_back_plan(plan=waiting, by=teacher)
    service.add_line(plan=waiting, by=teacher, topic="แทรก", **FULL)
    service.submit_plan(plan=waiting, by=teacher)
    client.force_login(manager)

    client.post(address("sign", waiting), {"seen": waiting.seen})

    assert stored(waiting).status == "submitted"


@pytest.mark.parametrize("state", ("waiting", "signed"))
def test_returned_with_a_reason_it_may_be_changed_again(client, request, manager, teacher, state):
    plan = request.getfixturevalue(state)
    client.force_login(manager)
    assert client.post(address("return", plan), {"reason": " "}).status_code == 200

    client.post(address("return", plan), {"reason": "ขอระบุชั่วโมง"})

    plan = stored(plan)
    assert (plan.status, plan.signed_at, plan.returned_reason) == ("draft", None, "ขอระบุชั่วโมง")
    client.force_login(teacher)
    assert "ขอระบุชั่วโมง" in client.get(plan.get_absolute_url()).content.decode()
    assert client.get(address("edit", plan)).status_code == 200


def test_taken_back_before_it_is_signed_not_after(client, teacher, waiting, manager):
    client.force_login(teacher)
    client.post(address("take_back", waiting))
    assert stored(waiting).status == "draft"

    again_waiting = service.submit_plan(plan=waiting, by=teacher)
    service.sign_plan(plan=again_waiting, by=manager, seen=again_waiting.seen)
    client.post(address("take_back", waiting))
    assert stored(waiting).status == "signed"


# --- who may ------------------------------------------------------------------------------------------------------------


def of(person, status="submitted"):
    plan = service.start_plan(by=person, year=YEAR)
    plan.status = status
    return plan


def test_nobody_signs_their_own(manager):
    sync_roles()
    grant_role(user=manager, role="administrator", organization=manager.profile.organization)

    assert not can_sign_development_plan(again(manager), of(manager))


def test_a_director_is_signed_by_those_above_and_not_by_a_peer(manager, school, office):
    peer, above = manager_of(school, "deputy"), manager_of(office, "area")
    plan = of(manager)

    assert [can_sign_development_plan(one, plan) for one in (peer, above)] == [False, True]
    assert [can_return_development_plan(one, plan) for one in (peer, above)] == [False, True]
    assert can_read_development_plan(peer, plan)


def test_who_signs_for_a_teacher(teacher, manager, colleague, stranger, other_school, office):
    others = manager_of(other_school, "elsewhere")
    administrator = make_person("administrator", office)
    grant_role(user=administrator, role="administrator", organization=office)
    officer = make_person("officer", office)
    grant_role(user=officer, role="officer", organization=office)
    plan = of(teacher)

    people = (teacher, colleague, stranger, others, officer, manager, administrator)
    assert [can_sign_development_plan(one, plan) for one in people] == [False] * 5 + [True] * 2
    assert [can_read_development_plan(one, plan) for one in people] == [True] + [False] * 4 + [True] * 2


def test_who_sees_the_board_and_the_shares(teacher, manager, office):
    officer = make_person("officer", office)
    grant_role(user=officer, role="officer", organization=office)

    people = (teacher, officer, manager)
    assert [can_see_development_board(one) for one in people] == [False, False, True]
    assert [can_see_development_shares(one) for one in people] == [False, True, True]


def test_another_schools_manager_finds_nothing(client, waiting, other_school):
    client.force_login(manager_of(other_school, "elsewhere"))

    assert [client.get(address(name, waiting)).status_code for name in ("detail", "print", "docx")] == [
        404
    ] * 3
    assert client.post(address("sign", waiting), {"seen": waiting.seen}).status_code == 404


def test_a_person_who_moves_takes_the_plan_to_the_new_superior(
    client, waiting, manager, other_school, teacher
):
    StaffProfile.objects.filter(user=teacher).update(organization=other_school)
    new = manager_of(other_school, "elsewhere")

    found = []
    for person in (manager, new):
        client.force_login(person)
        found.append(client.get(waiting.get_absolute_url()).status_code)

    assert found == [404, 200]


# --- lists --------------------------------------------------------------------------------------------------------------


def test_the_board_shows_own_people_and_the_share(client, signed, manager, colleague, stranger):
    client.force_login(manager)

    response = client.get(reverse("accounts:development_list"))

    rows = [(person.username, person.plan_status) for person in response.context["page"]]
    assert rows == [("manager", None), ("teacher", "signed"), ("colleague", None)]
    assert response.context["share"] == {"people": 3, "planned": 1, "signed": 1}


@pytest.mark.parametrize(
    "query, names",
    (
        ("state=none", ["manager", "colleague"]),
        ("state=signed", ["teacher"]),
        ("state=draft", []),
        ("year=2025&state=signed", []),
        (
            "year=99999999999999999999&unit=99999999999999999999&state=x&page=0",
            ["manager", "teacher", "colleague"],
        ),
    ),
)
def test_the_board_by_state_and_year(client, signed, manager, colleague, query, names):
    client.force_login(manager)

    page = client.get(f"{reverse('accounts:development_list')}?{query}").context["page"]

    assert [person.username for person in page] == names


@pytest.mark.parametrize("count", (1, 5))
def test_the_board_has_a_fixed_number_of_queries(client, school, manager, count, django_assert_num_queries):
    for number in range(count):
        of(make_person(f"teacher{number}", school))
    client.force_login(manager)

    with django_assert_num_queries(10):
        client.get(reverse("accounts:development_list"))


@pytest.mark.parametrize("count", (1, 5))
def test_the_plan_has_a_fixed_number_of_queries(client, teacher, plan, count, django_assert_num_queries):
    for _number in range(count):
        service.add_line(plan=plan, by=teacher, topic="ข", **FULL)
    client.force_login(teacher)

    with django_assert_num_queries(7):
        client.get(plan.get_absolute_url())


@pytest.mark.parametrize("count", (1, 5))
def test_the_shares_have_a_fixed_number_of_queries(client, office, count, django_assert_num_queries):
    sync_roles()
    officer = make_person("officer", office)
    grant_role(user=officer, role="officer", organization=office)
    for number in range(count):
        unit = Organization.objects.create(kind="school", name=f"โรงเรียน {number}", parent=office)
        make_person(f"teacher{number}", unit)
    client.force_login(officer)

    with django_assert_num_queries(9):
        client.get(reverse("accounts:development_units"))


def test_officers_see_numbers_and_no_names(client, signed, office):
    officer = make_person("officer", office, "เจ้า", "หน้าที่")
    grant_role(user=officer, role="officer", organization=office)
    client.force_login(officer)

    response = client.get(reverse("accounts:development_units"))

    rows = {
        unit.name: (share["people"], share["planned"], share["signed"])
        for unit, share in response.context["rows"]
    }
    assert rows == {"สพป.อุบลราชธานี เขต 5": (1, 0, 0), "โรงเรียนบ้านน้ำยืน": (2, 1, 1)}
    assert "สมชาย" not in response.content.decode()


# --- paper --------------------------------------------------------------------------------------------------------------


def test_the_word_document_has_three_parts_in_thai_letters(client, signed, teacher):
    signed.activities.update(goal="อ่าน\x0bคล่อง")
    client.force_login(teacher)

    response = client.get(address("docx", signed))

    document = Document(BytesIO(response.content))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert [len(head) for head in heads] == [7, 5, 2]
    assert document.tables[0].rows[1].cells[1].text == "การอ่าน"
    assert document.tables[0].rows[1].cells[4].text == "อ่านคล่อง"
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:cs")) == "TH Sarabun New"
    assert "(สมชาย ใจดี)" in heads[2][0]


def test_the_printed_form_names_who_signed(client, signed, teacher, manager):
    client.force_login(teacher)

    page = client.get(address("print", signed)).content.decode()

    assert "(ประเสริฐ ดีงาม)" in page
    assert "15 มกราคม 2569" in page


def test_people_who_left_are_not_counted(client, manager, teacher, colleague):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    client.force_login(manager)

    assert client.get(reverse("accounts:development_list")).context["share"]["people"] == 2
