"""Thai text: one spelling, dictionary order, clusters."""

import unicodedata
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kmc.lib import thai

NAMES = (Path(__file__).parent / "data" / "names_in_thai_order.txt").read_text("utf-8").splitlines()

# Mostly Thai letters and marks in any order, with what else tends to come along.
thai_soup = st.text(
    st.one_of(
        st.sampled_from([chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))]),
        st.sampled_from("aéB1 \n\u00a0\u200b\u200d\ufeff\u0301\u0323👩🏽🇹\x00-,("),
        st.characters(),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    "typed, stored",
    (
        ("น\u0e4d\u0e32", "น\u0e33"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),
        ("\u0e40\u0e40ปลก", "แปลก"),
        ("ครู\u0e49\u0e49", "ครู\u0e49"),
        ("ครู\u0e39\u0e49", "ครู\u0e49"),
        ("ม\u0e49\u0e31ง", "ม\u0e31\u0e49ง"),
        ("ผ\u0e49\u0e39", "ผ\u0e39\u0e49"),
        ("ปู่\u200bย่า", "ปู่ย่า"),
        ("\ufeffกา\u00adรู\u200c", "การู"),
        ("ครู\u00a0ดี", "ครู ดี"),
        ("ก\x00ข\ud800ค\u202e", "กขค"),
        ("cafe\u0301", "café"),
        ("สิทธิ์ พันธุ์ กั๊ก เก๋ง ก็", "สิทธิ์ พันธุ์ กั๊ก เก๋ง ก็"),
        ("👩\u200d🏫 \u200dก", "👩\u200d🏫 ก"),
        ("a" + "\u0301" * 3000, "á" + "\u0301" * 4),
    ),
)
def test_normalize(typed, stored):
    assert thai.normalize(typed) == stored


@given(thai_soup)
def test_normalize_settles_at_once(text):
    once = thai.normalize(text)

    assert thai.normalize(once) == once
    assert unicodedata.normalize("NFC", once) == once
    assert once.encode("utf-8").decode("utf-8") == once


def test_names_sort_as_icu_sorts_them():
    assert len(NAMES) > 60
    assert sorted(NAMES, key=thai.sort_key) == NAMES
    assert len({thai.sort_key(name) for name in NAMES}) == len(NAMES)


@pytest.mark.django_db
def test_sort_key_has_that_order_in_the_database():
    keys = [thai.sort_key(name) for name in NAMES]
    rows = " UNION ALL ".join(["SELECT %s AS name"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM ({rows}) AS names ORDER BY name", list(reversed(keys)))
        found = [row[0] for row in cursor.fetchall()]

    assert found == keys


@given(thai_soup)
def test_sort_key_is_short_plain_ascii(text):
    key = thai.sort_key(text * 20)

    assert len(key) <= thai.SORT_KEY_LENGTH
    assert not key or (key.isascii() and key.isalnum() and key == key.lower())
    assert thai.sort_key(text).startswith(thai.letters_key(text))


def test_sort_key_ignores_spaces_punctuation_and_kind_of_digit():
    assert thai.sort_key("โรงเรียน บ้าน-น้ำ (๑๒)ฯ") == thai.sort_key("โรงเรียนบ้านนํ้า12")


def test_letters_key_finds_a_part_of_a_name():
    assert thai.letters_key("นำ้เกลี้ยง") in thai.sort_key("โรงเรียนบ้านน้ำเกลี้ยง")
    assert thai.letters_key("เกลือ") not in thai.sort_key("โรงเรียนบ้านน้ำเกลี้ยง")


def test_people_sort_by_given_name_then_family_name():
    people = [("กานต์", "ใจดี"), ("กานดา", "อินทร์"), ("เกษม", "ฮวบ"), ("สม", "ฮวบ"), ("ส้ม", "กา"), ("สมชาย", "กา"), ("สมชาย", "ใจดี"), ("สมชาย", "ไจดี")]  # fmt: skip
    expected = [people[i] for i in (1, 0, 2, 3, 4, 5, 6, 7)]

    assert sorted(people, key=lambda person: thai.person_sort_key(*person)) == expected


def test_graphemes_keep_marks_flags_and_joined_pictures_together():
    assert thai.graphemes("น้ำใจ") == ["น้ำ", "ใ", "จ"]
    assert thai.graphemes("กตัญญู") == ["ก", "ตั", "ญ", "ญู"]
    assert thai.graphemes("🇹🇭🇹🇭👩🏽\u200d🏫\r\né") == ["🇹🇭", "🇹🇭", "👩🏽\u200d🏫", "\r\n", "é"]


@given(thai_soup)
def test_graphemes_lose_nothing(text):
    assert "".join(thai.graphemes(text)) == text


@pytest.mark.parametrize(
    "text, limit, short",
    (
        ("การจัดการความรู้", 12, "การจัดการควา…"),
        ("การจัดการความรู้", 4, "การ…"),
        ("การจัดการความรู้ ของครู", 99, "การจัดการความรู้ ของครู"),
        ("การจัดการความรู้ของครู ในโรงเรียน", 24, "การจัดการความรู้ของครู…"),
        ("การจัดการความรู้ของครู ในโรงเรียน", 22, "การจัดการความรู้ของครู…"),
        ("การ จัดการความรู้", 10, "การ จัดการ…"),
        ("ก\n\n  ข", 9, "ก ข"),
        ("กข", 0, "…"),
        ("", 5, ""),
    ),
)
def test_shorten(text, limit, short):
    assert thai.shorten(text, limit) == short


@given(thai_soup, st.integers(1, 30))
def test_shorten_keeps_to_the_limit_and_cuts_between_letters(text, limit):
    whole = thai.graphemes(thai.collapse_spaces(text))
    short = thai.graphemes(thai.shorten(text, limit))

    assert len(short) <= limit or short == whole
    if short != whole:
        assert short[-1] == thai.ELLIPSIS
        assert short[:-1] == whole[: len(short) - 1]


@pytest.mark.parametrize(
    "text, expected",
    (
        ("น้ำใจผู้เรียนรู้", "น้ำใจผู้เรียนรู้"),
        ("การวัด และประเมินผล (PLC)!", "การวัด-และประเมินผล-plc"),
        (" --Best  Practice-- ", "best-practice"),
        ("?!", ""),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("../ก/ข", "ก-ข"),
    ),
)
def test_slug_keeps_vowels_and_tone_marks(text, expected):
    assert thai.slug(text) == expected


def test_slugs_of_different_words_differ():
    assert len({thai.slug(word) for word in ("น้ำ", "นำ", "นา", "น่า", "นี")}) == 5


@given(thai_soup)
def test_slug_of_a_slug_is_itself(text):
    assert thai.slug(thai.slug(text)) == thai.slug(text)


def test_split_tags_never_splits_on_spaces():
    assert thai.split_tags("การวัด และประเมินผล") == ["การวัด และประเมินผล"]
    assert thai.split_tags(" PLC ,plc、นํ้า\r\nน้ำ,,\n การ  อ่าน ") == ["PLC", "น้ำ", "การ อ่าน"]


def test_digits_change_and_nothing_else():
    assert thai.to_arabic_digits("๑๒๓ ป.๑") == "123 ป.1"
    assert thai.to_thai_digits("1 ต.ค. 2569") == "๑ ต.ค. ๒๕๖๙"
