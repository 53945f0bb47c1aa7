"""Rows of a list of organizations, written through the services that keep units."""

from accounts.importing.checking import checked_rows
from accounts.importing.directory import Directory
from accounts.importing.rows import CheckedRow
from accounts.models import Organization, StaffImport, User
from accounts.services.holding import hold_units
from accounts.services.organizations import create_organization, edit_organization

WRITTEN = (
    "name",
    "name_en",
    "short_name",
    "smis_code",
    "obec_code",
    "ministry_code",
    "subdistrict",
    "pupil_count",
    "status",
    "district",
    "branch_of",
)


def districts_to_enter(one: StaffImport) -> list[Organization]:
    """Return the districts that the right rows name and the office does not have yet."""
    if one.kind != StaffImport.Kind.ORGANIZATIONS:
        return []
    directory = Directory(one)
    if directory.may_enter_districts:
        checked_rows(list(one.rows.waiting().order_by("line")), directory)
    return list(directory.new_districts.values())


def enter_districts(one: StaffImport, by: User) -> None:
    """Enter them before the first row is written: every chunk finds them then."""
    for district in districts_to_enter(one):
        create_organization(by=by, unit=district)


def write_organizations(rows: list[CheckedRow], by: User, one: StaffImport) -> None:
    hold_units(checked.unit.pk for checked in rows if not checked.is_new)
    for checked in rows:
        if checked.is_new:
            checked.row.organization = create_organization(by=by, unit=new_unit(checked, one.organization))
        else:
            checked.row.organization = changed_unit(checked, by)


def new_unit(checked: CheckedRow, parent: Organization) -> Organization:
    """Return the unit, standing in its district where one is named."""
    filled = {name: checked.values[name] for name in WRITTEN if checked.values.get(name) not in (None, "")}
    kind = checked.value("kind") or Organization.Kind.SCHOOL
    if kind == Organization.Kind.SCHOOL and checked.value("district"):
        parent = checked.value("district")
    return Organization(parent=parent, kind=kind, **filled)


def changed_unit(checked: CheckedRow, by: User) -> Organization:
    unit = Organization.objects.get(pk=checked.unit.pk)
    names = [name for name in WRITTEN if name in checked.changes]
    for name in names:
        setattr(unit, name, checked.values[name])
    return edit_organization(by=by, unit=unit, changed=names)
