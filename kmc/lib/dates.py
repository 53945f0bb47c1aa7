"""Dates as people here read and write them: the Buddhist Era on screen, plain dates in storage."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kmc.lib.thai import normalize, to_arabic_digits, to_thai_digits

ERA = 543
FIRST_BUDDHIST_YEAR = 2400  # a year above this was meant as B.E.
MONTHS = tuple(
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
)
SHORT_MONTHS = tuple("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split())
WEEKDAYS = tuple("จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์".split())
ENGLISH_MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)


def be_year(day: date) -> int:
    """Return the year of the Buddhist Era: 2569 for 2026."""
    return day.year + ERA


def local_day(value: date | datetime) -> date:
    """Return the day in Bangkok."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def format_date(value: date | datetime | None, style: str = "long", *, thai_digits: bool = False) -> str:
    """Return a date in the reader's language; "" for None.

    Styles: long (1 ตุลาคม 2569), short (1 ต.ค. 2569), full (วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569),
    numeric (01/10/2569), month (ต.ค. 2569). English shows the common era.
    """
    if value is None or value == "":
        return ""
    day = local_day(value)
    if (get_language() or "th").startswith("en"):
        return _english(day, style)
    year, month = be_year(day), day.month - 1
    text = {
        "long": f"{day.day} {MONTHS[month]} {year}",
        "short": f"{day.day} {SHORT_MONTHS[month]} {year}",
        "full": f"วัน{WEEKDAYS[day.weekday()]}ที่ {day.day} {MONTHS[month]} พ.ศ. {year}",
        "numeric": f"{day.day:02d}/{day.month:02d}/{year}",
        "month": f"{SHORT_MONTHS[month]} {year}",
    }[style]
    return to_thai_digits(text) if thai_digits else text


def _english(day: date, style: str) -> str:
    month = ENGLISH_MONTHS[day.month - 1]
    return {
        "long": f"{day.day} {month} {day.year}",
        "short": f"{day.day} {month[:3]} {day.year}",
        "full": f"{day:%A} {day.day} {month} {day.year}",
        "numeric": f"{day.day:02d}/{day.month:02d}/{day.year}",
        "month": f"{month[:3]} {day.year}",
    }[style]


def format_datetime(value: datetime | None, style: str = "short") -> str:
    """Return day and time of the day: «1 ต.ค. 2569 14:05 น.»."""
    if value is None or value == "":
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    clock = f"{local:%H:%M}" if (get_language() or "th").startswith("en") else f"{local:%H:%M} น."
    return f"{format_date(local, style)} {clock}"


def time_ago(value: datetime, now: datetime | None = None) -> str:
    """Return how long ago, in the largest fitting unit; the date itself after 30 days."""
    passed = (now or timezone.now()) - value
    if passed < timedelta(minutes=1):
        return _("just now")
    minutes = int(passed.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    days = hours // 24
    if days <= 30:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    return format_date(value, "short")


MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.replace(".", ""): number for number, name in enumerate(SHORT_MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)},
}
NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
WORDED = re.compile(r"(\d{1,2})\s+([^\d\s]+)\s*(?:พ\.?ศ\.?\s*)?(\d{4})\Z")


def common_year(year: int) -> int:
    """Return the stored year of a year written in either era."""
    return year - ERA if year > FIRST_BUDDHIST_YEAR else year


def parse_date(text: str) -> date:
    """Return the day that 1/10/2569, 2569-10-01, 1 ต.ค. 2569 or the same in the common era means.

    Thai digits are read too. Raises ValueError with a sentence for the person: for two-digit
    years (they could be either era), impossible days and anything else.
    """
    clean = to_arabic_digits(normalize(text)).strip()
    if match := NUMERIC.match(clean):
        day, month, year = (int(part) for part in match.groups())
    elif match := ISO.match(clean):
        year, month, day = (int(part) for part in match.groups())
    elif match := WORDED.match(clean):
        day, month, year = int(match[1]), month_number(match[2]), int(match[3])
    else:
        raise ValueError(_("Please write the date as 1/10/2569 or 1 ต.ค. 2569, with all four digits of the year."))
    try:
        return date(common_year(year), month, day)
    except ValueError:
        raise ValueError(_("There is no such day. Please check day, month and year.")) from None


def month_number(word: str) -> int:
    """Return 1-12 for a month's name, 0 for anything else."""
    return MONTH_NUMBERS.get(word.replace(".", "").lower(), 0)


def parse_year(text: str) -> int:
    """Return the year in the common era from 2569, ๒๕๖๙, พ.ศ. 2569 or 2026. Raises ValueError."""
    match = re.fullmatch(r"(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(\d{4})", to_arabic_digits(normalize(text)).strip())
    year = common_year(int(match[1])) if match else 0
    if not 1900 <= year <= 2200:
        raise ValueError(_("Please write the year with four digits, such as 2569."))
    return year
