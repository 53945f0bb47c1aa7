"""Suggestions while typing, never of what the person may not read."""

import pytest

from knowledge.models import Article, TaggedArticle, Topic
from knowledge.search import suggest


def texts(typed, user, **options):
    held = TaggedArticle.objects.counted(Article.objects.readable_by(user))
    return [(one.kind, one.text) for one in suggest(typed, user=user, keywords=list(held), **options)]


def test_suggestions_are_topics_keywords_and_titles(shelve, visitor):
    Topic.objects.create(name="จักสานและงานช่าง", tree="category")
    shelve("ก่องข้าวจักสาน", tags=["จักสานไม้ไผ่"])
    shelve("แปลงผัก", "ไม่มีคำนั้นในชื่อ จักสาน")

    expected = [("topic", "จักสานและงานช่าง"), ("tag", "จักสานไม้ไผ่"), ("article", "ก่องข้าวจักสาน")]
    assert texts("จักสาน", visitor) == expected
    assert texts("จักส", visitor) == expected
    assert texts("จักสาน", visitor, limit=2) == expected[:2]


def test_suggestions_name_nothing_staff_only_to_visitors(shelve, visitor, stranger):
    shelve("วินัยภายใน", tags=["วินัยลับ"], visibility="staff")

    assert texts("วินัย", visitor) == []
    assert texts("วินัย", stranger) == [("tag", "วินัยลับ"), ("article", "วินัยภายใน")]


@pytest.mark.parametrize("typed", ("", " ", "%", '"', "\x00", "ก" * 1_000_000))
def test_suggestions_take_anything(shelve, visitor, typed):
    shelve("วินัย", tags=["ครู"])

    assert texts(typed, visitor) == []
