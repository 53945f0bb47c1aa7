"""Tables of rich text in Word: cells merged across and down, written row by row in one pass."""

from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

MOST_COLUMNS = 60  # Word takes 63


@dataclass
class Cell:
    """A place of the grid: the element that begins here, or the one above that reaches down to here."""

    source: object
    across: int
    is_below: bool = False


def grid_of(table) -> tuple[list[tuple[bool, list[Cell]]], int]:
    """Return the rows of an HTML table, each with whether it is a heading, and the number of columns."""
    rows, reaching = [], {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells, reaching = row_of(row, reaching)
        is_head = row.getparent().tag == "thead" or (not rows and all(c.source.tag == "th" for c in cells))
        rows.append((is_head, cells))
    return rows, max((sum(cell.across for cell in cells) for _head, cells in rows), default=0)


def row_of(row, reaching: dict) -> tuple[list[Cell], dict]:
    """Return the cells of a row, those that reach down from above in their places, and what reaches further down."""
    cells, below, column = [], {}, 0
    sources = [cell for cell in row if cell.tag in ("td", "th")]
    while column < MOST_COLUMNS and (sources or any(place >= column for place in reaching)):
        if column in reaching:
            source, across, left = reaching[column]
            cells.append(Cell(source, across, is_below=True))
        elif sources:
            source, left = sources.pop(0), 0
            across = fitting(source, column, reaching)
            cells.append(Cell(source, across))
            left = int(source.get("rowspan") or 1)
        else:  # a gap before what reaches down from above
            source, across, left = OxmlElement("w:t"), 1, 1
            cells.append(Cell(source, across))
        if left > 1:
            below[column] = (source, across, left - 1)
        column += across
    return cells, below


def fitting(source, column: int, reaching: dict) -> int:
    """Return how many columns a cell takes: no more than there are, nor what reaches down from above."""
    next_taken = min((place for place in reaching if place > column), default=MOST_COLUMNS)
    return max(1, min(int(source.get("colspan") or 1), next_taken - column, MOST_COLUMNS - column))


def table_of(container, rows, columns: int):
    """Add the table and return each element with the cell that it is to fill."""
    element = OxmlElement("w:tbl")
    add(element, "w:tblPr", ("w:tblStyle", "TableGrid"), ("w:tblW", None), ("w:tblLayout", None))
    width = element.find(f".//{qn('w:tblW')}")
    width.set(qn("w:w"), "5000")
    width.set(qn("w:type"), "pct")
    element.find(f".//{qn('w:tblLayout')}").set(qn("w:type"), "autofit")
    grid = OxmlElement("w:tblGrid")
    grid.extend(OxmlElement("w:gridCol") for _number in range(columns))
    element.append(grid)
    place_for(container, element)
    table, to_fill = Table(element, container), []
    for is_head, cells in rows:
        row = OxmlElement("w:tr")
        marks = [("w:cantSplit", None)] + [("w:tblHeader", None)] * is_head
        add(row, "w:trPr", *marks)
        for cell in padded(cells, columns):
            made = cell_element(cell)
            row.append(made)
            if not cell.is_below and cell.source.tag in ("td", "th"):
                to_fill.append((cell.source, _Cell(made, table)))
        element.append(row)
    return to_fill


def place_for(container, element) -> None:
    """Put the table at the end of the document, before the properties of its section, or of a cell."""
    body = container._element
    last = body[-1] if len(body) else None
    if last is not None and last.tag == qn("w:sectPr"):
        last.addprevious(element)
    else:
        body.append(element)


def padded(cells: list[Cell], columns: int) -> list[Cell]:
    """Return the cells with one more for what is missing at the end of the row."""
    missing = columns - sum(cell.across for cell in cells)
    return [*cells, Cell(OxmlElement("w:t"), missing)] if missing else cells


def cell_element(cell: Cell):
    """Return a cell with its merging and an empty paragraph."""
    made = OxmlElement("w:tc")
    marks = [("w:tcW", None), ("w:gridSpan", str(cell.across))]
    if cell.is_below:
        marks.append(("w:vMerge", None))
    elif int(cell.source.get("rowspan") or 1) > 1:
        marks.append(("w:vMerge", "restart"))
    add(made, "w:tcPr", *marks)
    width = made.find(f".//{qn('w:tcW')}")
    width.set(qn("w:w"), "0")
    width.set(qn("w:type"), "auto")
    made.append(OxmlElement("w:p"))
    return made


def add(parent, name: str, *marks: tuple[str, str | None]) -> None:
    """Add properties, each with its value where it has one."""
    properties = OxmlElement(name)
    for mark, value in marks:
        one = OxmlElement(mark)
        if value is not None:
            one.set(qn("w:val"), value)
        properties.append(one)
    parent.append(properties)
