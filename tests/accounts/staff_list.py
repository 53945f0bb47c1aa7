"""Makes the spreadsheet of an area: 1,500 staff of 60 schools, 40 of them wrong in twelve ways. Always the same.

python -m tests.accounts.staff_list /tmp/staff.xlsx
"""

import csv
import io
import random
import sys
from pathlib import Path

from openpyxl import Workbook

HEADINGS = [
    "ลำดับ",
    "คำนำหน้า",
    "ชื่อ - สกุล",
    "ตำแหน่ง",
    "วิทยฐานะ",
    "ประเภทบุคลากร",
    "อีเมล",
    "เบอร์โทร",
    "รหัส SMIS",
    "โรงเรียน",
    "ชื่อผู้ใช้",
]
NUMBER, PREFIX, NAME, POSITION, STANDING, KIND, EMAIL, PHONE, SMIS, SCHOOL, USERNAME = range(11)
TITLE = ["บัญชีรายชื่อข้าราชการครูและบุคลากรทางการศึกษา สพป.อุบลราชธานี เขต 5"]
FIRST_LINE = 4  # below the title, a blank line and the headings
SCHOOLS = 60
ROWS = 1500
TWIN = "โรงเรียนบ้านหนองบัว"  # a name that two schools have
GIVEN = "สมชาย สมหญิง วิชัย มานี ปิติ สุดา ประเสริฐ อรทัย บุญมี จันทร์เพ็ญ ธนา กัลยา ณัฐพล เกศรา ไพศาล".split()
FAMILY = "ใจดี แสงทอง ศรีสุข มีนา คำแก้ว บุญเรือง สายบุตร พันธ์ดี วงศ์คำ แก่นจันทร์ โสภา ทองมาก ณ_อุบล ชัยศรี".split()

# The twelve ways to be wrong: code of the reason, and what is done to the row. Forty rows in all.
FAULTS = {
    "no_given_name": lambda row, rows: row.__setitem__(NAME, ""),
    "no_family_name": lambda row, rows: row.__setitem__(NAME, "สมชายใจดี"),
    "bad_email": lambda row, rows: row.__setitem__(EMAIL, "somchai@@example"),
    "duplicate": lambda row, rows: row.__setitem__(EMAIL, rows[0][EMAIL]),
    "unit_unknown": lambda row, rows: row.__setitem__(SMIS, "99999999"),
    "unit_ambiguous": lambda row, rows: (row.__setitem__(SMIS, ""), row.__setitem__(SCHOOL, TWIN)),
    "bad_phone": lambda row, rows: row.__setitem__(PHONE, "โทร 12"),
    "bad_staff_kind": lambda row, rows: row.__setitem__(KIND, "นักบินอวกาศ"),
    "bad_username": lambda row, rows: row.__setitem__(USERNAME, "สมชาย"),
    "citizen_number": lambda row, rows: row.__setitem__(POSITION, "1-1017-00230-70-3"),
    "short_code": lambda row, rows: row.__setitem__(SMIS, "3405001"),
    "too_long": lambda row, rows: row.__setitem__(POSITION, "ครู" * 50),
}
WRONG = 40
WRONG_EACH = {code: len(range(number, WRONG, len(FAULTS))) for number, code in enumerate(FAULTS)}


def schools() -> list[tuple[str, str]]:
    """Return code and name of each school; the last two have one name."""
    named = [(f"3405{number:04d}", f"โรงเรียนบ้านตัวอย่าง {number}") for number in range(1, SCHOOLS - 1)]
    return [*named, (f"3405{SCHOOLS - 1:04d}", TWIN), (f"3405{SCHOOLS:04d}", TWIN)]


def right_rows(count: int = ROWS) -> list[list[str]]:
    chance = random.Random(2569)
    places = schools()
    rows = []
    for number in range(1, count + 1):
        code, school = places[number % SCHOOLS]
        name = f"{chance.choice(GIVEN)}  {chance.choice(FAMILY).replace('_', ' ')}"
        phone = f"08{chance.randrange(10**8):08d}"
        kind = chance.choice(("ข้าราชการครู", "พนักงานราชการ", "ครูอัตราจ้าง"))
        row = [str(number), chance.choice(("นาย", "นางสาว", "นาง")), name, "ครู", "ครูชำนาญการ", kind]
        rows.append([*row, f"t{number:04d}@example.ac.th", phone, code, school, ""])
    return rows


def staff_rows() -> list[list[str]]:
    """Return 1,500 rows, every 37th of the first 1,480 wrong, in twelve ways by turns."""
    rows = right_rows()
    for number in range(WRONG):
        code = list(FAULTS)[number % len(FAULTS)]
        FAULTS[code](rows[36 + number * 37], rows)
    return rows


def xlsx(rows: list[list], headings: list[str] = HEADINGS, title: list[str] = TITLE) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("บุคลากร")
    for cells in (*([title, []] if title else []), headings, *rows):
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv_bytes(rows: list[list], encoding: str, delimiter: str = ",", headings: list[str] = HEADINGS) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows([headings, *rows])
    return target.getvalue().encode(encoding)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(xlsx(staff_rows()))
