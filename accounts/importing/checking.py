"""The dry run: every row gets its verdict, nothing is written but that."""

from collections.abc import Iterable

from django.db import transaction

from accounts.importing.directory import Directory
from accounts.importing.organizations import check_organizations
from accounts.importing.rows import CheckedRow, columns_of
from accounts.importing.staff import check_staff
from accounts.models import StaffImport, StaffImportRow

CHECKS = {StaffImport.Kind.STAFF: check_staff, StaffImport.Kind.ORGANIZATIONS: check_organizations}
BATCH = 500


def checked_rows(rows: Iterable[StaffImportRow], directory: Directory) -> list[CheckedRow]:
    """Return the rows with their verdicts against the people and units as they are now."""
    columns = columns_of(directory.staff_import.mapping)
    checked = [CheckedRow(row, columns) for row in rows]
    CHECKS[directory.staff_import.kind](checked, directory)
    return checked


def settle_rows(one: StaffImport, rows: list[StaffImportRow]) -> None:
    """Give every row its verdict. What stands in columns that are not matched is dropped here."""
    kept = set(columns_of(one.mapping).values())
    for row in rows:
        row.cells = [cell if number in kept else "" for number, cell in enumerate(row.cells)]
    for checked in checked_rows(rows, Directory(one)):
        checked.keep()
    one.status = StaffImport.Status.CHECKED
    one.save(update_fields=["status", "mapping"])


@transaction.atomic
def check_import(*, staff_import: StaffImport) -> StaffImport:
    """Check the rows there are. They are entered anew: far quicker than changing each."""
    one = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    if one.status not in (StaffImport.Status.MAPPING, StaffImport.Status.CHECKED):
        return one
    rows = list(one.rows.order_by("line"))
    settle_rows(one, rows)
    one.rows.all().delete()
    for row in rows:
        row.pk = None
    enter_rows(rows)
    return one


def enter_rows(rows: list[StaffImportRow]) -> None:
    StaffImportRow.objects.bulk_create(rows, BATCH)
