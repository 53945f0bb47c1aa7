"""Spelling: the words within one cheap edit."""

import time

import pytest

from knowledge.search.correct import corrections, windows
from knowledge.search.query import parsed


@pytest.mark.parametrize(
    "typed, meant",
    (
        ("นวัตกรม", "นวัตกรรม"),
        ("ลูกเสีอ", "ลูกเสือ"),
        ("เศสส่วน", "เศษส่วน"),
        ("หนังสอ", "หนังสือ"),
        ("ประเมิณ", "ประเมิน"),
        ("สัมนา", "สัมมนา"),
        ("โรงเรีบน", "โรงเรียน"),
    ),
)
def test_corrections_hold_the_word_meant(typed, meant):
    alternatives = {word for window in windows(parsed(typed).words) for word in window.alternatives}

    assert meant in alternatives or meant in corrections(typed)


def test_sound_neighbours_are_not_joined():
    assert {window.after - window.first for window in windows(parsed("ครูสอนวินัยเด็ก").words)} == {1}


def test_correction_of_the_longest_query_is_quick():
    began = time.process_time()
    windows(parsed("คขคกฮฮศษฟฟ" * 40).words)

    assert time.process_time() - began < 1
