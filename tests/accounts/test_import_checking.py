"""The dry run: what is new, changed, unchanged or wrong, and why."""

import pytest

from accounts.importing.problems import SENTENCES, in_words
from accounts.models import Organization, StaffMove, StaffProfile, User
from accounts.services import create_person, leave_office
from tests.accounts.lists import (
    UNITS,
    administrator,  # noqa: F401
    area,  # noqa: F401
    codes,
    manager,  # noqa: F401
    received,
    verdicts,
    with_role,
    written,
)
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
MAIL = "somjai@example.ac.th"


def prepared(school, by, **fields):
    return create_person(by=by, organization=school, **{"given_name": "สมใจ", "family_name": "ดีงาม"} | fields)


def test_only_cells_that_are_filled_and_differ_change_a_person(school, manager):  # noqa: F811
    person = prepared(school, manager, email=MAIL, position="ครู", phone="0811111111")
    headings = ["ชื่อ", "นามสกุล", "อีเมล", "ตำแหน่ง", "โทรศัพท์", "วิทยฐานะ"]

    one = received(school, manager, [["สมใจ", "ดีงาม", MAIL.upper(), "ครูผู้ช่วย", "", "-"]], headings)
    written(one, manager)

    assert one.rows.get().changes == {"position": ["ครู", "ครูผู้ช่วย"]}
    found = StaffProfile.objects.get(user=person)
    assert (found.position, found.phone, found.academic_standing) == ("ครูผู้ช่วย", "0811111111", "")


def test_a_person_without_keys_is_known_by_name_and_school(school, manager):  # noqa: F811
    person = prepared(school, manager, prefix="นางสาว")

    one = received(school, manager, [["น.ส.สมใจ", "ดีงาม", MAIL, ""], ["สมใจ", "อื่น", "", ""]])
    written(one, manager)

    assert verdicts(one) == ["changed", "new"]
    assert User.objects.get(pk=person.pk).email == MAIL


def test_a_person_of_another_school_of_the_area_is_moved(area, school, other_school, administrator):  # noqa: F811
    person = prepared(school, administrator, email=MAIL)

    one = received(area, administrator, [["สมใจ", "ดีงาม", MAIL, "บ้านโนนสูง"]])
    written(one, administrator)

    assert one.rows.get().changes == {"organization": [school.name, other_school.name]}
    move = StaffMove.objects.get(user=person)
    assert (move.from_organization, move.to_organization, move.moved_by) == (
        school,
        other_school,
        administrator,
    )
    assert StaffProfile.objects.get(user=person).organization == other_school


def test_managers_write_nobody_of_another_school(school, other_school, manager):  # noqa: F811
    prepared(other_school, manager, email=MAIL)

    one = received(school, manager, [["สมใจ", "ดีงาม", MAIL, ""], ["ใหม่", "คน", "", "โรงเรียนบ้านโนนสูง"]])

    assert codes(one) == {2: ["person_outside"], 3: ["unit_outside"]}


def test_accounts_that_a_list_may_not_touch(school, administrator, office):  # noqa: F811
    make_person("root", school, "ผู้ดูแล", "ระบบ", is_superuser=True)
    left, officer = make_person("left", school, "ลา", "ออก"), with_role("officer", "officer", school)
    leave_office(person=left, by=administrator)
    User.objects.filter(pk=officer.pk).update(email="")
    make_person("robot", school, "บริการ", "ระบบ", is_service=True)
    headings = ["ชื่อ", "นามสกุล", "ชื่อผู้ใช้", "อีเมล", "โรงเรียน", "ตำแหน่ง"]
    people = [("ผู้ดูแล", "ระบบ", "root"), ("ลา", "ออก", "left"), ("บริการ", "ระบบ", "robot")]
    rows = [[*names, "", school.name, "ครู"] for names in people]
    rows.append(["วรรณา", "พงษ์ดี", "officer", "mine@example.org", school.name, ""])

    one = received(office, administrator, rows, headings)

    assert codes(one) == {2: ["superuser"], 3: ["account_left"], 4: ["service"], 5: ["email_trusted"]}


def test_lines_that_mean_one_person_are_told_apart(school, manager):  # noqa: F811
    rows = [
        ["สมใจ", "ดีงาม", MAIL, ""],
        ["อื่น", "คน", MAIL.upper(), ""],
        ["มานะ", "อดทน", "", ""],
        ["มานะ", "อดทน", "", ""],
        ["มานะ", "อดทน", "mana@example.org", ""],
        ["สมใจ", "ดีงาม", "another@example.org", ""],
    ]

    one = received(school, manager, rows)

    assert codes(one) == {3: ["duplicate"], 5: ["duplicate"], 6: ["duplicate"]}
    assert [row.problems[0]["line"] for row in one.rows.wrong()] == [2, 4, 4]


def test_two_people_of_one_name_need_a_key(school, manager):  # noqa: F811
    for number in (1, 2):
        prepared(school, manager, username=f"somjai{number}", email=f"somjai{number}@example.org")

    one = received(school, manager, [["สมใจ", "ดีงาม", "", ""], ["สมใจ", "ดีงาม", "somjai2@example.org", ""]])

    assert codes(one) == {2: ["name_ambiguous"]}
    assert verdicts(one) == ["wrong", "unchanged"]


