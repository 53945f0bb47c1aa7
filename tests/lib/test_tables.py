"""Uploaded lists: what is read, and what is refused before it does harm."""

import io
import zipfile

import pytest
from django.utils import translation
from openpyxl import Workbook

from kmc.lib import tables
from kmc.lib.tables import TableRefused, read_table

ROWS = [["ชื่อ", "อีเมล"], ["สมใจ", "a@example.org"]]
LINES = [(1, ROWS[0]), (2, ROWS[1])]


def workbook(rows):
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def repacked(content, **parts):
    """Return a workbook with parts replaced or added; the name of a part has _ for / and . left out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return target.getvalue()


def sheet(rows):
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{head}{rows}</sheetData></worksheet>"


@pytest.mark.parametrize("encoding", ("utf-8", "utf-8-sig", "utf-16", "cp874"))
@pytest.mark.parametrize("mark", (",", ";", "\t"))
def test_text_files_of_all_kinds(encoding, mark):
    text = "".join(f"{mark.join(row)}\r\n" for row in ROWS)

    table = read_table(text.encode(encoding))

    assert (table.lines, table.encoding) == (LINES, encoding)


def test_a_workbook_with_blank_rows_numbers_and_dates():
    table = read_table(workbook([[None], ["รหัส", "โทร"], [], [34050001.0, " 081  "], ["'=1", True]]))

    assert table.lines == [(2, ["รหัส", "โทร"]), (4, ["34050001", "081"]), (5, ["=1"])]
    assert table.encoding == "xlsx"


def far(*rows):
    """Return a workbook with a value in each of these rows, and formats without one below."""
    filled = "".join(f'<row r="{row}"><c t="inlineStr"><is><t>x</t></is></c></row>' for row in rows)
    formats = '<row r="1048576"><c s="1"/></row>'
    return repacked(workbook(ROWS), **{"xl/worksheets/sheet1.xml": sheet(filled + formats)})


def test_rows_that_are_only_formatted_are_not_read():
    assert read_table(far(1, tables.MOST_BLANK_ROWS)).lines == [(1, ["x"]), (tables.MOST_BLANK_ROWS, ["x"])]


@pytest.mark.parametrize("row", (tables.MOST_BLANK_ROWS + 3, tables.LAST_ROW))
def test_a_row_far_below_the_others_is_told_of(row):
    with pytest.raises(TableRefused) as refusal, translation.override("en"):
        read_table(far(1, row))

    assert str(refusal.value) == "The list has more than 2000 blank rows in a row. Please delete them."


def test_cells_of_formulas_give_what_they_showed_or_nothing():
    content = repacked(
        workbook(ROWS),
        **{
            "xl/worksheets/sheet1.xml": sheet(
                '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>2</f></c></row>'
            )
        },
    )

    assert read_table(content).lines == [(1, ["2"])]


def test_a_line_for_excel_names_the_mark():
    assert read_table("sep=;\r\nก;ข\r\n".encode()).lines == [(1, ["ก", "ข"])]


BOMB = "<row>" + "<c/>" * (tables.MOST_ELEMENTS_IN_A_ROW + 1) + "</row>"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet("<row><c><v>1</v></c></row>")
HOSTILE = {
    "a page as xlsx": b"<html><table><tr><td>1</td></tr></table></html>",
    "an old workbook": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "NUL": b"a,b\x00\n1,2\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "nothing": b" \n\n",
    "a cut archive": workbook(ROWS)[:2000],
    "an empty archive": b"PK\x03\x04",
    "a million columns": b"," * 1_000_000 + b"x\n1,2\n",
    "61 columns": workbook([["x"] * 61]),
    "a cell without end": b'a,b\n"' + b"x" * 200_000,
    "20,001 rows": b"a,b\n" * 20_001,
    "macros": repacked(workbook(ROWS), **{"xl/vbaProject.bin": "x"}),
    "a row of too many cells": repacked(workbook(ROWS), **{"xl/worksheets/sheet1.xml": sheet(BOMB)}),
    "a document type": repacked(workbook(ROWS), **{"xl/worksheets/sheet1.xml": DOCTYPE}),
    "a zip bomb": repacked(workbook(ROWS), **{"xl/x.xml": b" " * (tables.MOST_UNPACKED + 1)}),
    "too many parts": repacked(workbook(ROWS), **{f"x{n}": "" for n in range(tables.MOST_PARTS)}),
    "a row far away": repacked(
        workbook(ROWS), **{"xl/worksheets/sheet1.xml": sheet('<row r="99999999999"><c><v>1</v></c></row>')}
    ),
    "a string that is not there": repacked(
        workbook(ROWS), **{"xl/worksheets/sheet1.xml": sheet('<row r="1"><c t="s"><v>9999</v></c></row>')}
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_list_is_refused_with_a_sentence(name):
    with pytest.raises(TableRefused) as refusal, translation.override("en"):
        read_table(HOSTILE[name])

    assert str(refusal.value).endswith(".")


def test_a_bomb_is_not_believed_when_it_says_it_is_small(monkeypatch):
    monkeypatch.setattr(tables, "MOST_UNPACKED", 50_000)
    content = repacked(workbook(ROWS), **{"xl/x.xml": b" " * 60_000})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("xl/x.xml")
        with pytest.raises(TableRefused):
            tables._measure(archive, part, 50_000)


def test_long_cells_are_cut_so_that_they_are_seen_to_be_too_long():
    assert len(read_table(f"ก,ข\n{'ก' * 5000},2\n".encode()).lines[1][1][0]) == tables.LONGEST_CELL + 1
