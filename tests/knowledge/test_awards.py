"""Awards: entered by staff, confirmed by reviewers whom they do not concern, shown by year and level, followed up."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, Notification
from accounts.services import grant_role
from knowledge.models import Award, AwardNote
from knowledge.permissions import can_change_award, can_confirm_award, can_note_award, can_unconfirm_award
from knowledge.services import withdraw_article
from knowledge.services.awards import confirm_award, enter_award, note_award, return_award
from knowledge.services.errors import ActionRefused
from tests.knowledge.desk import again, make_person, picture_file, published

pytestmark = pytest.mark.django_db

TOKEN = "9d3c1a52-7c1a-4d37-8a27-3a7a5c0c9f12"
LIST = "/awards/"


@pytest.fixture(autouse=True)
def in_january(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to("2026-01-15 09:00+07:00", tick=True)


def entered(by, holders=(), outside_holders=(), **fields):
    data = {
        "title": "ครูผู้สอนยอดเยี่ยม",
        "scheme": "OBEC AWARDS",
        "level": "nation",
        "year": 2025,
        "organization": by.profile.organization,
    }
    return enter_award(
        by=by, data=data | fields, holders=list(holders), outside_holders=list(outside_holders)
    )


@pytest.fixture
def award(teacher):
    return entered(teacher, holders=[teacher])


def confirmed(by, reviewer, **fields):
    return confirm_award(award=entered(by, **fields), by=reviewer)


def handed_in(client, person, **data):
    client.force_login(person)
    form = {
        "title": "อ่านออกเขียนได้",
        "scheme": "OBEC AWARDS",
        "level": "nation",
        "year": "๒๕๖๘",
        "holder_kind": "work",
        "organization": person.profile.organization_id,
        "form_token": TOKEN,
    }
    return client.post(reverse("knowledge:award_create"), form | data)


def found(client, query=""):
    return [one.pk for one in client.get(f"{LIST}?{query}").context["page"]]


def test_award_is_entered_once_and_waits(client, teacher, colleague, reviewer):
    people = {"holders": "teacher, สุดา แสงทอง", "outside_holders": "นายนอก เขต; นางไกล บ้าน"}
    for _time in range(2):
        handed_in(client, teacher, round_number="๑๐", awarded_on="1/10/2568", file=picture_file(), **people)

    award = Award.objects.get()
    names = [holder.display_name for holder in award.holders.all()]
    assert (award.year, award.round_number, award.awarded_on) == (2025, 10, date(2025, 10, 1))
    assert names == [teacher.full_name, colleague.full_name, "นายนอก เขต", "นางไกล บ้าน"]
    assert (award.is_confirmed, award.file_type) == (False, "image/webp")
    assert [one.user for one in Notification.objects.filter(kind="award_waiting")] == [reviewer]


@pytest.mark.parametrize(
    "data, field",
    (
        ({"year": "2571"}, "year"),
        ({"year": "2400"}, "year"),
        ({"year": "9" * 50}, "year"),
        ({"awarded_on": "2569-02-30"}, "awarded_on"),
        ({"awarded_on": "16/1/2569"}, "awarded_on"),
        ({"round_number": "1000"}, "round_number"),
        ({"round_number": "-1"}, "round_number"),
        ({"level": "world"}, "level"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"holders": "ไม่มี ใครเลย"}, "holders"),
        ({"outside_holders": ",".join("กขคง" + str(n) for n in range(21))}, "outside_holders"),
        ({"article": "123456789012345678"}, "article"),
        ({"article": "9" * 30}, "article"),
        ({"organization": "99999999999999999999"}, "organization"),
    ),
)
def test_what_cannot_be_is_said_and_the_form_stays_filled(client, teacher, data, field):
    response = handed_in(client, teacher, **{"category": "ครู"} | data)

    form = response.context["form"]
    assert (list(form.errors), form["category"].value(), Award.objects.count()) == ([field], "ครู", 0)


def test_award_of_another_unit_is_not_entered(client, teacher, other_school):
    response = handed_in(client, teacher, organization=other_school.pk)

    assert list(response.context["form"].errors) == ["organization"]


def test_article_is_found_by_number_and_address(client, teacher, reviewer):
    article = published(teacher, reviewer)
    hidden = published(teacher, reviewer)
    withdraw_article(article=hidden, by=reviewer, reason="ผิด")

    assert list(handed_in(client, teacher, article=str(hidden.pk)).context["form"].errors) == ["article"]
    handed_in(client, teacher, article=f"https://kmc.example.go.th/articles/{article.pk}/?x=1")

    assert Award.objects.get().article == article


def test_form_begins_with_the_work(client, teacher, colleague, reviewer):
    article = published(teacher, reviewer, title="อ่านสนุก", authors=[teacher, colleague])
    client.force_login(teacher)

    form = client.get(reverse("knowledge:award_create"), {"article": article.pk}).context["form"]

    assert (form["title"].value(), form["article"].value()) == ("อ่านสนุก", str(article.pk))
    assert form["holders"].value() == "สมชาย ใจดี (teacher), สุดา แสงทอง (colleague)"


def test_nobody_confirms_what_they_entered_or_hold(award, reviewer, other_reviewer, teacher, school):
    mine = entered(reviewer)
    held = entered(teacher, holders=[reviewer])
    root = make_person("root", school, is_superuser=True)
    people = (teacher, reviewer, other_reviewer, root)

    assert [p.username for p in people if can_confirm_award(again(p), award)] == ["reviewer", "root"]
    assert [p.username for p in people if can_confirm_award(again(p), mine)] == ["root"]
    assert [p.username for p in people if can_confirm_award(again(p), held)] == ["root"]
    with pytest.raises(ActionRefused):
        confirm_award(award=held, by=again(reviewer))


def test_reviewers_above_are_told_where_those_of_the_unit_hold_it(teacher, reviewer, office):
    area = make_person("area", office)
    grant_role(user=area, role="reviewer", organization=office)

    entered(teacher, holders=[reviewer])

    assert [one.user for one in Notification.objects.filter(kind="award_waiting")] == [area]


def test_confirmed_award_is_public_at_once_and_holders_are_told(client, teacher, colleague, reviewer):
    award = entered(teacher, holders=[colleague])
    assert (found(client), client.get(award.get_absolute_url()).status_code) == ([], 404)

    for _time in range(2):
        confirm_award(award=award, by=reviewer)

    assert found(client) == [award.pk]
    assert client.get(award.get_absolute_url()).status_code == 200
    told = Notification.objects.filter(kind="award_confirmed").values_list("user", flat=True)
    assert sorted(told) == sorted([teacher.pk, colleague.pk])


def test_waiting_awards_stand_before_those_they_concern(client, award, reviewer, other_reviewer, stranger):
    entered(stranger)

    def waiting(person):
        client.force_login(again(person))
        return [one.pk for one in client.get(reverse("knowledge:award_waiting")).context["page"]]

    assert waiting(award.entered_by) == waiting(reviewer) == [award.pk]
    assert award.pk not in waiting(other_reviewer)


def test_returned_award_is_changed_and_waits_again(client, reviewer, award, teacher):
    return_award(award=award, by=reviewer, reason="ขอหลักฐาน")
    client.force_login(teacher)
    edit = reverse("knowledge:award_edit", args=[award.pk])
    assert "ขอหลักฐาน" in client.get(edit).content.decode()

    form = {"title": "ก", "scheme": "ข", "level": "area", "year": "2568", "holder_kind": "person"}
    client.post(edit, form | {"organization": award.organization_id, "file": picture_file()})

    award.refresh_from_db()
    assert (award.title, award.returned_reason, bool(award.file)) == ("ก", "", True)
    assert Notification.objects.filter(kind="award_waiting", user=reviewer).count() == 2
    assert Notification.objects.get(kind="award_returned").user == teacher


def test_confirmed_award_is_changed_by_reviewers_only(award, teacher, colleague, reviewer):
    confirm_award(award=award, by=reviewer)
    award.refresh_from_db()

    people = (teacher, colleague, reviewer)
    assert [p.username for p in people if can_change_award(again(p), award)] == ["reviewer"]
    assert [p.username for p in people if can_unconfirm_award(again(p), award)] == ["reviewer"]


def test_confirmation_taken_back_leaves_the_pages(client, teacher, reviewer):
    award = confirmed(teacher, reviewer)
    assert found(client) == [award.pk]

    return_award(award=award, by=reviewer, reason="ผิดปี")

    assert (found(client), Award.objects.get().returned_reason) == ([], "ผิดปี")


def test_years_and_levels_in_order(client, teacher, reviewer):
    def one(year, level):
        return confirmed(teacher, reviewer, year=year, level=level).pk

    school, nation, old = one(2025, "school"), one(2025, "nation"), one(2024, "international")
    region = one(2025, "region")

    assert found(client) == [nation, region, school, old]


@pytest.mark.parametrize(
    "query, is_found",
    (
        ("level=nation", True),
        ("level=school", False),
        ("year=2568", True),
        ("year=2025", True),
        ("year=2567", False),
        ("scheme=OBEC+AWARDS", True),
        ("scheme=x%27", False),
        ("side=academic", True),
        ("side=management", False),
        ("organization=99999999999999999999", False),
        ("level=x&year=abc&page=999999", True),
    ),
)
def test_filters(client, teacher, reviewer, query, is_found):
    confirmed(teacher, reviewer, side="academic")

    assert bool(found(client, query)) is is_found


def test_article_shows_its_confirmed_awards_alone(client, teacher, reviewer):
    article = published(teacher, reviewer)
    shown = confirmed(teacher, reviewer, article=article)
    entered(teacher, article=article)

    assert list(client.get(article.get_absolute_url()).context["awards"]) == [shown]


def test_award_does_not_open_its_article(client, teacher, reviewer):
    article = published(teacher, reviewer, title="เฉพาะบุคลากร", visibility="staff")
    award = confirmed(teacher, reviewer, article=article)

    assert "เฉพาะบุคลากร" not in client.get(award.get_absolute_url()).content.decode()
    client.force_login(again(reviewer))
    assert client.get(award.get_absolute_url()).context["article"] == article


def test_notes_of_those_who_follow_up(client, teacher, colleague, reviewer, stranger, office):
    officer = make_person("officer", office)
    grant_role(user=officer, role="officer", organization=office)
    award = confirmed(teacher, reviewer, holders=[colleague])
    people = (teacher, colleague, reviewer, stranger, officer)

    assert [p.username for p in people if can_note_award(again(p), award)] == [
        "colleague",
        "reviewer",
        "officer",
    ]
    with pytest.raises(ActionRefused):
        note_award(award=award, by=again(stranger), data={"kind": "advice", "text": "ก"})


def test_note_is_kept_once_and_shown_to_colleagues(client, teacher, reviewer, stranger):
    award = confirmed(teacher, reviewer, holders=[teacher])
    article = published(teacher, reviewer, title="ต่อยอด")
    client.force_login(again(reviewer))
    data = {"kind": "extension", "text": "ขยายผล", "article": str(article.pk), "form_token": TOKEN}
    for _time in range(2):
        client.post(reverse("knowledge:award_note", args=[award.pk]), data)

    assert AwardNote.objects.get().article == article
    pages = {}
    for person in (None, stranger):
        client.logout()
        if person:
            client.force_login(person)
        pages[person] = "ขยายผล" in client.get(award.get_absolute_url()).content.decode()
    assert pages == {None: False, stranger: True}


def test_note_needs_words(client, teacher, reviewer):
    award = confirmed(teacher, reviewer)
    client.force_login(again(reviewer))

    response = client.post(reverse("knowledge:award_note", args=[award.pk]), {"kind": "advice", "text": " "})

    assert list(response.context["note_form"].errors) == ["text"]


def test_file_holds_what_the_filters_leave_and_no_formula(client, teacher, reviewer):
    confirmed(teacher, reviewer, title="=cmd|' /C calc'!A0", level="area", outside_holders=["+นอก"])
    confirmed(teacher, reviewer, level="school")
    entered(teacher, level="area")
    client.force_login(teacher)

    response = client.get(reverse("knowledge:award_list_csv"), {"level": "area"})

    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 2
    assert (rows[1][5], rows[1][9]) == ("'=cmd|' /C calc'!A0", "'+นอก")
    entry = AuditEntry.objects.get(action=AuditEntry.Action.EXPORT)
    assert (entry.actor, entry.details) == (teacher, {"kind": "awards", "rows": 1})


def test_spreadsheet_is_one(client, teacher, reviewer):
    confirmed(teacher, reviewer)
    client.force_login(teacher)

    assert client.get(reverse("knowledge:award_list_xlsx")).content[:2] == b"PK"


def test_honours_stand_with_person_unit_and_home(client, teacher, colleague, reviewer):
    award = confirmed(teacher, reviewer, holders=[colleague])
    entered(teacher, holders=[colleague])
    published(colleague, reviewer)

    person = client.get(colleague.get_absolute_url()).context
    unit = client.get(teacher.profile.organization.get_absolute_url()).context

    assert [holding.award for holding in person["honours"]] == [award]
    assert list(unit["awards"]) == list(client.get("/").context["awards"]) == [award]


@pytest.mark.parametrize("number", (1, 4))
@pytest.mark.parametrize("address, queries", ((LIST, 8), ("/awards/waiting/", 8)))
def test_lists_have_a_fixed_number_of_queries(
    client, teacher, reviewer, number, address, queries, django_assert_num_queries
):
    for one in range(number):
        person = make_person(f"user{one}", teacher.profile.organization)
        award = entered(teacher, holders=[person], level="area")
        if address == LIST:
            confirm_award(award=award, by=reviewer)
    if address != LIST:
        client.force_login(teacher)

    with django_assert_num_queries(queries):
        client.get(address)
