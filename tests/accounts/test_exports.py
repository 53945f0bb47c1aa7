"""Lists that go out: who may have them, that they come in again, and that each is traced."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.importing.lists import headings_for
from accounts.importing.receiving import receive_file
from accounts.models import AuditEntry, Organization, StaffProfile
from accounts.services import create_person, leave_office
from accounts.views import exports
from tests.accounts.lists import STAFF, UNITS, administrator, manager, with_role  # noqa: F401
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(office):
    return Organization.objects.create(kind="district", name="อำเภอน้ำยืน", parent=office)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("file", ("xlsx", "csv"))
def test_exported_staff_come_in_again_unchanged(client, office, school, district, administrator, file):  # noqa: F811
    Organization.objects.filter(pk=school.pk).update(smis_code="34050001", district=district)
    group = Organization.objects.create(
        kind="group", name="กลุ่มอำนวยการ", short_name="อำนวยการ", parent=office
    )
    for unit, given in ((school, "=สมใจ"), (school, "-มานะ"), (group, "ปิติ")):
        person = create_person(
            by=None,
            organization=unit,
            given_name=given,
            family_name="ดี",
            prefix="นาย",
            staff_kind="other_personnel",
        )
        StaffProfile.objects.filter(user=person).update(phone="0812345678", position="ครู")
    client.force_login(administrator)

    content = body(client.get(reverse(f"accounts:organization_staff_{file}", args=[office.pk])))
    one = receive_file(content=content, file_name="x", kind=STAFF, organization=office, by=administrator)

    assert one.counts() == {"new": 0, "changed": 0, "unchanged": 3, "wrong": 1}
    entry = AuditEntry.objects.get(action="export")
    assert (entry.actor, entry.organization, entry.details) == (
        administrator,
        office,
        {"kind": "staff", "rows": 4},
    )


@pytest.mark.parametrize("file", ("xlsx", "csv"))
def test_exported_units_come_in_again_unchanged(client, office, school, district, administrator, file):  # noqa: F811
    Organization.objects.create(
        kind="school",
        name="โรงเรียนสาขา",
        parent=district,
        district=district,
        branch_of=school,
        status="closed",
    )
    Organization.objects.create(kind="group", name="กลุ่มอำนวยการ", short_name="อำนวยการ", parent=office)
    Organization.objects.filter(pk=school.pk).update(smis_code="34050001", obec_code="000123", pupil_count=99)
    client.force_login(administrator)

    content = body(client.get(reverse(f"accounts:organization_list_{file}")))
    one = receive_file(content=content, file_name="x", kind=UNITS, organization=office, by=administrator)

    assert one.counts() == {"new": 0, "changed": 0, "unchanged": 5, "wrong": 0}


def test_codes_and_phones_stay_text_and_formulas_are_defused(client, office, school, administrator):  # noqa: F811
    Organization.objects.filter(pk=school.pk).update(smis_code="04050001", name="=1+1")
    client.force_login(administrator)

    rows = list(
        csv.reader(
            io.StringIO(body(client.get(reverse("accounts:organization_list_csv"))).decode("utf-8-sig"))
        )
    )
    sheet = load_workbook(io.BytesIO(body(client.get(reverse("accounts:organization_list_xlsx"))))).active

    assert ["04050001", "'=1+1"] in [[row[0], row[3]] for row in rows]
    assert ("04050001", "'=1+1") in [(row[0], row[3]) for row in sheet.values]


def test_the_list_of_a_school_holds_its_own_present_people(client, school, other_school, manager):  # noqa: F811
    make_person("present", school, "อยู่", "ที่นี่")
    leave_office(person=make_person("left", school, "ลา", "ออก"), by=manager)
    make_person("elsewhere", other_school, "ที่", "อื่น")
    client.force_login(manager)

    content = body(client.get(reverse("accounts:organization_staff_xlsx", args=[school.pk])))
    names = [row[1] for row in load_workbook(io.BytesIO(content)).active.values]

    assert names == ["ชื่อ" if headings_for(STAFF)[1] == "ชื่อ" else "Given name", "วรรณา", "อยู่"]


def test_downloads_are_limited_in_an_hour(client, teacher, monkeypatch):
    monkeypatch.setattr(exports, "MOST_AN_HOUR", 2)
    client.force_login(teacher)

    answers = [client.get(reverse("accounts:organization_list_xlsx")) for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "accounts/export_limit.html" in [template.name for template in answers[2].templates]


def test_chosen_rows_leave_the_administration_as_a_file(client, school, administrator):  # noqa: F811
    client.force_login(with_role("second", "administrator", school.parent))
    chosen = {"action": "export_people", "_selected_action": [administrator.pk]}
    units = {"action": "export_organizations", "_selected_action": [school.pk]}

    answers = [
        client.post(reverse("admin:accounts_user_changelist"), chosen),
        client.post(reverse("admin:accounts_organization_changelist"), units),
    ]

    sizes = [len(list(load_workbook(io.BytesIO(answer.content)).active.values)) for answer in answers]
    assert sizes == [2, 2]
    assert AuditEntry.objects.filter(action="export").count() == 2
    assert "/imports/" in client.get(reverse("admin:accounts_user_changelist")).content.decode()
