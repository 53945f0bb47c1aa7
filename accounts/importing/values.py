"""What a cell says, as the portal stores it; or why it cannot."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import Organization, StaffProfile
from accounts.models.user import latin_username
from kmc.lib.forms import CONTROL
from kmc.lib.names import PREFIXES
from kmc.lib.thai import letters_key, to_arabic_digits

NOTHING = {"", "-", "–", "—", "--", "ไม่มี", "n/a"}
ODD_IN_NAMES = re.compile(r"[0-9๐-๙=@<>\[\]{}|\\*#$%^~+;:!?\"/_&•]")
LONGEST = {
    "prefix": 40,
    "given_name": 100,
    "family_name": 100,
    "position": 120,
    "academic_standing": 80,
    "email": 254,
    "username": 60,
    "name": 200,
    "name_en": 200,
    "short_name": 80,
    "subdistrict": 80,
}
LONGEST_CELL = 1000
CODE_DIGITS = {"smis_code": 8, "obec_code": 6, "ministry_code": 10}
MOST_PUPILS = 100_000
KIND, UNIT, STATUS = StaffProfile.StaffKind, Organization.Kind, Organization.Status


def word_key(text: str) -> str:
    """Return a word of a short list as it is compared."""
    return letters_key(text)


def spelled(choices: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word_key(word): value for value, words in choices.items() for word in (value, *words)}


# The first word of each is the one our own files write.
STAFF_KIND_WORDS = {
    KIND.TEACHER: ("ข้าราชการครู", "ข้าราชการครู (สายการสอน)", "ครู", "ข้าราชการ", "สายการสอน", "ครูผู้ช่วย", "ครูผู้สอน"),
    KIND.SCHOOL_ADMIN: ("ผู้บริหารสถานศึกษา", "ผู้อำนวยการโรงเรียน", "รองผู้อำนวยการโรงเรียน", "ผู้บริหารโรงเรียน"),
    KIND.EDUCATION_ADMIN: ("ผู้บริหารการศึกษา",),
    KIND.SUPERVISOR: ("ศึกษานิเทศก์", "ศน.", "ศึกษานิเทศก์ (ศน.)"),
    KIND.OTHER_PERSONNEL: (
        "บุคลากรทางการศึกษาอื่นตามมาตรา 38 ค.(2)",
        "บุคลากรทางการศึกษาอื่นตามมาตรา 38 ค. (2)",
        "38 ค.(2)",
        "บุคลากรทางการศึกษาอื่น",
        "บุคลากรทางการศึกษา",
        "มาตรา 38 ค.(2)",
    ),
    KIND.GOVERNMENT_EMPLOYEE: ("พนักงานราชการ",),
    KIND.PERMANENT_EMPLOYEE: ("ลูกจ้างประจำ",),
    KIND.TEMPORARY_EMPLOYEE: (
        "ลูกจ้างชั่วคราว",
        "อัตราจ้าง",
        "ครูอัตราจ้าง",
        "ลูกจ้างชั่วคราว/อัตราจ้าง",
        "เจ้าหน้าที่ธุรการ",
        "นักการภารโรง",
        "พี่เลี้ยงเด็กพิการ",
    ),
}
UNIT_KIND_WORDS = {
    UNIT.OFFICE: ("สำนักงาน", "สำนักงานเขตพื้นที่การศึกษา"),
    UNIT.GROUP: ("กลุ่มงานในสำนักงาน", "กลุ่ม", "กลุ่มงาน", "หน่วย"),
    UNIT.DISTRICT: ("อำเภอ",),
    UNIT.SCHOOL: ("โรงเรียน", "สถานศึกษา"),
}
STATUS_WORDS = {
    STATUS.ACTIVE: ("เปิดทำการ", "ปกติ", "เปิด", "เปิดสอน", "ดำเนินการ"),
    STATUS.EMPTY: ("ไม่มีนักเรียน", "ไม่มี นร."),
    STATUS.MERGED: ("ยุบรวม", "รวม", "เรียนรวม", "ควบรวม"),
    STATUS.CLOSED: ("ยุบเลิก", "ยุบ", "เลิก", "ปิด"),
}
STAFF_KINDS, UNIT_KINDS, STATUSES = map(spelled, (STAFF_KIND_WORDS, UNIT_KIND_WORDS, STATUS_WORDS))


class Wrong(Exception):
    """A cell that cannot go in: the code of the reason, its field where that is known, what the sentence names."""

    def __init__(self, code: str, *, at: str = "", **named):
        super().__init__(code)
        self.code, self.at, self.named = code, at, named


def plain(field: str, text: str) -> str:
    """Return the text of a cell; "" for the signs of nothing."""
    if CONTROL.search(text):
        raise Wrong("control_characters")
    if len(text) > LONGEST.get(field, LONGEST_CELL):
        raise Wrong("too_long", limit=LONGEST.get(field, LONGEST_CELL))
    return "" if text.casefold() in NOTHING else text


def name(field: str, text: str) -> str:
    text = plain(field, text)
    if ODD_IN_NAMES.search(text):
        raise Wrong("odd_name")
    return text


def prefix(field: str, text: str) -> str:
    text = name(field, text)
    return PREFIXES.get(text, text)


def email(field: str, text: str) -> str:
    text = plain(field, text).removeprefix("mailto:")
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise Wrong("bad_email") from error
    local, _at, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}"


def phone(field: str, text: str) -> str:
    """Return nine or ten digits. The 0 in front is put back: Excel takes it away, and every number has one."""
    digits = re.sub(r"[ .()\-–]", "", to_arabic_digits(plain(field, text)).removesuffix(".0"))
    if not digits:
        return ""
    digits = re.sub(r"^\+?66(?=[0-9]{8,9}\Z)", "0", digits)
    if digits.isascii() and digits.isdigit() and len(digits) in (8, 9) and not digits.startswith("0"):
        digits = f"0{digits}"
    if not re.fullmatch(r"0[0-9]{8,9}", digits):
        raise Wrong("bad_phone")
    return digits


def username(field: str, text: str) -> str:
    text = plain(field, text)
    if text and not latin_username.regex.search(text):
        raise Wrong("bad_username")
    return text


def code(field: str, text: str) -> str:
    """Return a code with all its digits; a list that lost the zeros in front is told so."""
    text = re.sub(r"[ \-]", "", to_arabic_digits(plain(field, text)).removesuffix(".0"))
    wanted = CODE_DIGITS[field]
    if not text or re.fullmatch(rf"[0-9]{{{wanted}}}", text):
        return text
    if text.isascii() and text.isdigit() and len(text) < wanted:
        raise Wrong("short_code", count=wanted, found=len(text))
    raise Wrong("bad_code", count=wanted)


def staff_kind(field: str, text: str) -> str:
    return one_of(STAFF_KINDS, "bad_staff_kind", plain(field, text))


def unit_kind(field: str, text: str) -> str:
    return one_of(UNIT_KINDS, "bad_unit_kind", plain(field, text))


def status(field: str, text: str) -> str:
    return one_of(STATUSES, "bad_status", plain(field, text))


def one_of(known: dict[str, str], wrong: str, text: str) -> str:
    if not text:
        return ""
    if found := known.get(word_key(text)):
        return str(found)
    raise Wrong(wrong)


def pupil_count(field: str, text: str) -> int | None:
    digits = (
        to_arabic_digits(plain(field, text)).replace(",", "").removesuffix("คน").strip().removesuffix(".0")
    )
    if not digits:
        return None
    if not re.fullmatch("[0-9]{1,6}", digits) or int(digits) > MOST_PUPILS:
        raise Wrong("bad_pupil_count")
    return int(digits)


READERS = {
    "prefix": prefix,
    "given_name": name,
    "family_name": name,
    "full_name": name,
    "email": email,
    "phone": phone,
    "username": username,
    "staff_kind": staff_kind,
    "smis_code": code,
    "obec_code": code,
    "ministry_code": code,
    "kind": unit_kind,
    "status": status,
    "pupil_count": pupil_count,
}


def read(field: str, text: str):
    return READERS.get(field, plain)(field, text)


def written(field: str, value) -> str:
    """Return a stored value as our own files write it: what `read` takes back."""
    words = {"staff_kind": STAFF_KIND_WORDS, "kind": UNIT_KIND_WORDS, "status": STATUS_WORDS}.get(field)
    if words and value:
        return words[value][0]
    return "" if value is None else str(value)
