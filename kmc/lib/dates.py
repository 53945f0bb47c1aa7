"""Dates as people here read and write them: the Buddhist Era on screen, plain dates in storage."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kmc.lib.thai import normalize, to_arabic_digits, to_thai_digits

ERA = 543
BANGKOK = ZoneInfo("Asia/Bangkok")
LAST_COMMON_YEAR = 2400  # a year above this was meant as B.E.
LONGEST_DATE = 200  # letters anyone needs to write one
READABLE_YEARS = range(1800, 2201)  # of the common era; anything else is a slip of the finger
MONTHS = tuple(
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
)
SHORT_MONTHS = tuple("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split())
WEEKDAYS = tuple("จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์".split())
ENGLISH_MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)

ENGLISH_WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


def be_year(day: date) -> int:
    """Return the year of the Buddhist Era: 2569 for 2026."""
    return day.year + ERA


def year_in_words(year: int) -> str:
    """Return a year of the common era as the reader counts: 2569, or 2026 in English."""
    return str(year if in_english() else year + ERA)


def in_english() -> bool:
    return (get_language() or "th").startswith("en")


def in_bangkok(value: datetime) -> datetime:
    """Return the clock on the wall in Bangkok; a naive time already is."""
    return value.astimezone(BANGKOK).replace(tzinfo=None) if timezone.is_aware(value) else value


def local_day(value: date | datetime) -> date:
    """Return the day in Bangkok."""
    return in_bangkok(value).date() if isinstance(value, datetime) else value


def format_date(value: date | datetime | None, style: str = "long", *, thai_digits: bool = False) -> str:
    """Return a date in the reader's language; "" for None.

    Styles: long (1 ตุลาคม 2569), short (1 ต.ค. 2569), full (วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569),
    numeric (01/10/2569), month (ต.ค. 2569). English shows the common era.
    """
    if value is None or value == "":
        return ""
    day = local_day(value)
    if in_english():
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
        "full": f"{ENGLISH_WEEKDAYS[day.weekday()]} {day.day} {month} {day.year}",
        "numeric": f"{day.day:02d}/{day.month:02d}/{day.year}",
        "month": f"{month[:3]} {day.year}",
    }[style]


def format_datetime(value: datetime | None, style: str = "short", *, thai_digits: bool = False) -> str:
    """Return day and time of the day: «1 ต.ค. 2569 14:05 น.»."""
    if value is None or value == "":
        return ""
    local = in_bangkok(value)
    text = f"{format_date(local, style)} {local:%H:%M}"
    if in_english():
        return text
    return to_thai_digits(f"{text} น.") if thai_digits else f"{text} น."


def time_ago(value: datetime, now: datetime | None = None) -> str:
    """Return how long ago, in the largest fitting unit; the date itself after 30 days."""
    passed = (now or timezone.now()) - value
    if passed < timedelta(minutes=-1) or passed.days > 30:
        return format_date(value, "short")
    if passed < timedelta(minutes=1):
        # Translators: เมื่อสักครู่
        return _("just now")
    minutes = int(passed.total_seconds() // 60)
    if minutes < 60:
        # Translators: %(count)d นาทีที่แล้ว
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 24:
        # Translators: %(count)d ชั่วโมงที่แล้ว
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    # Translators: %(count)d วันที่แล้ว
    return ngettext("%(count)d day ago", "%(count)d days ago", passed.days) % {"count": passed.days}


# --- reading what people type -----------------------------------------------------------------------------------------

MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.replace(".", ""): number for number, name in enumerate(SHORT_MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)},
}
# Words around a date that say nothing new: the weekday, «on the», «B.E.».
DECORATION = re.compile(
    r"ณ\s*(?=วันที่)|วันที่|วัน(?:"
    + "|".join(WEEKDAYS)
    + r")(?:ที่)?|พ\.?\s?ศ\.?(?=\s*[0-9])|ค\.?\s?ศ\.?(?=\s*[0-9])|,"
)
NUMERIC = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
WORDED = re.compile(r"([0-9]{1,2})\s*([^0-9\s]+(?: [^0-9\s]+)?)\s*([0-9]{4})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}\s*(?:[/.-]\s*[0-9]{1,2}\s*[/.-]|[^0-9/.\-\s][^0-9]*)\s*[0-9]{2}")


def common_year(year: int) -> int:
    """Return the stored year of a year written in either era."""
    return year - ERA if year > LAST_COMMON_YEAR else year


def parse_date(text: str) -> date:
    """Return the day that 1/10/2569, 2569-10-01, 1 ต.ค. 2569 or the same in the common era means.

    Thai digits are read too. Raises ValueError with a sentence for the person: for two-digit
    years (they could be either era), impossible days and anything else.
    """
    clean = " ".join(DECORATION.sub(" ", to_arabic_digits(normalize(text[:LONGEST_DATE]))).split())
    day, month, year = _numbers_of_date(clean)
    if SHORT_YEAR.fullmatch(clean):
        raise ValueError(
            _("Please write all four digits of the year, such as 2569: two could mean either era.")
        )
    if not month:
        raise ValueError(
            _("Please write the date as 1/10/2569 or 1 ต.ค. 2569, with all four digits of the year.")
        )
    try:
        found = date(common_year(year), month, day)
    except ValueError:
        raise ValueError(_("There is no such day. Please check day, month and year.")) from None
    if found.year not in READABLE_YEARS:
        raise ValueError(_("Please check the year: it should be one such as 2569."))
    return found


def _numbers_of_date(clean: str) -> tuple[int, int, int]:
    """Return day, month and year as written; zeros for what is no date."""
    if match := NUMERIC.fullmatch(clean):
        day, month, year = (int(part) for part in match.groups())
        return day, month or 13, year
    if match := ISO.fullmatch(clean):
        year, month, day = (int(part) for part in match.groups())
        return day, month or 13, year
    if match := WORDED.fullmatch(clean):
        return int(match[1]), month_number(match[2]), int(match[3])
    return 0, 0, 0


def month_number(word: str) -> int:
    """Return 1-12 for a month's name, 0 for anything else."""
    return MONTH_NUMBERS.get(word.replace(".", "").replace(" ", "").lower(), 0)


def parse_year(text: str) -> int:
    """Return the year in the common era from 2569, ๒๕๖๙, พ.ศ. 2569 or 2026. Raises ValueError."""
    clean = DECORATION.sub(" ", to_arabic_digits(normalize(text[:LONGEST_DATE]))).strip()
    year = common_year(int(clean)) if re.fullmatch("[0-9]{4}", clean) else 0
    if year not in READABLE_YEARS:
        raise ValueError(_("Please write the year with four digits, such as 2569."))
    return year


def start_of_today() -> datetime:
    """Return the moment at which today began in Thailand."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