def test_another_address_for_a_known_name_is_asked_about(school, manager):  # noqa: F811
    prepared(school, manager, email="old@example.org")

    assert codes(received(school, manager, [["สมใจ", "ดีงาม", MAIL, ""]])) == {2: ["same_name"]}


def test_keys_of_two_accounts_do_not_make_one(school, manager):  # noqa: F811
    prepared(school, manager, email=MAIL, username="somjai")
    prepared(school, manager, given_name="มานะ", email="mana@example.org", username="mana")
    headings = ["ชื่อ", "นามสกุล", "อีเมล", "ชื่อผู้ใช้"]
    rows = [
        ["สมใจ", "ดีงาม", MAIL, "mana"],
        ["สมใจ", "ดีงาม", MAIL, "newname"],
        ["มานะ", "ดีงาม", "other@example.org", "mana"],
    ]

    one = received(school, manager, rows, headings)

    assert codes(one) == {2: ["email_taken"], 3: ["username_kept"], 4: ["username_taken"]}


def test_what_changed_since_the_dry_run_is_seen_when_writing(school, manager):  # noqa: F811
    one = received(school, manager, [["สมใจ", "ดีงาม", MAIL, ""], ["มานะ", "อดทน", "mana@example.org", ""]])
    twin = received(school, manager, [["สมใจ", "ดีงาม", MAIL, ""]])
    prepared(
        school, manager, given_name="คนอื่น", family_name="จริง ๆ", username="x-y", email="mana@example.org"
    )
    written(twin, manager)

    one = written(one, manager)

    assert one.outcomes() == {"": 0, "written": 1, "skipped": 1, "failed": 0}
    assert User.objects.filter(email=MAIL).count() == 1


def test_every_reason_has_a_sentence_with_its_cell(area, administrator):  # noqa: F811
    one = received(area, administrator, [["", "ดีงาม", "x", "ไม่มีที่นี่"]])
    row = one.rows.get()

    assert codes(one) == {2: ["bad_email", "no_given_name", "unit_unknown"]}
    assert in_words(row.problems[0], row.line) == "C2: รูปแบบอีเมลไม่ถูกต้อง"
    named = {"limit": 1, "count": 8, "found": 7, "unit": "x", "line": 2}
    assert all(str(text) % named for text in SENTENCES.values())


def test_units_are_known_by_code_or_by_name_and_district(office, administrator):  # noqa: F811
    district = Organization.objects.create(kind="district", name="อำเภอน้ำยืน", parent=office)
    known = Organization.objects.create(
        kind="school", name="โรงเรียนบ้านเก่า", parent=district, smis_code="34050001"
    )
    headings = ["รหัส SMIS", "ชื่อโรงเรียน", "อำเภอ", "จำนวนนักเรียน", "โรงเรียนหลัก", "สถานะ"]
    rows = [
        ["34050001", "โรงเรียนบ้านเก่า", "น้ำยืน", "1,020 คน", "", ""],
        ["34050002", "โรงเรียนบ้านใหม่", "อ.น้ำยืน", "๘๐", "34050001", "ไม่มีนักเรียน"],
        ["34050003", "โรงเรียนบ้านสาม", "ไม่มีอำเภอนี้", "มาก", "", "ยุบเลิก"],
        ["34050002", "โรงเรียนบ้านสี่", "น้ำยืน", "", "ไม่รู้จัก", ""],
        ["3405004", "โรงเรียนบ้านห้า", "", "", "", "หยุด"],
    ]

    one = received(office, administrator, rows, headings, UNITS)
    written(one, administrator)

    assert codes(one) == {
        4: ["bad_pupil_count", "district_unknown"],
        5: ["branch_unknown"],
        6: ["short_code", "bad_status"],
    }
    new = Organization.objects.get(smis_code="34050002")
    assert (new.parent, new.district, new.branch_of, new.pupil_count, new.status) == (
        district,
        district,
        known,
        80,
        "empty",
    )
    assert Organization.objects.get(pk=known.pk).pupil_count == 1020


def test_units_are_not_closed_or_moved_by_a_list(office, administrator):  # noqa: F811
    places = [
        Organization.objects.create(kind="district", name=name, parent=office)
        for name in ("อำเภอก", "อำเภอข")
    ]
    Organization.objects.create(kind="school", name="โรงเรียนบ้านเก่า", parent=places[0], smis_code="34050001")
    headings = ["รหัส SMIS", "ชื่อ", "อำเภอ", "สถานะ", "ประเภทหน่วยงาน"]
    rows = [
        ["34050001", "โรงเรียนบ้านเก่า", "ก", "ยุบเลิก", ""],
        ["34050002", "โรงเรียนบ้านใหม่", "ก", "ยุบรวม", ""],
        ["", "สำนักงานใหม่", "", "", "สำนักงาน"],
    ]
    moved = received(office, administrator, [["34050001", "โรงเรียนบ้านเก่า", "ข"]], headings[:3], UNITS)

    one = received(office, administrator, rows, headings, UNITS)

    assert codes(one) == {2: ["status_by_hand"], 3: ["status_by_hand"], 4: ["office_new"]}
    assert codes(moved) == {2: ["district_by_hand"]}
