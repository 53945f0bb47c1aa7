"""Lists that people upload: XLSX and CSV read as rows of text, whatever a file claims to be."""

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from kmc.lib.dates import format_date
from kmc.lib.spreadsheet import FORMULA_STARTS
from kmc.lib.thai import collapse_spaces, normalize

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 1000
LAST_ROW = 1_048_576  # of a sheet in Excel
MOST_BLANK_ROWS = 2_000  # between two that hold anything: reading empty rows costs as much as full ones
MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 500
MOST_ELEMENTS = 4_000_000  # a full list of 20,000 rows × 60 columns has some 3,600,000
MOST_ELEMENTS_IN_A_ROW = 100_000  # Excel writes at most 16,384 cells
BLOCK = 1 << 16
LINES_TRIED = 20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MARKUP = re.compile(r"\s*<(?:!doctype|html|table|\?xml|head|body|meta|style)", re.IGNORECASE)


class TableRefused(ValueError):
    """The file is no list that can be read; the text is a sentence for people."""


class BadPart(Exception):
    """A part of a workbook that no spreadsheet program writes."""


@dataclass(frozen=True)
class Table:
    """The lines that hold anything, each with its number as a spreadsheet shows it."""

    lines: list[tuple[int, list[str]]]
    encoding: str  # "xlsx", or how the letters of a text file were written


def read_table(content: bytes) -> Table:
    """Return the rows of an XLSX or CSV file, or refuse it with a sentence. The name is not asked."""
    if content.startswith(ZIP):
        return Table(_kept(_workbook_rows(content)), "xlsx")
    if content.startswith(OLE):
        raise TableRefused(
            _("This is an old .xls file or one with a password. Please save it as .xlsx without a password.")
        )
    text, encoding = _decoded(content)
    return Table(_kept(_text_rows(text)), encoding)


def _kept(rows: Iterable[list[str]]) -> list[tuple[int, list[str]]]:
    """Number the rows, leave out the blank ones, and refuse what is too much."""
    lines = []
    for number, cells in enumerate(rows, 1):
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise TableRefused(
                _("The list has more than %(count)d columns. Please leave only the ones that are needed.")
                % {"count": MOST_COLUMNS}
            )
        lines.append((number, cells))
        if len(lines) > MOST_ROWS:
            raise TableRefused(
                _("The list has more than %(count)d rows. Please split it into several files.")
                % {"count": MOST_ROWS}
            )
    if not lines:
        raise TableRefused(_("The file holds no rows."))
    return lines


def cell_text(value) -> str:
    """Return what a cell says as one line in the stored spelling; whole numbers without «.0»."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, date | datetime):
        return format_date(value, "numeric")
    text = collapse_spaces(normalize(str(value)))[: LONGEST_CELL + 1]
    # Our own downloads put an apostrophe before what a spreadsheet would take for a formula.
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


# --- XLSX -------------------------------------------------------------------------------------------------------------


def _workbook_rows(content: bytes) -> Iterator[list[str]]:
    """Read the first visible sheet that holds anything. Nothing is unpacked before it is measured."""
    broken = TableRefused(_("The file cannot be opened as a spreadsheet. Please save it as .xlsx again."))
    try:
        last_rows = _inspect(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that carry no cells
            yield from _sheet_rows(content, last_rows)
    except (TableRefused, MemoryError):
        raise
    except Exception as error:  # a broken workbook may fail in any place of the reading library
        raise broken from error


def _sheet_rows(content: bytes, last_rows: dict[str, int]) -> Iterator[list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            last_row = min(last_rows.get(sheet._worksheet_path, 0), LAST_ROW)
            if sheet.sheet_state != "visible" or not last_row:
                continue
            rows = sheet.iter_rows(max_row=last_row, max_col=MOST_COLUMNS + 1, values_only=True)
            texts = _without_far_rows([cell_text(value) for value in row] for row in rows)
            blank = []
            for cells in texts:
                if any(cells):
                    yield from blank
                    yield cells
                    yield from texts
                    return
                blank.append([])
    finally:
        book.close()


def _without_far_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Refuse what stands far below the rest: a file of one row may claim to be a million rows long."""
    blank = 0
    for cells in rows:
        blank = 0 if any(cells) else blank + 1
        if blank > MOST_BLANK_ROWS:
            raise TableRefused(
                _("The list has more than %(count)d blank rows in a row. Please delete them.")
                % {"count": MOST_BLANK_ROWS}
            )
        yield cells


