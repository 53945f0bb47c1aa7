"""Lists as files that Excel in Thailand opens right: XLSX, and CSV with a byte-order mark."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from kmc.lib.dates import format_date, local_day

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BUDDHIST_DATE = "[$-D07041E]d mmm yyyy;@"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(value):
    """Return the value as a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def xlsx_response(
    filename: str, sheet_title: str, headings: Sequence, rows: Iterable[Sequence], notes: Sequence = ()
) -> HttpResponse:
    """Return the rows as an XLSX download; `notes` are lines above the table."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(sheet_title)[:31])
    sheet.freeze_panes = f"A{len(notes) + 2}"
    for index, heading in enumerate(headings):
        sheet.column_dimensions[chr(65 + index)].width = 44 if index == 1 else max(16, len(str(heading)) + 2)
    for note in notes:
        sheet.append([defused(str(note))])
    sheet.append([bold(sheet, str(heading)) for heading in headings])
    for row in rows:
        sheet.append([xlsx_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    response = HttpResponse(buffer.getvalue(), content_type=XLSX_TYPE)
    return as_download(response, filename)


def bold(sheet, text: str) -> WriteOnlyCell:
    """Return a heading cell."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def xlsx_cell(sheet, value):
    """Return a cell: dates as dates shown in the Buddhist Era, texts as texts."""
    if isinstance(value, date | datetime):
        cell = WriteOnlyCell(sheet, value=local_day(value))
        cell.number_format = BUDDHIST_DATE
        return cell
    if isinstance(value, int | float) or value is None:
        return value
    cell = WriteOnlyCell(sheet, value=defused(str(value)))
    cell.number_format = "@"
    return cell


class Echo:
    """A file that hands back what is written to it."""

    def write(self, value):
        return value


def csv_response(
    filename: str, headings: Sequence, rows: Iterable[Sequence], notes: Sequence = ()
) -> StreamingHttpResponse:
    """Return the rows as a streamed CSV download in UTF-8 with a byte-order mark."""
    writer = csv.writer(Echo())

    def lines():
        yield "\ufeff"
        for note in notes:
            yield writer.writerow([defused(str(note))])
        yield writer.writerow([str(heading) for heading in headings])
        for row in rows:
            yield writer.writerow([csv_cell(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    return as_download(response, filename)


def csv_cell(value):
    """Return a value for CSV: dates in words of the reader's era."""
    if isinstance(value, date | datetime):
        return format_date(value, "numeric")
    return "" if value is None else defused(value if isinstance(value, int | float) else str(value))


def as_download(response, filename: str):
    """Name the download, Thai letters included, and keep it out of caches."""
    response.headers["Content-Disposition"] = content_disposition_header(True, filename)
    response.headers["Cache-Control"] = "private, no-store"
    return response
