"""Downloads: what Excel gets to see."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.utils.translation import gettext_lazy, override
from openpyxl import load_workbook

from kmc.lib.spreadsheet import csv_response, defused, xlsx_response

HEADINGS = ["รหัส", "โรงเรียน", "วันที่", "เวลา", "ครู"]
MIDNIGHT = datetime(2026, 9, 30, 17, 5, tzinfo=UTC)
ROW = ["0012", "บ้านนํ้ายืน", date(2024, 2, 29), MIDNIGHT, 7]
NAME = "เป้าหมาย 1.1 น้ำ.xlsx"
HOSTILE = (
    "=1+1",
    "+66 81",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "\x01=1",
    "\u200b=1",
    "\ufeff=1",
)


def sheet_of(response):
    return load_workbook(io.BytesIO(response.content)).active


def csv_text(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8")


def csv_rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text(response).removeprefix("\ufeff"), newline="")))


def test_xlsx_has_notes_then_a_frozen_bold_heading_then_rows():
    with override("th"):
        sheet = sheet_of(xlsx_response(NAME, "เป้าหมาย", HEADINGS, iter([ROW]), notes=["คำอธิบาย", "1 แถว"]))

    assert [cell.value for cell in sheet["A"]] == ["คำอธิบาย", "1 แถว", "รหัส", "0012"]
    assert sheet.freeze_panes == "A4"
    assert all(cell.font.b for cell in sheet[3])
    assert sheet.title == "เป้าหมาย"


@pytest.mark.parametrize("language, era", (("th", "[$-107041E]"), ("en", "")))
def test_xlsx_dates_are_dates_in_the_reader_s_era(language, era):
    with override(language):
        code, school, day, time, teachers = sheet_of(xlsx_response(NAME, "ก", HEADINGS, [ROW]))[2]

    assert (code.value, code.data_type, code.number_format) == ("0012", "s", "@")
    assert school.value == "บ้านน้ำยืน"
    assert (day.value, day.number_format) == (datetime(2024, 2, 29), f"{era}d mmm yyyy;@")
    assert (time.value, time.number_format) == (datetime(2026, 10, 1, 0, 5), f"{era}d mmm yyyy hh:mm;@")
    assert (teachers.value, teachers.data_type) == (7, "n")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula(text):
    cell = sheet_of(xlsx_response(NAME, text, [text], [[text]], notes=[text]))["A3"]
    rows = csv_rows(csv_response("a.csv", [text], [[text]], notes=[text]))

    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert [row[0][0] for row in rows] == ["'"] * 3


def test_numbers_stay_numbers():
    assert csv_rows(csv_response("a.csv", ["n"], [[-5], [Decimal("82.40")], [None]])) == [
        ["n"],
        ["-5"],
        ["82.40"],
        [""],
    ]
    assert sheet_of(xlsx_response(NAME, "ก", ["n"], [[-5]]))["A2"].value == -5
    assert defused("5-3") == "5-3"


def test_unprintable_text_breaks_nothing():
    wild = "ก\x00\x0b\ud800\uffffข" + "ค" * 40_000

    assert sheet_of(xlsx_response(NAME, "[ก]:*?/\\" * 9, ["n"], [[wild]]))["A2"].value.startswith("กขค")
    assert csv_rows(csv_response("a.csv", ["n"], [[wild]]))[1][0].startswith("กขค")
    assert sheet_of(xlsx_response(NAME, "''", [], [])).title == "KMC"


def test_xlsx_columns_fit_and_go_past_z():
    sheet = sheet_of(xlsx_response(NAME, "ก", ["ก"] * 30, [["น้ำ" * 10] + ["ข" * 500] * 29]))

    assert sheet.column_dimensions["A"].width == 22
    assert sheet.column_dimensions["AD"].width == 62


def test_csv_starts_with_a_byte_order_mark_and_counts_in_the_reader_s_era():
    with override("th"):
        response = csv_response("เป้า.csv", HEADINGS, iter([ROW]), notes=["ก,ข"])

    assert csv_text(response) == (
        '\ufeff"ก,ข"\r\n' + ",".join(HEADINGS) + "\r\n" + "0012,บ้านน้ำยืน,29/02/2567,01/10/2569 00:05,7\r\n"
    )


def test_csv_streams_row_by_row():
    taken = []
    rows = ([taken.append(number) or number] for number in range(1000))
    stream = iter(csv_response("a.csv", ["n"], rows).streaming_content)

    assert [next(stream) for _ in range(3)] == ["\ufeff".encode(), b"n\r\n", b"0\r\n"]
    assert taken == [0]


def test_lazy_headings_are_read_in_the_reader_s_language():
    with override("th"):
        response = csv_response("a.csv", [gettext_lazy("Yes")], [])

    assert csv_text(response) == "\ufeffใช่\r\n"


@pytest.mark.parametrize(
    "respond", (lambda name: csv_response(name, [], []), lambda name: xlsx_response(name, "", [], []))
)
def test_file_names_are_thai_and_harmless(respond):
    assert respond(NAME)["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(NAME)}"
    assert (
        respond('a\r\nX: y/../"b".csv')["Content-Disposition"]
        == 'attachment; filename="a X: y-..-\\"b\\".csv"'
    )
    assert respond(NAME)["Cache-Control"] == "private, no-store"
