"""The difference of two texts: by words in Thai, in its structure, safe, quick."""

import random
import re
import time

import pytest
from django.utils import translation

from knowledge.difference import text_difference, words_difference

SAID = re.compile(r'<span class="visually-hidden">.*?</span>')
CHANGE = re.compile(r"<(ins|del)>(.*?)</\1>", re.DOTALL)
PICTURE = '<img src="/files/12345678-1234-1234-1234-123456789012/" alt="เด็กอ่านหนังสือ">'


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def html_of(old, new):
    return "".join(stretch.html for stretch in text_difference(old, new))


def changes(html):
    """Return what is marked, without the words for those who do not see it."""
    return [(tag, words) for tag, words in CHANGE.findall(SAID.sub("", html))]


def test_a_changed_word_is_marked_and_nothing_else():
    html = html_of("<p>ครูสอนอ่านด้วยเกมบัตรคำทุกวัน</p>", "<p>ครูสอนอ่านด้วยเพลงบัตรคำทุกวัน</p>")

    assert changes(html) == [("del", "เกม"), ("ins", "เพลง")]
    assert re.sub(r"<del>.*?</del>|</?ins>", "", SAID.sub("", html)) == "<p>ครูสอนอ่านด้วยเพลงบัตรคำทุกวัน</p>"


def test_a_change_is_said_in_words_too():
    assert words_difference("เกม", "เพลง") == (
        '<del><span class="visually-hidden">Removed: </span>เกม</del>'
        '<ins><span class="visually-hidden">Added: </span>เพลง</ins>'
    )


def test_neighbouring_changes_are_one():
    assert changes(words_difference("อ่าน เขียน", "ร้อง เล่น")) == [("del", "อ่าน เขียน"), ("ins", "ร้อง เล่น")]


@pytest.mark.parametrize(
    "old, new, marked",
    (
        ("<p>ก</p>", "<p>ก</p><h2>ผลที่ได้</h2>", "<h2><ins>ผลที่ได้</ins></h2>"),
        (
            "<p>ก</p>",
            "<p>ก</p><ul><li>อ่าน</li></ul>",
            '<li class="diff__item diff__item--1"><ins>อ่าน</ins></li>',
        ),
        ("<p>ก</p><hr>", "<p>ก</p>", '<p class="diff__line"><del>― ― ―</del></p>'),
        (
            "<table><tr><td>ก</td><td>1</td></tr></table>",
            "<table><tr><td>ก</td><td>2</td></tr></table>",
            "<tr><td>ก</td><td><del>1</del><ins>2</ins></td></tr>",
        ),
        ("<p>ก</p>", '<p>ก</p><div data-youtube="abcdefghijk"></div>', "<ins>abcdefghijk</ins>"),
        ("<p>อ่าน</p>", "<p><strong>อ่าน</strong></p>", "<p><del>อ่าน</del><ins><strong>อ่าน</strong></ins></p>"),
    ),
)
def test_the_structure_is_kept(old, new, marked):
    assert marked in SAID.sub("", html_of(old, new))


def test_a_picture_that_comes_or_goes_is_shown():
    come, gone = (
        html_of(*pair) for pair in (("<p>ก</p>", f"<p>ก</p>{PICTURE}"), (f"<p>ก</p>{PICTURE}", "<p>ก</p>"))
    )

    assert [(tag, "<img src=" in inside) for tag, inside in changes(come)] == [("ins", True)]
    assert [(tag, "เด็กอ่านหนังสือ" in inside) for tag, inside in changes(gone)] == [("del", True)]


def test_another_address_of_a_link_is_seen():
    html = html_of(
        '<p><a href="https://a.example/">อ่าน</a></p>', '<p><a href="https://b.example/">อ่าน</a></p>'
    )

    assert "(https://a.example/)" in html
    assert "(https://b.example/)" in html
    assert "href" not in html


