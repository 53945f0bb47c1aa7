"""Lists that go out: staff and units under the headings that come in again, the template, what was wrong, the outcome."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.importing.fields import FIELDS, ORGANIZATIONS, STAFF, Field, field_named
from accounts.importing.problems import in_words
from accounts.importing.rows import columns_of
from accounts.importing.values import STAFF_KIND_WORDS, STATUS_WORDS, UNIT_KIND_WORDS, written
from accounts.models import Organization, StaffImport, StaffImportRow, User

Outcome = StaffImportRow.Outcome

OUTCOME_WORDS = {
    Outcome.WAITING: "",
    Outcome.WRITTEN: gettext_lazy("Brought in"),
    Outcome.SKIPPED: gettext_lazy("Left out"),
    Outcome.FAILED: gettext_lazy("Could not be written"),
}
NOT_EXPORTED = ("full_name",)  # it stands in two columns of its own
WORDS = {
    STAFF: {"staff_kind": STAFF_KIND_WORDS},
    ORGANIZATIONS: {"kind": UNIT_KIND_WORDS, "status": STATUS_WORDS},
}


def columns_for(kind: str) -> list[Field]:
    return [field for field in FIELDS[kind] if field.name not in NOT_EXPORTED]


def headings_for(kind: str) -> list[str]:
    return [field.heading for field in columns_for(kind)]


# --- staff and units --------------------------------------------------------------------------------------------------


def people_of(unit: Organization) -> list[User]:
    """Return who works in the unit or below it, with what a row of the list needs. Two queries."""
    return list(User.objects.choosable().of_organizations(Organization.tree_ids(unit)).with_profile())


def every_unit() -> list[Organization]:
    return list(Organization.objects.in_thai_order().select_related("district", "branch_of"))


def staff_rows(people: Iterable[User]) -> Iterator[list]:
    """Return each person as the import takes them; they come with profile, unit and district."""
    for person in people:
        values = {**vars(person), **vars(person.profile)} | unit_of(person.profile.organization)
        yield [written(field.name, values[field.name]) for field in columns_for(STAFF)]


def unit_of(unit: Organization) -> dict:
    district = unit.district.name if unit.district else ""
    return {"smis_code": unit.smis_code, "organization": unit.name, "district": district}


def organization_rows(units: Iterable[Organization]) -> Iterator[list]:
    """Return each unit as the import takes it; it comes with district and main school."""
    for unit in units:
        main = unit.branch_of
        places = {"district": unit.district.name if unit.district else ""}
        places["branch_of"] = (main.smis_code or main.name) if main else ""
        values = vars(unit) | places
        yield [
            values[field.name] if field.name == "pupil_count" else written(field.name, values[field.name])
            for field in columns_for(ORGANIZATIONS)
        ]


# --- the template -----------------------------------------------------------------------------------------------------


def template_words(kind: str) -> list[tuple[str, list[str]]]:
    """Return the columns that take only certain words, each with these."""
    return [
        (field_named(kind, name).heading, [spellings[0] for spellings in words.values()])
        for name, words in WORDS[kind].items()
    ]


# --- imports ----------------------------------------------------------------------------------------------------------


def wrong_rows(one: StaffImport) -> tuple[list[str], Iterator[list[str]]]:
    """Return what is to be corrected as it stood in the file, with the reasons behind; it can be chosen again."""
    used = sorted(columns_of(one.mapping).values())
    headings = [one.headings[number] for number in used]
    rows = (
        [*(cell_at(row, number) for number in used), reasons(row)]
        for row in one.rows.wrong().order_by("line")
    )
    return [*headings, _("Problem")], rows


def outcome_rows(one: StaffImport) -> tuple[list[str], Iterator[list]]:
    """Return every row with what was found and what became of it."""
    used = sorted(columns_of(one.mapping).values())
    headings = [
        _("Line number"),
        *(one.headings[number] for number in used),
        _("Found"),
        _("Outcome"),
        _("Reason"),
    ]
    is_staff = one.kind == STAFF
    if is_staff:
        headings.append(_("User name of the account"))
    rows = one.rows.for_list().order_by("line")
    return headings, (outcome_row(row, used, is_staff=is_staff) for row in rows)


def outcome_row(row, used: list[int], *, is_staff: bool) -> list:
    cells = [cell_at(row, number) for number in used]
    account = [row.person.username if row.person else ""] if is_staff else []
    return [row.line, *cells, row.get_verdict_display(), OUTCOME_WORDS[row.outcome], reasons(row), *account]


def cell_at(row, number: int) -> str:
    return row.cells[number] if number < len(row.cells) else ""


def reasons(row) -> str:
    return " ".join(in_words(found, row.line) for found in row.problems)
