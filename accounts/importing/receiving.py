"""An uploaded file becomes an import: headings found, citizen numbers refused, rows kept. The file itself is not."""

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from accounts.importing.checking import check_import, enter_rows, settle_rows
from accounts.importing.citizen import is_citizen_column, masked
from accounts.importing.fields import field_for, is_left_out, missing_fields
from accounts.models import Organization, StaffImport, StaffImportRow, User
from kmc.lib.spreadsheet import CONTROL
from kmc.lib.tables import TableRefused, read_table
from kmc.lib.thai import collapse_spaces, normalize, shorten

LINES_ABOVE = 15  # titles and dates above the headings
LONGEST_FILE_NAME = 200
SAMPLES = 3


def receive_file(
    *, content: bytes, file_name: str, kind: str, organization: Organization, by: User
) -> StaffImport:
    """Keep the rows of a file and check them, where the columns are clear; else they wait to be matched."""
    table = read_table(content)
    headings, lines = split_headings(kind, table.lines)
    refuse_citizen_columns(headings, [cells for _line, cells in lines])
    mapping, is_sure = proposed_mapping(kind, organization, headings, by)
    with transaction.atomic():
        one = StaffImport.objects.create(
            kind=kind,
            organization=organization,
            file_name=clean_file_name(file_name),
            encoding=table.encoding,
            headings=[masked(heading) for heading in headings],
            mapping=mapping,
            created_by=by,
        )
        rows = [
            StaffImportRow(staff_import=one, line=line, cells=list(map(masked, cells)))
            for line, cells in lines
        ]
        if is_sure:
            settle_rows(one, rows)
        enter_rows(rows)
        return one


def clean_file_name(name: str) -> str:
    """Return the name for the list of imports; without numbers of citizens, too."""
    name = masked(collapse_spaces(CONTROL.sub("", normalize(name))))
    return name[-LONGEST_FILE_NAME:] or "-"


def split_headings(kind: str, lines: list) -> tuple[list[str], list]:
    """Return the headings, and the lines below: of the first lines the one with most known headings."""
    known = [sum(bool(field_for(kind, cell)) for cell in cells) for _line, cells in lines[:LINES_ABOVE]]
    best = max(range(len(known)), key=lambda number: (known[number], -number))
    if known[best] == 0:  # not one is known: the first line that is no title
        best = next(
            (
                number
                for number, (_line, cells) in enumerate(lines[:LINES_ABOVE])
                if sum(map(bool, cells)) > 1
            ),
            0,
        )
    headings, rows = lines[best][1], lines[best + 1 :]
    if not rows:
        raise TableRefused(_("There are no rows below the headings."))
    width = max(len(headings), *(len(cells) for _line, cells in rows))
    return headings + [""] * (width - len(headings)), rows


def refuse_citizen_columns(headings: list[str], rows: list[list[str]]) -> None:
    for number, heading in enumerate(headings):
        cells = [row[number] for row in rows if number < len(row)]
        if is_citizen_column(heading, cells):
            raise TableRefused(
                _(
                    "Column %(column)s holds citizen numbers. They are never kept here. "
                    "Please delete that column and choose the file again; nothing was stored."
                )
                % {"column": get_column_letter(number + 1)}
            )


# --- matching columns -------------------------------------------------------------------------------------------------


def proposed_mapping(
    kind: str, organization: Organization, headings: list[str], by: User
) -> tuple[dict[str, str], bool]:
    """Return which field each column is, and whether that needs no asking."""
    earlier = StaffImport.objects.matched_by(by, kind).with_headings(headings)
    if earlier is not None:
        return earlier.mapping, not missing_in(kind, organization, earlier.mapping)
    mapping, is_sure = {}, True
    for number, heading in enumerate(headings):
        name = field_for(kind, heading)
        if name and name not in mapping.values():
            mapping[str(number)] = name
        elif name or not is_left_out(heading):
            is_sure = False
    mapping = with_family_name(mapping)
    return mapping, is_sure and not missing_in(kind, organization, mapping)


def with_family_name(mapping: dict[str, str]) -> dict[str, str]:
    """Beside a given name, «ชื่อสกุล» is the family name: the word means both."""
    names = set(mapping.values())
    if {"given_name", "full_name"} <= names and "family_name" not in names:
        return {number: "family_name" if name == "full_name" else name for number, name in mapping.items()}
    return mapping


def missing_in(kind: str, organization: Organization, mapping: dict[str, str]) -> list:
    """Return the fields without which the list cannot be checked."""
    return missing_fields(kind, set(mapping.values()), needs_unit=not is_single(organization))


def is_single(organization: Organization) -> bool:
    """Return whether all rows can only mean this one unit."""
    return not organization.children.exists()


@transaction.atomic
def match_columns(*, staff_import: StaffImport, mapping: dict[str, str]) -> StaffImport:
    """Keep which column is which field, and check the rows."""
    one = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    if one.status != StaffImport.Status.MAPPING:
        return one
    one.mapping = mapping
    one.save(update_fields=["mapping"])
    return check_import(staff_import=one)


def samples_of(staff_import: StaffImport) -> list[dict]:
    """Return each column with its letter, its heading and what stands in its first filled cells."""
    rows = staff_import.rows.order_by("line").values_list("cells", flat=True)[:50]
    columns = []
    for number, heading in enumerate(staff_import.headings):
        filled = [cells[number] for cells in rows if number < len(cells) and cells[number]]
        texts = [shorten(text, 40) for text in filled[:SAMPLES]]
        columns.append(
            {"number": number, "letter": get_column_letter(number + 1), "heading": heading, "samples": texts}
        )
    return columns
