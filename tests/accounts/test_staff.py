"""Looking after the people of a unit: who may, the list, adding one or many."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import AuditEntry, StaffProfile, User
from accounts.models.joining import AccountState
from accounts.people_list import read_people_list
from accounts.services import create_person, grant_role, invite_people, sync_roles
from accounts.services.mail import send_due_mail
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
LIST = "นายสมชาย  ใจดี, ครู, somchai@example.ac.th\nนางสาวสุดา แสงทอง\nว่าที่ ร.ต.วิชัย ศรีสุข, ครูผู้ช่วย"


@pytest.fixture
def manager(school):
    sync_roles()
    person = make_person("manager", school, "มานะ", "อดทน")
    grant_role(user=person, role="manager", organization=school)
    return person


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager)
    return client


def prepared(unit, given="ปิติ", family="ชูใจ", **extra):
    return create_person(by=None, organization=unit, given_name=given, family_name=family, **extra)


def page_of(unit, name="organization_people"):
    return reverse(f"accounts:{name}", args=[unit.pk])


# --- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", (1, 4))
def test_the_list_has_a_fixed_number_of_queries(signed_in, school, count, django_assert_num_queries):
    for number in range(count):
        prepared(school, f"ครู{number}")

    with django_assert_num_queries(14):
        signed_in.get(page_of(school))


def test_the_list_tells_the_state_of_each(signed_in, school, manager, other_school):
    prepared(other_school, "ชูใจ", "ไม่อยู่ที่นี่")
    unused, handed = prepared(school, "กานดา"), prepared(school, "ขวัญ")
    waiting, left = prepared(school, "คำแก้ว"), prepared(school, "งาม")
    User.objects.filter(pk=waiting.pk).update(closed_because="pending")
    User.objects.filter(pk=left.pk).update(closed_because="left")
    invite_people(users=[handed], by=manager)

    rows = signed_in.get(page_of(school)).context["rows"]

    assert [(row["person"].given_name, row["state"]) for row in rows] == [
        ("กานดา", AccountState.UNUSED),
        ("ขวัญ", AccountState.HANDED_OUT),
        ("คำแก้ว", AccountState.PENDING),
        ("งาม", AccountState.LEFT),
        ("มานะ", AccountState.IN_USE),
    ]
    for state in AccountState:
        found = signed_in.get(page_of(school), {"state": state}).context["rows"]
        assert [row["state"] for row in found] == [state]
    assert unused.given_name in signed_in.get(page_of(school), {"q": "กาน"}).content.decode()


def test_an_empty_unit_says_what_to_do(client, other_school):
    client.force_login(make_person("root", None, is_superuser=True))

    text = client.get(page_of(other_school)).content.decode()

    assert page_of(other_school, "people_add") in text


@pytest.mark.parametrize("query", ({"page": "9" * 30}, {"state": "x"}, {"scope": "own"}, {"q": "ก" * 800}))
def test_odd_questions_are_answered(signed_in, school, query):
    assert signed_in.get(page_of(school), query).status_code == 200


@pytest.mark.parametrize(
    "name",
    ("organization_people", "person_add", "people_add", "organization_slips"),
)
def test_managers_reach_no_other_school(signed_in, other_school, name):
    assert signed_in.get(page_of(other_school, name)).status_code == 403
    assert signed_in.post(page_of(other_school, name)).status_code in (403, 405)


@pytest.mark.parametrize(
    "name", ("organization_slips", "organization_mail", "organization_leave", "organization_decide")
)
def test_people_of_another_school_cannot_be_chosen(signed_in, school, other_school, name):
    theirs = prepared(other_school, email="theirs@example.org")
    User.objects.filter(pk=theirs.pk).update(closed_because="pending")

    response = signed_in.post(page_of(school, name), {"people": [theirs.pk], "decision": "approve"})

    assert response.status_code == 302
    kept = User.objects.get(pk=theirs.pk)
    assert (kept.is_active, kept.closed_because, hasattr(kept, "invitation")) == (False, "pending", False)


@pytest.mark.parametrize("people", ([], ["9" * 30], ["x"], ["0"], ["-1"]))
def test_a_wrong_choice_answers_with_a_message(signed_in, school, people):
    response = signed_in.post(page_of(school, "organization_leave"), {"people": people}, follow=True)

    assert [str(message.level_tag) for message in response.context["messages"]] == ["error"]


def test_nobody_hands_out_the_account_of_someone_with_a_role_beyond(signed_in, school, office):
    officer = prepared(school, "วีระ", "กล้า")
    grant_role(user=officer, role="officer", organization=office)

    signed_in.post(page_of(school, "organization_slips"), {"people": [officer.pk], "token": "a"})
    signed_in.post(page_of(school, "organization_slips"), {"everyone": "1", "token": "b"})

    assert not hasattr(User.objects.get(pk=officer.pk), "invitation")
    assert signed_in.get(reverse("accounts:person_leave", args=[officer.pk])).status_code == 403


# --- one person -------------------------------------------------------------------------------------------------------


def test_one_person_is_added(signed_in, school, manager):
    data = {"prefix": "น.ส.", "given_name": "กานดา", "family_name": "ศรีสุข", "position": "ครู"}

    signed_in.post(page_of(school, "person_add"), data)

    person = User.objects.with_profile().get(given_name="กานดา")
    assert (person.is_active, person.closed_because) == (False, "invited")
    assert (person.profile.formal_name, person.profile.organization) == ("นางสาวกานดา ศรีสุข", school)
    entry = AuditEntry.objects.get(action="import")
    assert (entry.actor, entry.person, entry.organization, entry.details) == (
        manager,
        person,
        school,
        {"people": 1},
    )


@pytest.mark.parametrize(
    "field, value",
    (
        ("username", "สมชาย"),
        ("username", "MANAGER"),
        ("email", "Manager@example.org"),
        ("email", "x"),
        ("staff_kind", "king"),
        ("given_name", "ก" * 101),
        ("given_name", "1349900123456"),
        ("given_name", ""),
    ),
)
def test_wrong_values_come_back_with_the_form_filled(signed_in, school, field, value):
    data = {"given_name": "กานดา", "family_name": "ศรีสุข", "position": "ครูพิเศษ"} | {field: value}

    response = signed_in.post(page_of(school, "person_add"), data)

    assert list(response.context["form"].errors) == [field]
    assert "ครูพิเศษ" in response.content.decode()
    assert not User.objects.filter(family_name="ศรีสุข").exists()


def test_somebody_of_the_same_name_is_asked_about(signed_in, school, colleague):
    data = {"given_name": "สุดา", "family_name": "แสงทอง"}

    response = signed_in.post(page_of(school, "person_add"), data)
    assert list(response.context["form"].errors) == ["is_another"]
    signed_in.post(page_of(school, "person_add"), data | {"is_another": "on"})

    assert User.objects.filter(given_name="สุดา").count() == 2


# --- a list -----------------------------------------------------------------------------------------------------------


def test_a_pasted_list_is_looked_over_then_written(signed_in, school):
    response = signed_in.post(page_of(school, "people_add"), {"lines": LIST})
    assert [line.verdict for line in response.context["lines"]] == ["new", "new", "new"]
    assert StaffProfile.objects.filter(organization=school).count() == 1

    for _twice in range(2):
        signed_in.post(page_of(school, "people_add"), {"lines": LIST, "confirm": "1"})

    profiles = StaffProfile.objects.filter(organization=school).exclude(user__username="manager")
    assert {profile.formal_name for profile in profiles} == {
        "นายสมชาย ใจดี",
        "นางสาวสุดา แสงทอง",
        "ว่าที่ร้อยตรีวิชัย ศรีสุข",
    }


@pytest.mark.parametrize(
    "line, understood",
    (
        ("1\tนาย\tสมชาย\tใจดี\tครู\ta@example.org", ("นายสมชาย ใจดี", "ครู", "a@example.org")),
        ("นายสมชาย\tใจดี\tครู", ("นายสมชาย ใจดี", "ครู", "")),
        ("๑. , นางสมใจ ใจดี , ครู", ("นางสมใจ ใจดี", "ครู", "")),
        ("นางสาว สมใจ  ณ อุบล", ("นางสาวสมใจ ณ อุบล", "", "")),
        ("สมชาย ใจดี,a@example.org", ("สมชาย ใจดี", "", "a@example.org")),
    ),
)
def test_lines_are_understood_as_people_write_them(school, line, understood):
    [read] = read_people_list(line, school)

    assert (read.name, read.position, read.email) == understood
    assert (read.verdict, read.reason) == ("new", "")


@pytest.mark.parametrize(
    "text, verdicts",
    (
        ("สมชาย", ["wrong"]),
        ("นาย", ["wrong"]),
        (", ครู", ["wrong"]),
        ("นายสมชาย ใจดี, ครู, ดีมาก, มาก", ["wrong"]),
        ("นายสมชาย ใจดี, a@", ["wrong"]),
        ("นายสมชาย ใจดี, stranger@EXAMPLE.org", ["wrong"]),
        ("นายสมชาย ใจดี\nนายสมชาย ใจดี", ["new", "wrong"]),
        ("นายก ข, a@example.org\nนายค ง, A@example.org", ["new", "wrong"]),
        ("นางสุดา แสงทอง", ["here"]),
        ("ชื่อ\tนามสกุล\n\nนายก ข", ["new"]),
        ("นายก " + "ข" * 101, ["wrong"]),
    ),
)
def test_each_line_gets_its_verdict(school, colleague, stranger, text, verdicts):
    lines = read_people_list(text, school)

    assert [line.verdict for line in lines] == verdicts
    assert all(line.reason for line in lines if line.verdict == "wrong")


@pytest.mark.parametrize("number", ("1349900123456", "1-3499-00123-45-6", "๑๓๔๙๙๐๐๑๒๓๔๕๖"))
def test_a_citizen_number_is_refused_and_not_shown_again(signed_in, school, number):
    lines = f"นายสมชาย ใจดี, {number}\nนางสาวสุดา แสงทอง"

    response = signed_in.post(page_of(school, "people_add"), {"lines": lines, "confirm": "1"})

    text = response.content.decode()
    assert list(response.context["form"].errors) == ["lines"]
    assert number not in text
    assert "สุดา แสงทอง" in text
    assert not User.objects.filter(given_name="สุดา").exists()


def test_thirty_people_come_in_with_few_queries(signed_in, school, django_assert_max_num_queries):
    lines = "\n".join(f"นายสมชาย{'ก' * number} ใจดี, ครู" for number in range(1, 31))

    with django_assert_max_num_queries(45):
        signed_in.post(page_of(school, "people_add"), {"lines": lines, "confirm": "1"})

    assert StaffProfile.objects.filter(organization=school).count() == 31


# --- who registered alone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision, state", (("approve", (True, "")), ("refuse", (False, "left"))))
def test_a_manager_decides_on_who_registered(signed_in, school, manager, decision, state):
    person = prepared(school, email="piti@example.org")
    User.objects.filter(pk=person.pk).update(closed_because="pending")

    for _twice in range(2):
        signed_in.post(page_of(school, "organization_decide"), {"people": [person.pk], "decision": decision})
    send_due_mail()

    decided = User.objects.get(pk=person.pk)
    assert (decided.is_active, decided.closed_because) == state
    assert AuditEntry.objects.filter(action=decision, person=person, actor=manager).count() == 1
    assert [letter.to for letter in mail.outbox] == ([["piti@example.org"]] if decision == "approve" else [])
