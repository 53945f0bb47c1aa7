"""Words, abbreviations, numbers, compounds, and the borders kept between them."""

import time

import pytest

from knowledge.search.normalize import spelled
from knowledge.search.segment import BORDER, bordered, signature, tokens
from knowledge.search.synonyms import phrases_in, synonyms


def words(text):
    return [token.word for token in tokens(spelled(text))]


@pytest.mark.parametrize(
    "text, expected",
    (
        ("ครูสอนการอ่านในห้อง", ["ครู", "สอน", "การอ่าน", "ใน", "ห้อง"]),
        ("PLC กับ O-NET", ["plc", "กับ", "onet"]),
        ("ชั้น ป.1 ถึง ป.๖", ["ชั้น", "ป1", "ถึง", "ป6"]),
        ("ชั้นป.3", ["ชั้น", "ป3"]),
        ("ว.21/2560", ["ว21", "2560"]),
        ("ผ.อ. รร. ส.พ.ฐ.", ["ผอ", "รร", "สพฐ"]),
        ("พ.ศ.2568", ["พศ", "2568"]),
        ("1,500 คน 3.5 ชั่วโมง", ["1500", "คน", "3.5", "ชั่วโมง"]),
        ("ต่างๆ กรุงเทพฯ", ["ต่าง", "กรุงเทพ"]),
        ("% _ * & | ! ( ) ' \"", []),
    ),
)
def test_tokens_are_the_words_of_a_text(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "compound, inside",
    (
        ("การจัดการความรู้", {"จัดการความรู้", "จัดการ", "ความรู้"}),
        ("นักเรียน", {"นัก", "เรียน"}),
        ("best-practice", {"best", "practice"}),
        ("เวลา", set()),
        ("วิชา", set()),
    ),
)
def test_compound_holds_smaller_words(compound, inside):
    (token,) = tokens(compound)

    assert inside <= set(token.inside)
    assert bool(token.inside) == bool(inside)


def test_every_part_of_a_compound_is_a_word_of_two_letters_or_more():
    (token,) = tokens("ชุมชนแห่งการเรียนรู้ทางวิชาชีพ")

    assert "".join(token.leaves) == token.word
    assert min(map(len, token.inside)) >= 2


def test_tokens_say_where_they_stand():
    text = spelled("ครู ป.1 สอน O-NET")

    assert [text[token.start : token.end] for token in tokens(text)] == ["ครู", "ป.1", "สอน", "O-NET"]


def test_bordered_text_without_borders_is_the_text():
    text = spelled("ครู ป.๑ สอนการอ่าน (O-NET)\nและ 🙂 น้ำใจ")
    with_borders = bordered(text, list(tokens(text)))

    assert with_borders.replace(BORDER, "") == text
    assert f"{BORDER}อ่าน{BORDER}" in with_borders


def test_signature_finds_neighbours_as_a_substring():
    assert signature(["ข", "ค"]) in signature(["ก", "ข", "ค"])
    assert signature(["ข", "ก"]) not in signature(["ก", "ข", "ค"])


def test_terms_of_several_words_are_known_together():
    assert phrases_in(["a", "best", "practice"]) == [(1, 3, "best practice")]
    assert "best practice" in synonyms()["bp"]
    assert "ประถมศึกษาปีที่ 1" in synonyms()["ป1"]


@pytest.mark.parametrize(
    "text", ("ตากลม" * 40_000, "ก็" * 100_000, "น้" + "่้" * 3_000, "a-" * 100_000, "ก." * 100_000)
)
def test_hostile_text_is_segmented_in_time(text):
    began = time.process_time()
    list(tokens(spelled(text)))

    assert time.process_time() - began < 4
