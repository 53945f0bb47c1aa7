"""Dates: the Buddhist Era on screen, both eras in what people type."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from kmc.lib.dates import be_year, format_date, format_datetime, local_day, parse_date, parse_year, time_ago

FIRST_OF_OCTOBER = date(2026, 10, 1)
NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "style, thai, english",
    (
        ("long", "1 ตุลาคม 2569", "1 October 2026"),
        ("short", "1 ต.ค. 2569", "1 Oct 2026"),
        ("full", "วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569", "Thursday 1 October 2026"),
        ("numeric", "01/10/2569", "01/10/2026"),
        ("month", "ต.ค. 2569", "Oct 2026"),
    ),
)
def test_format_date_styles(style, thai, english):
    with override("th"):
        assert format_date(FIRST_OF_OCTOBER, style) == thai
    with override("en"):
        assert format_date(FIRST_OF_OCTOBER, style) == english


def test_format_date_official_letter_has_thai_digits():
    with override("th"):
        assert format_date(FIRST_OF_OCTOBER, thai_digits=True) == "๑ ตุลาคม ๒๕๖๙"


def test_format_date_nothing_is_empty():
    assert format_date(None) == ""
    assert format_datetime(None) == ""


@pytest.mark.parametrize("language", ("th", "en"))
def test_format_date_leap_day(language):
    with override(language):
        assert format_date(date(2024, 2, 29), "numeric") == (
            "29/02/2567" if language == "th" else "29/02/2024"
        )


def test_times_are_those_of_bangkok():
    late = datetime(2026, 9, 30, 17, 5, tzinfo=UTC)

    with override("th"):
        assert format_datetime(late) == "1 ต.ค. 2569 00:05 น."
        assert format_datetime(late, "long", thai_digits=True) == "๑ ตุลาคม ๒๕๖๙ ๐๐:๐๕ น."
    with override("en"):
        assert format_datetime(late) == "1 Oct 2026 00:05"
    assert local_day(late) == FIRST_OF_OCTOBER
    assert be_year(FIRST_OF_OCTOBER) == 2569


@pytest.mark.parametrize(
    "text",
    (
        "1/10/2569", "01/10/2569", "1-10-2569", "1.10.2569", "1 / 10 / 2026", "2569-10-01", "2026-10-01",
        "๑/๑๐/๒๕๖๙", "1 ตุลาคม 2569", "๑ ตุลาคม ๒๕๖๙", "1 ต.ค. 2569", "1 ตค 2569", "1ต.ค.2569", "1 ต.ค.2026",
        "วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2569", "ณ วันที่ ๑ ตุลาคม พ.ศ. ๒๕๖๙", "1 ตุลาคม ค.ศ. 2026", "1 ต. ค. 2569",
        "1 October 2026", "1 oct 2026", " 1\u00a0ต.ค.\u200b 2569 ",
    ),
)  # fmt: skip
def test_parse_date_reads_both_eras(text):
    assert parse_date(text) == FIRST_OF_OCTOBER


@pytest.mark.parametrize("text", ("1/10/69", "1 ต.ค. 69", "1-10-26", "๑ ตุลาคม ๖๙"))
def test_parse_date_two_digit_year_is_ambiguous(text):
    with override("en"), pytest.raises(ValueError, match="two could mean either era"):
        parse_date(text)


@pytest.mark.parametrize("text", ("29 ก.พ. 2567", "29/2/2024", "2567-02-29"))
def test_parse_date_leap_day_is_that_of_the_common_era(text):
    assert parse_date(text) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ("29 ก.พ. 2568", "2569-02-30", "31/4/2569", "1/13/2569", "1/0/2569", "0/1/2569")
)
def test_parse_date_impossible_day(text):
    with override("en"), pytest.raises(ValueError, match="no such day"):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    (
        "",
        "พรุ่งนี้",
        "1 ปลาคม 2569",
        "2569",
        "10/2569",
        "1/10/25699",
        "1/10/0026",
        "9/9/9999",
        "\x00",
        "1/10/2569 x",
    ),
)
def test_parse_date_anything_else_says_what_to_write(text):
    with override("en"), pytest.raises(ValueError, match=r"^Please "):
        parse_date(text)


@pytest.mark.parametrize("text", ("2569", "๒๕๖๙", "พ.ศ. 2569", "พศ.2569", "2026", "ค.ศ. 2026"))
def test_parse_year_reads_both_eras(text):
    assert parse_year(text) == 2026


@pytest.mark.parametrize("text", ("", "69", "25699", "ปีหน้า", "0026", "-2569", "²569"))
def test_parse_year_refuses_the_rest(text):
    with pytest.raises(ValueError):
        parse_year(text)


@pytest.mark.parametrize("day", (date(1900, 1, 1), date(2024, 2, 29), date(2026, 12, 31), date(2199, 5, 16)))
@pytest.mark.parametrize("style", ("long", "short", "full", "numeric"))
@pytest.mark.parametrize("language", ("th", "en"))
def test_parse_date_reads_what_format_date_writes(day, style, language):
    with override(language):
        written = format_date(day, style)
    if language == "en" and style == "full":
        written = written.split(" ", 1)[1]

    assert parse_date(written) == day


@pytest.mark.parametrize(
    "passed, words",
    (
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=30, hours=23), "30 days ago"),
        (timedelta(days=31), "21 Oct 2026"),
        (timedelta(days=-2), "23 Nov 2026"),
    ),
)
def test_time_ago(passed, words):
    with override("en"):
        assert time_ago(NOW - passed, NOW) == words


@pytest.mark.parametrize(
    "minutes, words", ((0, "เมื่อสักครู่"), (5, "5 นาทีที่แล้ว"), (70, "1 ชั่วโมงที่แล้ว"), (3000, "2 วันที่แล้ว"))
)
def test_time_ago_in_thai(minutes, words):
    with override("th"):
        assert time_ago(NOW - timedelta(minutes=minutes), NOW) == words
