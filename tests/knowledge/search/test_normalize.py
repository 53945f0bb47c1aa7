"""What is folded away before comparing."""

import pytest

from knowledge.search.normalize import fold, spelled


@pytest.mark.parametrize(
    "typed, compared",
    (
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("เเปลก", "แปลก"),
        ("ครู้้", "ครู้"),
        ("ปู่\u200bย่า", "ปู่ย่า"),
        ("ก\u00a0ข", "ก ข"),
        ("ป.๑ และ PLC", "ป.1 และ plc"),
        ("ก\x00ข", "กข"),
    ),
)
def test_fold_makes_one_spelling(typed, compared):
    assert fold(spelled(typed)) == compared


@pytest.mark.parametrize("text", ("İstanbul ๒๕๖๙", "ẞ ﬁ ǅ", "น้ำ PLC ๑"))
def test_fold_keeps_every_position(text):
    assert len(fold(text)) == len(text)


def test_spelled_bounds_text_and_marks():
    assert len(spelled("ก" * 1_000_000)) == 200_000
    assert len(spelled("e" + "\u0301" * 3_000)) < 10
    assert len(spelled("ก" + "\u0e48\u0e49\u0e31" * 1_000)) < 10
