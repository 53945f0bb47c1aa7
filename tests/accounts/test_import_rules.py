"""Who may bring lists in, what is offered to fill in, and how long rows are kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.importing.fields import ORGANIZATIONS, STAFF
from accounts.importing.lists import columns_for
from accounts.importing.receiving import receive_file
from accounts.models import Organization, StaffImport, StaffImportRow
from accounts.permissions import can_export_staff, can_import, can_import_somewhere
from kmc.middleware import LANGUAGE_COOKIE
from tests.accounts.lists import administrator, manager, received  # noqa: F401
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db


def test_who_may_bring_lists_in_and_where(office, school, other_school, manager, administrator):  # noqa: F811
    teacher = make_person("plain", school)
    root = make_person("root", office, is_superuser=True)
    asked = [
        (school, STAFF),
        (other_school, STAFF),
        (office, STAFF),
        (office, ORGANIZATIONS),
        (school, ORGANIZATIONS),
    ]

    may = {
        person.username: [can_import(person, unit, kind) for unit, kind in asked]
        for person in (teacher, manager, administrator, root)
    }

    assert may == {
        "plain": [False] * 5,
        "school-manager": [True, False, False, False, False],
        "area-admin": [True, True, True, True, False],
        "root": [True, True, True, True, False],
    }
    assert [can_import_somewhere(person) for person in (teacher, manager, root)] == [False, True, True]
    assert [can_export_staff(manager, unit) for unit in (school, other_school)] == [True, False]


def test_nothing_comes_into_a_unit_that_ended(school, manager):  # noqa: F811
    Organization.objects.filter(pk=school.pk).update(status="closed")
    school.refresh_from_db()

    assert not can_import(manager, school, STAFF)


@pytest.mark.parametrize("language", ("th", "en"))
@pytest.mark.parametrize("kind", (STAFF, ORGANIZATIONS))
def test_the_template_comes_in_as_it_is(client, office, administrator, kind, language):  # noqa: F811
    client.force_login(administrator)
    with override(language):
        headings = [field.heading for field in columns_for(kind)]
        address = reverse(f"accounts:import_template_{kind}", args=[office.pk])
    client.cookies[LANGUAGE_COOKIE] = language

    content = client.get(address).content
    one = receive_file(content=content, file_name="x", kind=kind, organization=office, by=administrator)

    assert one.headings == headings
    assert one.status == "checked"
    assert one.rows.count() == 1


def test_rows_of_old_imports_are_dropped_and_the_import_stays(school, manager):  # noqa: F811
    old, new = (received(school, manager, [["สมใจ", "ดี", "", ""]]) for _number in range(2))
    StaffImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))

    dropped = StaffImport.objects.prune(timezone.now() - timedelta(days=90))

    assert dropped == 1
    assert [row.staff_import for row in StaffImportRow.objects.all()] == [new]
    assert StaffImport.objects.count() == 2
