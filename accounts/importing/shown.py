"""The rows of an import as its page shows them."""

from django.utils.translation import gettext as _

from accounts.importing.fields import field_named
from accounts.importing.lists import OUTCOME_WORDS, cell_at
from accounts.importing.problems import in_words
from accounts.importing.rows import columns_of
from accounts.models import StaffImport, StaffImportRow

TONES = {"new": "leaf", "changed": "amber", "unchanged": "plain", "wrong": "danger"}
OUTCOME_TONES = {"written": "leaf", "failed": "danger", "skipped": "plain"}
PLACES = ("smis_code", "organization", "district")
NAMED = ("given_name", "family_name", "full_name", "name")


def shown_rows(one: StaffImport, rows: list[StaffImportRow]) -> list[dict]:
    columns = columns_of(one.mapping)
    return [shown_row(one, row, columns) for row in rows]


def shown_row(one: StaffImport, row: StaffImportRow, columns: dict[str, int]) -> dict:
    """Return what a row of the table says: who, where, what would change, what is wrong."""
    prefix = cell_at(row, columns["prefix"]) if "prefix" in columns else ""
    name = " ".join(cell_at(row, columns[field]) for field in NAMED if field in columns)
    place = row.organization.name if row.organization and one.kind == "staff" else ""
    return {
        "line": row.line,
        "name": f"{prefix}{name}".strip() if name.strip() else _("(no name)"),
        "place": place or place_in_file(row, columns),
        "verdict": row.get_verdict_display(),
        "tone": TONES.get(row.verdict, "plain"),
        "outcome": OUTCOME_WORDS[row.outcome],
        "outcome_tone": OUTCOME_TONES.get(row.outcome, "plain"),
        "facts": facts_of(row, columns) if row.verdict == "new" else "",
        "problems": [
            {"text": in_words(found, row.line), "value": found.get("value", "")} for found in row.problems
        ],
        "changes": [change(one, field, *values) for field, values in row.changes.items()],
    }


def facts_of(row: StaffImportRow, columns: dict[str, int]) -> str:
    """Return what else the row says of somebody, or of a unit, that is new."""
    shown = (*NAMED, "prefix", *PLACES)
    return " · ".join(
        filter(None, (cell_at(row, number) for name, number in columns.items() if name not in shown))
    )


def place_in_file(row: StaffImportRow, columns: dict[str, int]) -> str:
    texts = [cell_at(row, columns[field]) for field in PLACES if field in columns]
    return " · ".join(filter(None, texts))


def change(one: StaffImport, name: str, before: str, after: str) -> dict:
    field = field_named(one.kind, name)
    return {"field": field.heading if field else name, "before": before, "after": after}


def columns_taken(one: StaffImport) -> list[tuple[str, str]]:
    """Return each matched heading with what it was taken for."""
    return [
        (one.headings[number], field_named(one.kind, name).heading)
        for name, number in columns_of(one.mapping).items()
    ]


def tabs_of(one: StaffImport, counts: dict[str, int], chosen: str) -> list[dict]:
    """Return the verdicts as tabs with their numbers."""
    tabs = [
        {
            "url": "?",
            "text": _("All"),
            "count": f"{sum(counts.values()):,}",
            "is_current": chosen not in counts,
        }
    ]
    for verdict, label in StaffImportRow.Verdict.choices:
        tabs.append(
            {
                "url": f"?verdict={verdict}",
                "text": label,
                "count": f"{counts[verdict]:,}",
                "is_current": chosen == verdict,
            }
        )
    return tabs
