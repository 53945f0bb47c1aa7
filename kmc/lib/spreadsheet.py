"""Lists as files that Excel in Thailand opens right: XLSX, and CSV with a byte-order mark."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kmc.lib.dates import format_date, in_bangkok, in_english
from kmc.lib.thai import collapse_spaces, normalize

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# 107041E: Arabic digits, Buddhist calendar, Thai; D07041E would print Thai digits.
BUDDHIST_DATE = "[$-107041E]d mmm yyyy;@"
BUDDHIST_TIME = "[$-107041E]d mmm yyyy hh:mm;@"
COMMON_DATE = "d mmm yyyy;@"
COMMON_TIME = "d mmm yyyy hh:mm;@"
TEXT = "@"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What XML cannot hold, and no reader can see.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
LONGEST_CELL = 32_000
ROWS_MEASURED = 200
NARROWEST, WIDEST = 8, 60


def defused(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, and no file format chokes on."""
    text = CONTROL.sub("", normalize(text))[:LONGEST_CELL]
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def table_response(
    kind: str, stem: str, headings: Sequence, rows: Iterable[Sequence], notes: Sequence = (), title: str = ""
):
    """Return the rows as a download of the kind, "xlsx" or "csv", named `stem` with its ending."""
    if kind == "csv":
        return csv_response(f"{stem}.csv", headings, rows, notes)
    return xlsx_response(f"{stem}.xlsx", title or stem, headings, rows, notes)


# --- XLSX -------------------------------------------------------------------------------------------------------------


def xlsx_response(
    filename: str, sheet_title: str, headings: Sequence, rows: Iterable[Sequence], notes: Sequence = ()
) -> HttpResponse:
    """Return the rows as an XLSX download; `notes` are lines above the table."""
    rows = iter(rows)
    first_rows = [list(row) for row in islice(rows, ROWS_MEASURED)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(sheet_title))
    sheet.freeze_panes = f"A{len(notes) + 2}"
    for number, width in enumerate(_column_widths(headings, first_rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for note in notes:
        sheet.append([xlsx_cell(sheet, note)])
    sheet.append([_bold(xlsx_cell(sheet, heading)) for heading in headings])
    for row in chain(first_rows, rows):
        sheet.append([xlsx_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return as_download(HttpResponse(buffer.getvalue(), content_type=XLSX_TYPE), filename)


def xlsx_cell(sheet, value) -> WriteOnlyCell:
    """Return a cell: numbers as numbers, dates as dates shown in the reader's era, all else as text."""
    if isinstance(value, datetime):
        return _formatted(sheet, in_bangkok(value), COMMON_TIME if in_english() else BUDDHIST_TIME)
    if isinstance(value, date):
        return _formatted(sheet, value, COMMON_DATE if in_english() else BUDDHIST_DATE)
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return WriteOnlyCell(sheet, value=value)
    cell = _formatted(sheet, defused(str(value)), TEXT)
    cell.data_type = "s"
    return cell


def _formatted(sheet, value, number_format: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = number_format
    return cell


def _bold(cell: WriteOnlyCell) -> WriteOnlyCell:
    cell.font = Font(bold=True)
    return cell


def _sheet_title(title: str) -> str:
    """Return a name Excel accepts: at most 31 characters, none of []:*?/\\, no quote at the ends."""
    clean = collapse_spaces(re.sub(r"[\[\]:*?/\\]", " ", CONTROL.sub("", normalize(str(title)))))
    return clean[:31].strip(" '") or "KMC"


def _column_widths(headings: Sequence, rows: list[list]) -> list[int]:
    """Return the width of each column from what stands in it; marks above and below take no room."""
    widths = []
    for number, heading in enumerate(headings):
        texts = [heading, *(row[number] for row in rows if number < len(row))]
        widths.append(min(max(*map(_width, texts), NARROWEST), WIDEST) + 2)
    return widths


def _width(value) -> int:
    if isinstance(value, datetime):
        return 18
    if isinstance(value, date):
        return 12
    text = "" if value is None else str(value)[: 4 * WIDEST]
    return sum(unicodedata.category(char) != "Mn" for char in text)


# --- CSV --------------------------------------------------------------------------------------------------------------


class Echo:
    """A file that hands back what is written to it."""

    def write(self, value):
        return value


def csv_response(
    filename: str, headings: Sequence, rows: Iterable[Sequence], notes: Sequence = ()
) -> StreamingHttpResponse:
    """Return the rows as a streamed CSV download in UTF-8 with a byte-order mark."""
    lines = chain(([note] for note in notes), [headings], rows)
    response = StreamingHttpResponse(
        _csv_lines(lines, get_language()), content_type="text/csv; charset=utf-8"
    )
    return as_download(response, filename)


def _csv_lines(rows: Iterable[Sequence], language: str | None) -> Iterator[str]:
    """Write in the reader's language: by the time a stream is read, the request has forgotten it."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    for row in rows:
        with override(language):
            line = writer.writerow([csv_cell(value) for value in row])
        yield line


def csv_cell(value):
    """Return a value for CSV: dates in the reader's era, texts that are no formula."""
    if isinstance(value, datetime):
        return f"{format_date(value, 'numeric')} {in_bangkok(value):%H:%M}"
    if isinstance(value, date):
        return format_date(value, "numeric")
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    return defused(str(value))


def as_download(response, filename: str):
    """Name the download, Thai letters included (RFC 5987), and keep it out of caches."""
    name = collapse_spaces(CONTROL.sub("", normalize(filename))).replace("/", "-").replace("\\", "-")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
