"""Rows of a list of organizations: which unit is meant, and what would change."""

from accounts.importing.directory import Directory, unit_key
from accounts.importing.rows import CheckedRow
from accounts.importing.values import Wrong
from accounts.models import Organization
from accounts.permissions import ENDED

NAMES = ("name", "name_en", "short_name", "subdistrict")
COMPARED = (*NAMES, "smis_code", "obec_code", "ministry_code", "pupil_count", "status")


def check_organizations(rows: list[CheckedRow], directory: Directory) -> None:
    """Settle each row: a unit is known by its SMIS code, else by name and district."""
    seen: dict[tuple, int] = {}
    for one in rows:
        one.read()
        take_places(one, directory)
        if not one.problems:
            settle(one, directory, seen)


def take_places(one: CheckedRow, directory: Directory) -> None:
    """Find the district and the main school that the row names."""
    try:
        if one.value("district"):
            one.values["district"] = directory.district(one.value("district"))
    except Wrong as wrong:
        one.blame(wrong, "district")
        return
    try:
        if one.value("branch_of"):
            one.values["branch_of"] = main_school(one, directory)
    except Wrong as wrong:
        one.blame(wrong, "branch_of")


def main_school(one: CheckedRow, directory: Directory) -> Organization:
    text = one.value("branch_of")
    found = [directory.by_code[text]] if text in directory.by_code else directory.units_named(text)
    schools = [
        unit for unit in found if unit.kind == Organization.Kind.SCHOOL and unit.pk in directory.inside
    ]
    district = one.value("district")
    if len(schools) > 1 and district:
        schools = [unit for unit in schools if unit.district_id == district.pk]
    if len(schools) != 1:
        raise Wrong("branch_unknown")
    return schools[0]


def settle(one: CheckedRow, directory: Directory, seen: dict[tuple, int]) -> None:
    """Say which unit the row is: one there is, or a new one; and not that of an earlier line."""
    try:
        one.unit = known_unit(one, directory)
        refuse_second(one, seen)
        if one.unit is None:
            refuse_new(one)
            one.is_new = True
        else:
            compare(one, directory)
    except Wrong as wrong:
        one.blame(wrong, "name" if "name" in one.columns else "smis_code")


def known_unit(one: CheckedRow, directory: Directory) -> Organization | None:
    code = one.value("smis_code")
    if found := directory.by_code.get(code):
        return found
    district = one.value("district") or None
    found = directory.units_named(one.value("name"), district) if one.value("name") else []
    if one.value("kind"):
        found = [unit for unit in found if unit.kind == one.value("kind")]
    if code:
        found = [unit for unit in found if may_be(one, unit)]
    if len(found) > 1:
        raise Wrong("unit_ambiguous")
    if found and code and found[0].smis_code:
        raise Wrong("same_unit_name")
    return found[0] if found else None


def may_be(one: CheckedRow, unit: Organization) -> bool:
    """Return whether a unit of the same name may be the one of the row: names repeat, also within a district."""
    if unit.smis_code and not one.value("district"):
        return False
    places = {one.value("subdistrict"), unit.subdistrict}
    return "" in places or len(places) == 1


def refuse_second(one: CheckedRow, seen: dict[tuple, int]) -> None:
    district = one.value("district")
    key = (
        ("unit", one.unit.pk)
        if one.unit
        else ("name", unit_key(one.value("name")), district and district.name)
    )
    keys = [("code", one.value("smis_code"))] if one.value("smis_code") else [key]
    if one.unit and key not in keys:
        keys.append(key)
    for key in keys:
        if key in seen:
            raise Wrong("duplicate_unit", line=seen[key])
    for key in keys:
        seen[key] = one.line


def refuse_new(one: CheckedRow) -> None:
    """Refuse what a list cannot make."""
    if not one.value("name"):
        raise Wrong("no_name")
    if one.value("kind") == Organization.Kind.OFFICE:
        raise Wrong("office_new", at="kind")
    if one.value("status") in ENDED:
        raise Wrong("status_by_hand", at="status")


def compare(one: CheckedRow, directory: Directory) -> None:
    """Note what differs, and refuse what a list may not touch."""
    unit = one.unit
    if unit.pk not in directory.inside:
        raise Wrong("unit_outside", unit=directory.staff_import.organization.name)
    if one.value("kind") and one.value("kind") != unit.kind:
        raise Wrong("kind_kept", at="kind")
    status = one.value("status")
    if status and status != unit.status and {status, unit.status} & set(ENDED):
        raise Wrong("status_by_hand", at="status")
    for name in COMPARED if unit.is_school else NAMES:
        one.compare(name, getattr(unit, name), one.values.get(name))
    if unit.is_school:
        compare_places(one, directory)


def compare_places(one: CheckedRow, directory: Directory) -> None:
    for name in ("district", "branch_of"):
        before, after = directory.units.get(getattr(one.unit, f"{name}_id")), one.value(name)
        if after and after.pk == one.unit.pk:
            raise Wrong("branch_of_itself", at="branch_of")
        if after and name == "district" and stands_elsewhere(one.unit, after, directory):
            raise Wrong("district_by_hand", at="district")
        if after and (before is None or before.pk != after.pk):
            one.changes[name] = [before.name if before else "", after.name]


def stands_elsewhere(unit: Organization, district: Organization, directory: Directory) -> bool:
    """Return whether the unit belongs to another district: to move it is an act of its own."""
    parent = directory.units.get(unit.parent_id)
    return parent is not None and parent.kind == Organization.Kind.DISTRICT and parent.pk != district.pk
