"""Names of people as office lists write them: prefix and name in one, and numbers that must not come in."""

import re
from typing import NamedTuple

from kmc.lib.thai import collapse_spaces, normalize, to_arabic_digits

# How a prefix is written, and the spelling that is stored. Longer ones stand before those they begin with.
PREFIXES = {
    "ว่าที่ร้อยตรีหญิง": "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ ร้อยตรีหญิง": "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ร้อยตรี หญิง": "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ ร.ต.หญิง": "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ร.ต.หญิง": "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ ร.ต. หญิง": "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ ร.ต.ญ.": "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ร้อยตรี": "ว่าที่ร้อยตรี",
    "ว่าที่ ร้อยตรี": "ว่าที่ร้อยตรี",
    "ว่าที่ ร.ต.": "ว่าที่ร้อยตรี",
    "ว่าที่ร.ต.": "ว่าที่ร้อยตรี",
    "ว่าที่ร้อยโท": "ว่าที่ร้อยโท",
    "ว่าที่ ร.ท.": "ว่าที่ร้อยโท",
    "ว่าที่ร้อยเอก": "ว่าที่ร้อยเอก",
    "ว่าที่ ร.อ.": "ว่าที่ร้อยเอก",
    "ว่าที่พันตรี": "ว่าที่พันตรี",
    "ว่าที่ พ.ต.": "ว่าที่พันตรี",
    "ร้อยตรี": "ร้อยตรี",
    "ร.ต.": "ร้อยตรี",
    "จ่าสิบเอก": "จ่าสิบเอก",
    "จ.ส.อ.": "จ่าสิบเอก",
    "สิบเอก": "สิบเอก",
    "ส.อ.": "สิบเอก",
    "สิบโท": "สิบโท",
    "ส.ท.": "สิบโท",
    "สิบตรี": "สิบตรี",
    "ส.ต.": "สิบตรี",
    "นางสาว": "นางสาว",
    "น.ส.": "นางสาว",
    "นส.": "นางสาว",
    "นาง": "นาง",
    "นาย": "นาย",
    "ผศ.ดร.": "ผศ.ดร.",
    "รศ.ดร.": "รศ.ดร.",
    "ผศ.": "ผศ.",
    "รศ.": "รศ.",
    "ดร.": "ดร.",
    "ม.ร.ว.": "ม.ร.ว.",
    "ม.ล.": "ม.ล.",
    "พระมหา": "พระมหา",
    "พระครู": "พระครู",
    "พระ": "พระ",
    "Mrs.": "Mrs.",
    "Miss": "Miss",
    "Mr.": "Mr.",
    "Ms.": "Ms.",
    "Dr.": "Dr.",
}
_BY_LENGTH = sorted(PREFIXES, key=len, reverse=True)
# A vowel or mark that hangs on the letter before it: «นายิกา» is a name, not «นาย» and «ิกา».
_HANGING = re.compile("[ะาำๅ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
CITIZEN_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ .\-–—]?[0-9]){12}(?![0-9])")


class SplitName(NamedTuple):
    prefix: str
    given: str
    family: str


def split_prefix(text: str) -> tuple[str, str]:
    """Return the prefix in its stored spelling, and the rest; an academic title may follow another prefix."""
    rest, found = collapse_spaces(normalize(text)), ""
    for _round in range(2):
        prefix = _leading_prefix(rest)
        if not prefix or (found and not prefix.endswith("ดร.")):
            break
        found += PREFIXES[prefix]
        rest = rest[len(prefix) :].strip()
    return found, rest


def _leading_prefix(text: str) -> str:
    for prefix in _BY_LENGTH:
        after = text[len(prefix) :]
        if text.startswith(prefix) and not _HANGING.match(after) and _ends_a_word(prefix, after):
            return prefix
    return ""


def _ends_a_word(prefix: str, after: str) -> bool:
    """«Miss» asks for a space behind it, Thai prefixes and those with a dot do not."""
    return not prefix.isascii() or prefix.endswith(".") or after[:1] in ("", " ")


def split_name(text: str) -> SplitName:
    """Return prefix, given name and family name: the given name is the first word, the rest is family."""
    prefix, rest = split_prefix(text)
    given, _space, family = rest.partition(" ")
    return SplitName(prefix, given, family)


def holds_citizen_number(text: str) -> bool:
    """Return whether a 13-digit number stands in the text, in Thai or Arabic digits, grouped or not."""
    return CITIZEN_NUMBER.search(to_arabic_digits(text)) is not None


def without_citizen_numbers(text: str) -> str:
    """Return the text with every 13-digit number taken out."""
    spans = [match.span() for match in CITIZEN_NUMBER.finditer(to_arabic_digits(text))]
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text
