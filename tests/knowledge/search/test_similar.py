"""What is there already: titles that say much of the same, of what the person may read."""

import pytest

from knowledge.search import similar_to


def titles(what, user, **options):
    return [article.title for article in similar_to(what, user=user, **options)]


def test_titles_that_say_the_same_come_first(shelve, visitor):
    shelve("วินัยของครู")
    shelve("อ่านออกเขียนได้ด้วยบัตรคำชั้น ป.1")
    shelve("อ่านออกเขียนได้ด้วยหนังสือเล่มเล็ก", "บัตรคำ")

    found = titles("อ่านออกเขียนได้ด้วยบัตรคำ", visitor)

    assert found == ["อ่านออกเขียนได้ด้วยบัตรคำชั้น ป.1", "อ่านออกเขียนได้ด้วยหนังสือเล่มเล็ก"]
    assert titles("อ่านออกเขียนได้ด้วยบัตรคำ", visitor, limit=1) == found[:1]


def test_an_article_is_not_similar_to_itself(shelve, visitor):
    first, second = shelve("บัตรคำบ้านเรา"), shelve("บัตรคำบ้านเราเล่มสอง")

    assert titles(first, visitor) == [second.title]


def test_only_what_the_person_may_read(shelve, visitor, stranger):
    shelve("บัตรคำของเด็กเล็ก", visibility="staff")

    assert titles("บัตรคำของเด็กเล็ก", visitor) == []
    assert titles("บัตรคำของเด็กเล็ก", stranger) == ["บัตรคำของเด็กเล็ก"]


@pytest.mark.parametrize(
    "typed", ("", " ", "%", '"', "ครู", "\x00", "-บัตรคำ", "ก" * 1_000_000, '"' * 5000, "\ud800")
)
def test_too_little_or_anything_else_finds_nothing(shelve, visitor, typed):
    shelve("วินัยของครู")

    assert titles(typed, visitor) == []


def test_marks_in_a_title_are_no_commands(shelve, visitor):
    shelve("บัตรคำบ้านเรา")

    assert titles('"บัตรคำ" -บ้านเรา', visitor) == ["บัตรคำบ้านเรา"]
