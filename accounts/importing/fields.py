"""What a list may say of a person or an organization, and the headings under which lists say it."""

import re
from dataclasses import dataclass

from accounts.models import StaffImport
from kmc.lib.dates import in_english
from kmc.lib.thai import normalize

STAFF, ORGANIZATIONS = StaffImport.Kind.STAFF, StaffImport.Kind.ORGANIZATIONS
NOT_A_LETTER = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|_")
IN_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")


@dataclass(frozen=True)
class Field:
    """A column the portal understands. The first spelling of each language heads our own files."""

    name: str
    thai: tuple[str, ...]
    english: tuple[str, ...]
    example: str = ""

    @property
    def heading(self) -> str:
        return (self.english if in_english() else self.thai)[0]

    @property
    def spellings(self) -> tuple[str, ...]:
        return (*self.thai, *self.english)


FULL_NAME = Field(
    "full_name",
    ("ชื่อ-นามสกุล", "ชื่อ - สกุล", "ชื่อและนามสกุล", "ชื่อสกุล", "ชื่อ นามสกุล", "คำนำหน้า ชื่อ นามสกุล", "ชื่อครู", "ชื่อบุคลากร"),
    ("Full name", "Name", "Name and surname"),
)
FIELDS = {
    STAFF: (
        Field("prefix", ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำ", "คำนำหน้านาม"), ("Prefix", "Title"), "นางสาว"),
        Field(
            "given_name",
            ("ชื่อ", "ชื่อตัว", "ชื่อจริง"),
            ("Given name", "First name", "Firstname", "Forename"),
            "สมหญิง",
        ),
        Field("family_name", ("นามสกุล", "สกุล"), ("Family name", "Last name", "Surname", "Lastname"), "ใจดี"),
        FULL_NAME,
        Field(
            "position",
            ("ตำแหน่ง", "ชื่อตำแหน่ง", "ตำแหน่งปัจจุบัน", "ตำแหน่งงาน"),
            ("Position", "Job title"),
            "ครู",
        ),
        Field(
            "academic_standing",
            ("วิทยฐานะ", "วิทยะฐานะ", "ระดับ/วิทยฐานะ", "วิทยฐานะ/ระดับ"),
            ("Academic standing", "Standing"),
            "ครูชำนาญการ",
        ),
        Field(
            "staff_kind",
            ("ประเภทบุคลากร", "ประเภท", "ประเภทตำแหน่ง", "ประเภทข้าราชการ"),
            ("Kind of staff", "Staff kind", "Staff type"),
            "ข้าราชการครู",
        ),
        Field(
            "email",
            ("อีเมล", "อีเมล์", "อีเมลล์", "อีเมลแอดเดรส", "ไปรษณีย์อิเล็กทรอนิกส์"),
            ("E-mail", "Email", "Mail", "E-mail address", "Email address"),
            "somying@example.ac.th",
        ),
        Field(
            "phone",
            ("เบอร์โทร", "โทรศัพท์", "เบอร์โทรศัพท์", "โทร", "หมายเลขโทรศัพท์", "เบอร์มือถือ", "โทรศัพท์มือถือ", "มือถือ"),
            ("Phone", "Telephone", "Tel", "Mobile", "Phone number"),
            "0812345678",
        ),
        Field("username", ("ชื่อผู้ใช้", "ชื่อผู้ใช้งาน", "รหัสผู้ใช้"), ("User name", "Username", "Login"), ""),
        Field(
            "smis_code",
            ("รหัสโรงเรียน", "รหัส SMIS", "SMIS", "รหัส SMIS 8 หลัก", "รหัสสถานศึกษา", "รหัสโรงเรียน 8 หลัก"),
            ("SMIS code", "School code"),
            "34050001",
        ),
        Field(
            "organization",
            (
                "โรงเรียน/หน่วยงาน",
                "โรงเรียน",
                "หน่วยงาน",
                "สังกัด",
                "สถานศึกษา",
                "ชื่อโรงเรียน",
                "ชื่อสถานศึกษา",
                "กลุ่ม",
                "กลุ่มงาน",
            ),
            ("Organization", "School", "Unit", "School name"),
            "โรงเรียนบ้านตัวอย่าง",
        ),
        Field("district", ("อำเภอ", "เขต/อำเภอ"), ("District",), "เดชอุดม"),
    ),
    ORGANIZATIONS: (
        Field(
            "smis_code",
            ("รหัส SMIS", "SMIS", "รหัสโรงเรียน", "รหัส SMIS 8 หลัก", "รหัสสถานศึกษา", "รหัสโรงเรียน 8 หลัก"),
            ("SMIS code", "School code"),
            "34050001",
        ),
        Field("obec_code", ("รหัส OBEC", "รหัส สพฐ.", "OBEC", "รหัส OBEC 6 หลัก"), ("OBEC code",), "340001"),
        Field(
            "ministry_code",
            ("รหัสกระทรวง", "รหัสกระทรวง 10 หลัก", "รหัส ศธ.", "รหัสกระทรวงศึกษาธิการ"),
            ("Ministry code", "MOE code"),
            "1034000001",
        ),
        Field(
            "name",
            ("ชื่อโรงเรียน", "โรงเรียน", "ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อสถานศึกษา", "สถานศึกษา", "ชื่อ"),
            ("Name", "School name", "School", "Organization"),
            "โรงเรียนบ้านตัวอย่าง",
        ),
        Field("name_en", ("ชื่อภาษาอังกฤษ", "ชื่อโรงเรียนภาษาอังกฤษ"), ("Name in English", "English name"), ""),
        Field("short_name", ("ชื่อย่อ",), ("Short name",), ""),
        Field("kind", ("ประเภทหน่วยงาน", "ประเภท"), ("Kind", "Type"), "โรงเรียน"),
        Field("district", ("อำเภอ", "เขต/อำเภอ"), ("District",), "เดชอุดม"),
        Field("subdistrict", ("ตำบล", "แขวง/ตำบล"), ("Sub-district", "Subdistrict"), "เมืองเดช"),
        Field(
            "pupil_count",
            ("จำนวนนักเรียน", "นักเรียน", "นักเรียนรวม", "จำนวนนักเรียนทั้งหมด", "จำนวน นร."),
            ("Pupils", "Students", "Number of pupils", "Pupil count"),
            "120",
        ),
        Field(
            "branch_of",
            ("โรงเรียนหลัก", "สาขาของ", "สาขาของโรงเรียน", "โรงเรียนแม่"),
            ("Branch of", "Main school"),
            "",
        ),
        Field("status", ("สถานะ", "สถานะโรงเรียน", "สถานภาพ"), ("Status", "State"), "เปิดทำการ"),
    ),
}

# Headings of lists that the portal does not take, and says so without asking.
LEFT_OUT = {
    "ที่", "ลำดับ", "ลำดับที่", "เลขที่", "no", "number", "หมายเหตุ", "remark", "remarks", "note", "notes", "วันเกิด",
    "วันเดือนปีเกิด", "birthdate", "dateofbirth", "อายุ", "age", "เพศ", "sex", "gender", "เงินเดือน", "salary",
    "อันดับ", "เลขที่ตำแหน่ง", "จังหวัด", "province", "รหัสไปรษณีย์", "ปัญหา", "problem",
}  # fmt: skip
CITIZEN_HEADINGS = (
    "ประจำตัวประชาชน", "บัตรประชาชน", "เลขประชาชน", "เลขบัตร", "ประจำตัว13หลัก", "citizenid", "citizennumber",
    "nationalid", "idcard",
)  # fmt: skip


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: letters and digits alone, small."""
    return NOT_A_LETTER.sub("", normalize(heading).casefold())


def _known(kind: str) -> dict[str, str]:
    """Return the key of every spelling with its field; the earlier field wins."""
    known = {}
    for field in FIELDS[kind]:
        for spelling in field.spellings:
            known.setdefault(heading_key(spelling), field.name)
    return known


KNOWN = {kind: _known(kind) for kind in FIELDS}


def field_for(kind: str, heading: str) -> str:
    """Return the field of a heading, with or without what it says in brackets; or ""."""
    inside = IN_BRACKETS.findall(heading)
    for spelling in (heading, IN_BRACKETS.sub("", heading), *inside):
        if found := KNOWN[kind].get(heading_key(spelling)):
            return found
    return ""


def is_left_out(heading: str) -> bool:
    key = heading_key(heading)
    return not key or key in LEFT_OUT


def is_citizen_heading(heading: str) -> bool:
    return any(word in heading_key(heading) for word in CITIZEN_HEADINGS)


def field_named(kind: str, name: str) -> Field | None:
    return next((field for field in FIELDS[kind] if field.name == name), None)


def missing_fields(kind: str, names: set[str], *, needs_unit: bool) -> list[Field]:
    """Return the fields a list cannot do without and does not have."""
    if kind == ORGANIZATIONS:
        missing = {"name"} - names
    else:
        missing = set() if "full_name" in names else {"given_name"} - names
        if needs_unit and not names & {"smis_code", "organization"}:
            missing.add("organization")
    return [field for field in FIELDS[kind] if field.name in missing]
