"""A list of newcomers that came from a school year's transfers: checked, not written yet."""

import csv
import io
from datetime import date

from accounts.importing.receiving import receive_file
from accounts.models import StaffImport
from kmc.demo.people import People
from kmc.demo.places import Places

HEADINGS = ("คำนำหน้า", "ชื่อ", "นามสกุล", "ตำแหน่ง", "วิทยฐานะ", "ประเภทบุคลากร", "อีเมล", "รหัส SMIS")
NEWCOMERS = (
    ("นางสาว", "ชลธิชา", "บัวงาม"),
    ("นาย", "ธีรวัฒน์", "สายทอง"),
    ("นาง", "พัชรินทร์", "จันทะวงศ์"),
    ("นางสาว", "ปาริชาติ", "โสภาพันธ์"),
    ("นาย", "กิตติศักดิ์", "มั่นคง"),
    ("นางสาว", "วิภาดา", "ศรีหาบุตร"),
    ("นาย", "ณัฐวุฒิ", "แก่นแก้ว"),
    ("นาง", "สุกัญญา", "พรมดี"),
    ("นางสาว", "เบญจวรรณ", "คำภา"),
    ("นาย", "อภิชาติ", "โพธิ์ศรี"),
)
WRONG_ADDRESS, WRONG_CODE, WRONG_KIND = 2, 5, 8  # lines that show how reasons look


def add_list(places: Places, people: People, today: date) -> StaffImport:
    """Bring the list in as far as the dry run, as the administrator would."""
    rows = [list(HEADINGS)]
    for number, (prefix, given, family) in enumerate(NEWCOMERS):
        school = places.schools[number * 7 % len(places.schools)]
        address = "" if number % 3 else f"newcomer{number}@example.ac.th"
        rows.append([prefix, given, family, "ครูผู้ช่วย", "", "ข้าราชการครู", address, school.smis_code])
    rows[WRONG_ADDRESS][6] = "theerawat@@example"
    rows[WRONG_CODE][7] = rows[WRONG_CODE][7].lstrip("0")[:7]
    rows[WRONG_KIND][5] = "ครูพี่เลี้ยง"
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return receive_file(
        content=text.getvalue().encode("utf-8-sig"),
        file_name=f"ครูบรรจุใหม่ {today.year + 543}.csv",
        kind=StaffImport.Kind.STAFF,
        organization=places.office,
        by=people.demo_user("admin"),
    )