def _inspect(content: bytes) -> dict[str, int]:
    """Refuse macros, what is no workbook, and parts that unpack into more than a list needs.

    Return for each part the number of the last row with a value: what is only formatted below is never read.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if "xl/workbook.xml" not in names:
            raise TableRefused(_("This is no spreadsheet. Please choose an .xlsx or .csv file."))
        if any(name.endswith("vbaproject.bin") for name in names):
            raise TableRefused(_("The file holds macros. Please save it as .xlsx without them."))
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _too_large()
        budget, last_rows = MOST_UNPACKED, {}
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                size, last_rows[part.filename] = _measure(archive, part, budget)
                budget -= size
    return last_rows


def _too_large() -> TableRefused:
    return TableRefused(_("The file unpacks into far more than a list needs. Please save only the list."))


def _measure(archive: zipfile.ZipFile, part: zipfile.ZipInfo, budget: int) -> tuple[int, int]:
    """Read a part block by block, never held as a whole, and count what a reader would have to build.

    Return its size, and the number of its last row with a value.
    """
    counter = ElementCounter()
    size = 0
    try:
        with archive.open(part) as source:
            while block := source.read(BLOCK):
                size += len(block)
                if size > budget:
                    raise _too_large()
                counter.parser.Parse(block)
            counter.parser.Parse(b"", True)  # noqa: FBT003 the parser takes no keywords
    except BadPart as error:
        raise _too_large() from error
    return size, counter.last_row


class ElementCounter:
    """Counts the elements of an XML part, in all and since the last row ended, and its rows; no document type."""

    def __init__(self):
        self.total = self.in_row = self.row = self.last_row = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse

    def start(self, name, attributes):
        self.total += 1
        self.in_row += 1
        if self.total > MOST_ELEMENTS or self.in_row > MOST_ELEMENTS_IN_A_ROW:
            raise BadPart
        kind = name.rpartition(":")[2]
        if kind == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() and len(number) < 15 else self.row + 1
        elif kind in ("v", "t"):
            self.last_row = max(self.last_row, self.row)

    def end(self, name):
        if name.rpartition(":")[2] in ("row", "si"):
            self.in_row = 0

    def refuse(self, *declaration):
        raise BadPart


# --- CSV --------------------------------------------------------------------------------------------------------------


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text and how its letters were written: Unicode, else Windows-874 as old Excel writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried = ("utf-16",)
    else:
        tried = ("utf-8-sig",) if content.startswith(b"\xef\xbb\xbf") else ("utf-8", "cp874")
    for encoding in tried:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or MARKUP.match(text) or text.startswith("%PDF"):
            break
        return text, encoding
    raise TableRefused(_("This is no spreadsheet. Please choose an .xlsx or .csv file."))


def _text_rows(text: str) -> Iterator[list[str]]:
    first, _newline, rest = text.partition("\n")
    if re.fullmatch(r'"?sep=[,;\t|]"?\s*', first):  # a line for Excel alone
        text, delimiter = rest, first.strip(' "\r')[4:5] or "\t"
    else:
        delimiter = _delimiter(text)
    try:
        for cells in _records(text, delimiter):
            beyond = "".join(cells[MOST_COLUMNS:])  # told before a million cells are cleaned
            yield [cell_text(cell) for cell in (*cells[:MOST_COLUMNS], beyond)]
    except csv.Error as error:
        raise TableRefused(
            _("A cell of the file never ends. Please look for a loose quotation mark.")
        ) from error


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """Return what parts the cells: the mark that gives most lines the same number of them."""
    best, most = ",", 1
    for mark in ",;\t":
        try:
            widths = Counter(len(cells) for cells in islice(_records(text, mark), LINES_TRIED) if cells)
        except csv.Error:
            continue
        usual = max(widths, key=lambda width: (widths[width], width), default=1)
        if usual > most:
            best, most = mark, usual
    return best
