"""The empty list people may fill in: text cells, so that no code loses its zeros."""

import io

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from accounts.importing.fields import STAFF
from accounts.importing.lists import columns_for, template_words
from kmc.lib.spreadsheet import TEXT, XLSX_TYPE, as_download

ROWS_PREPARED = 300
WIDTH = 20


def template_response(kind: str) -> HttpResponse:
    """Return headings, an example row, and on a second sheet the words that some columns take."""
    book = Workbook()
    fill_first(book.active, kind)
    fill_second(book.create_sheet(_("Words to use")), book.active, kind)
    target = io.BytesIO()
    book.save(target)
    name = _("Template for staff.xlsx") if kind == STAFF else _("Template for organizations.xlsx")
    return as_download(HttpResponse(target.getvalue(), content_type=XLSX_TYPE), name)


def fill_first(sheet, kind: str) -> None:
    sheet.title = _("Staff") if kind == STAFF else _("Organizations")
    sheet.freeze_panes = "A2"
    for number, field in enumerate(columns_for(kind), 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        for row in range(1, ROWS_PREPARED):
            sheet.cell(row, number).number_format = TEXT
        sheet.cell(1, number, field.heading).font = Font(bold=True)
        sheet.cell(2, number, field.example)


def fill_second(second, sheet, kind: str) -> None:
    headings = [field.heading for field in columns_for(kind)]
    for number, (heading, words) in enumerate(template_words(kind), 1):
        letter = get_column_letter(number)
        second.column_dimensions[letter].width = 2 * WIDTH
        for row, text in enumerate((heading, *words), 1):
            second.cell(row, number, text)
        offered = f"'{second.title}'!${letter}$2:${letter}${len(words) + 1}"
        offer_words(sheet, get_column_letter(headings.index(heading) + 1), offered)


def offer_words(sheet, letter: str, offered: str) -> None:
    """Let the cells of a column offer the words of the second sheet; others may still be typed."""
    rule = DataValidation(type="list", formula1=offered, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}2:{letter}{ROWS_PREPARED}")
    sheet.add_data_validation(rule)
