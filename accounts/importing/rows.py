"""A row while it is checked: what its cells say, what was found, what would change."""

from dataclasses import dataclass, field

from accounts.importing import values
from accounts.importing.citizen import holds_mask
from accounts.importing.problems import problem
from accounts.importing.values import Wrong
from accounts.models import Organization, StaffImportRow

Verdict = StaffImportRow.Verdict


@dataclass
class CheckedRow:
    """One line of the list with its verdict."""

    row: StaffImportRow
    columns: dict[str, int]
    values: dict = field(default_factory=dict)
    problems: list[dict] = field(default_factory=list)
    changes: dict[str, list] = field(default_factory=dict)
    person: dict | None = None
    unit: Organization | None = None

    @property
    def line(self) -> int:
        return self.row.line

    @property
    def verdict(self) -> str:
        if self.problems:
            return Verdict.WRONG
        if self.is_new:
            return Verdict.NEW
        return Verdict.CHANGED if self.changes else Verdict.UNCHANGED

    is_new: bool = False

    def cell(self, name: str) -> str:
        """Return what the cell of a field says; "" without such a column."""
        column = self.columns.get(name)
        return self.row.cells[column] if column is not None and column < len(self.row.cells) else ""

    def value(self, name: str):
        return self.values.get(name) or ""

    def is_wrong(self, name: str) -> bool:
        return any(found["column"] == self.columns.get(name, -1) for found in self.problems)

    def blame(self, wrong: Wrong, name: str = "") -> None:
        """Note the reason at the cell of the field, or at the row as a whole."""
        name = wrong.at or name
        column = self.columns.get(name)
        self.problems.append(problem(wrong.code, column, self.cell(name), **wrong.named))

    def read(self) -> None:
        """Take every matched cell as the portal stores it."""
        for name in self.columns:
            text = self.cell(name)
            try:
                if holds_mask(text):
                    raise Wrong("citizen_number")
                self.values[name] = values.read(name, text)
            except Wrong as wrong:
                self.blame(wrong, name)

    def compare(self, name: str, before, after) -> None:
        """Note a change; an empty cell changes nothing."""
        if after not in ("", None) and after != before:
            self.changes[name] = [values.written(name, before), values.written(name, after)]

    def keep(self) -> None:
        """Put what was found into the stored row."""
        self.row.verdict = self.verdict
        self.row.problems = self.problems
        self.row.changes = self.changes
        self.row.person_id = self.person["pk"] if self.person else None
        self.row.organization = self.unit


def columns_of(mapping: dict[str, str]) -> dict[str, int]:
    """Return the column of each field."""
    return {name: int(column) for column, name in mapping.items() if name}