@pytest.mark.parametrize(
    "hostile",
    (
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;img src=x onerror=alert(1)&gt;",
        "&amp;lt;b&amp;gt; &quot;&#39; &#x3c;svg onload=x&#x3e;",
        '<a href="https://x.example/&quot;&gt;&lt;script&gt;">x</a>',
        '<img src="javascript:alert(1)" alt="&quot;&gt;&lt;script&gt;">',
        '<img src="https://elsewhere.example/x.png" alt="x">',
        "<script>alert(1)</script><style>*{}</style>",
        "</ins></del></div><p>x",
    ),
)
def test_what_was_written_never_becomes_markup(hostile):
    html = html_of("<p>ก</p>", f"<p>ก {hostile}</p>") + html_of(f"<p>{hostile}</p>", "<p>ข</p>")
    html += html_of(f"<p>{hostile}</p><p>1</p>", f"<p>{hostile}</p><p>2</p>") + words_difference(hostile, "x")

    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z0-9:-]+)", html)}
    assert tags <= {"p", "ins", "del", "span"}
    assert not re.search(r"<[^>]*\s(?!class=)[a-z]+=", html)


def test_nothing_differs_where_only_markup_was_tidied():
    assert text_difference("<p>อ่าน  เขียน</p>\n<p>คิด</p>", "<p>อ่าน เขียน</p><p>คิด</p>") == []


def test_long_stretches_without_change_are_folded():
    same = "".join(f"<p>ย่อหน้าที่ {number}</p>" for number in range(20))

    stretches = text_difference(f"<p>ก</p>{same}<p>ข</p>", f"<p>กา</p>{same}<p>ขา</p>")

    assert [(stretch.is_folded, stretch.count) for stretch in stretches] == [
        (False, 3),
        (True, 18),
        (False, 3),
    ]


def test_a_moved_block_goes_and_comes():
    html = html_of("<p>หนึ่ง</p><p>สอง</p><p>สาม</p>", "<p>สาม</p><p>หนึ่ง</p><p>สอง</p>")

    assert sorted(changes(html)) == [("del", "สาม"), ("ins", "สาม")]


WORDS = ["ครู", "นักเรียน", "อ่าน", "เขียน", "โรงเรียน", "ภาษาไทย", "กิจกรรม", "ชุมชน", "ผลงาน", "วันจันทร์"]


def long_text(seed, letters=60_000):
    chosen = random.Random(seed)
    paragraphs, length = [], 0
    while length < letters:
        words = "".join(chosen.choice(WORDS) + " " * (chosen.random() < 0.2) for _word in range(60))
        paragraphs.append(words)
        length += len(words)
    return paragraphs


@pytest.mark.parametrize("change", ("one word", "every paragraph", "all anew", "one paragraph"))
def test_a_long_article_is_compared_in_no_time(change):
    old = long_text(1)
    new = {
        "one word": [*old[:20], "ใหม่" + old[20], *old[21:]],
        "every paragraph": [f"{words[:80]}เพลง{words[80:]}" for words in old],
        "all anew": long_text(2),
        "one paragraph": ["".join(long_text(2))],
    }[change]
    old, new = (f"<p>{'</p><p>'.join(paragraphs)}</p>" for paragraphs in (old, new))
    text_difference("<p>ก</p>", "<p>ข</p>")  # the dictionary is loaded

    started = time.process_time()
    stretches = text_difference(old, new)

    assert stretches
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "old, new",
    (
        ("<p>x</p>" * 10_000, "<p>y</p>" + "<p>x</p>" * 10_000 + "<p>z</p>"),
        ("<p>" + "ก " * 200_000 + "</p>", "<p>z" + "ข " * 200_000 + "</p>"),
        ("<ul><li>x" * 200, "<ul><li>y" * 200),
        ("".join(f"<p>{n % 7}</p>" for n in range(3_900)), "".join(f"<p>{n % 5}</p>" for n in range(3_900))),
        ("<p>" + "ก" * 100_000 + "</p>", "<p>" + "ข" * 100_000 + "</p>"),
    ),
)
def test_odd_texts_cost_no_more_than_long_ones(old, new):
    started = time.process_time()
    assert text_difference(old, new)

    assert time.process_time() - started < 4
