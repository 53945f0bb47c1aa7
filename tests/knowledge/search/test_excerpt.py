"""Excerpts: escaped, marked, never cut inside a cluster."""

import re
import unicodedata

import pytest

from kmc.lib.thai import graphemes
from knowledge.search.excerpt import Finder, excerpt, marked
from knowledge.search.normalize import spelled
from knowledge.search.segment import bordered, tokens

LONG = "เช้าวันนั้นครูน้ำใจเดินไปที่แปลงผักหลังอาคารเรียนพร้อมนักเรียนสิบห้าคน " * 12


def bordered_text(text):
    text = spelled(text)
    return bordered(text, list(tokens(text)))


def cut(text, *words):
    return excerpt(bordered_text(text), Finder(words))


@pytest.mark.parametrize(
    "text, words, html",
    (
        ("ครูสอนการอ่านทุกวัน", ["การอ่าน"], "ครูสอน<mark>การอ่าน</mark>ทุกวัน"),
        ("ครูสอนการอ่านทุกวัน", ["อ่าน"], "ครูสอนการ<mark>อ่าน</mark>ทุกวัน"),
        ("มากมาย ไป มา", ["มา"], "มากมาย ไป <mark>มา</mark>"),
        ("คะแนน O-NET ปีนี้", ["onet"], "คะแนน <mark>O-NET</mark> ปีนี้"),
        ("เด็ก ป.๑ อ่าน", ["ป1"], "เด็ก <mark>ป.๑</mark> อ่าน"),
        ("รวม Best Practice ไว้", ["best practice"], "รวม <mark>Best Practice</mark> ไว้"),
        ('<b>ครู</b> & "เพื่อน"', ["ครู"], "&lt;b&gt;<mark>ครู</mark>&lt;/b&gt; &amp; &quot;เพื่อน&quot;"),
        ("<mark>ครู", ["mark"], "&lt;<mark>mark</mark>&gt;ครู"),
        ("ไม่มีคำนั้น", ["จักสาน"], ""),
    ),
)
def test_excerpt_marks_whole_words_after_escaping(text, words, html):
    assert cut(text, *words) == html


def test_marked_shows_the_whole_title():
    assert marked("วินัย <ครู>", Finder(["ครู"])) == "วินัย &lt;<mark>ครู</mark>&gt;"
    assert marked("วินัย", Finder([])) == "วินัย"


def test_excerpt_takes_the_densest_window():
    html = cut(f"จักสาน {LONG} จักสานกับวินัยและพัสดุ {LONG}", "จักสาน", "วินัย", "พัสดุ")

    assert "<mark>จักสาน</mark>กับ<mark>วินัย</mark>และ<mark>พัสดุ</mark>" in html
    assert html.startswith("…")
    assert html.endswith("…")


def test_excerpt_has_at_most_two_pieces():
    html = cut(f"จักสาน {LONG} วินัย {LONG} พัสดุ", "จักสาน", "วินัย", "พัสดุ")

    assert html.count(" … ") == 1
    assert len(re.sub("<[^>]+>", "", html)) < 320


@pytest.mark.parametrize("place", range(0, 200, 7))
def test_excerpt_never_cuts_a_cluster(place):
    text = spelled("น้ำใจผู้รู้ ที่นี่ กำลัง e\u0301\u0336 ก\u0336\u0337ข้า " * 30)
    words = graphemes(text)
    text = "".join([*words[: place + 150], " จักสาน ", *words[place + 150 :]])
    html = cut(text, "จักสาน")
    shown = re.sub("<[^>]+>", "", html).strip("…")
    after = spelled(text)[spelled(text).find(shown) + len(shown) :]

    assert "จักสาน" in shown
    assert not any(
        text and (text[0] == "ำ" or unicodedata.category(text[0])[0] == "M") for text in (shown, after)
    )
