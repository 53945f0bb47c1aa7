"""What the tests of imports share: an area with schools, someone who administers it, short ways to import."""

import pytest

from accounts.importing.receiving import receive_file
from accounts.importing.writing import write_chunk
from accounts.models import Organization, StaffImport
from accounts.services import grant_role, sync_roles
from tests.accounts import staff_list
from tests.knowledge.desk import make_person

STAFF, UNITS = StaffImport.Kind.STAFF, StaffImport.Kind.ORGANIZATIONS
NAMES = ["ชื่อ", "นามสกุล", "อีเมล", "โรงเรียน"]


@pytest.fixture
def area(office):
    """Return the office with the schools of the list."""
    for code, name in staff_list.schools():
        Organization.objects.create(kind="school", name=name, smis_code=code, parent=office)
    return office


@pytest.fixture
def administrator(office):
    return with_role("area-admin", "administrator", office)


@pytest.fixture
def manager(school):
    return with_role("school-manager", "manager", school)


def with_role(username, role, organization):
    sync_roles()
    person = make_person(username, organization, "วรรณา", "พงษ์ดี")
    grant_role(user=person, role=role, organization=organization)
    return person


def received(organization, by, rows, headings=NAMES, kind=STAFF, name="บุคลากร.xlsx"):
    """Return the import of a small list."""
    content = staff_list.xlsx(rows, headings, title=[])
    return receive_file(content=content, file_name=name, kind=kind, organization=organization, by=by)


def written(staff_import, by, size=200):
    while staff_import.status in ("checked", "running"):
        staff_import = write_chunk(staff_import=staff_import, by=by, size=size)
    return staff_import


def codes(staff_import):
    """Return the codes of what is wrong, by line."""
    return {
        row.line: [found["code"] for found in row.problems]
        for row in staff_import.rows.wrong().order_by("line")
    }


def verdicts(staff_import):
    return list(staff_import.rows.order_by("line").values_list("verdict", flat=True))
