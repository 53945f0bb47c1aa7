"""What OpenSearch is asked and what becomes of the answer: filters, orders, pages, who finds what, how many statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Article, ReadTotal
from knowledge.search import index_article, reindex, search
from knowledge.search.backends import opensearch
from knowledge.search.match import MOST_READ, NEWEST


@pytest.fixture(autouse=True)
def answered_outside(at_once):
    return at_once


def titles(results):
    return [hit.article.title for hit in results.items]


def test_a_filter_of_any_kind_narrows(shelve, visitor):
    for number, kind in enumerate(("practice", "lesson", "practice")):
        shelve(f"วินัย {number}", kind=kind)
    within = Article.objects.filter(kind="practice")

    results = search("วินัย", user=visitor, within=within, grouped=True)
    assert (results.total, titles(results)) == (2, ["วินัย 2", "วินัย 0"])
    assert sorted((group.kind, group.number) for group in results.groups) == [("lesson", 1), ("practice", 2)]


def test_a_filter_that_leaves_too_much_to_be_named_is_applied_to_the_best(shelve, visitor, monkeypatch):
    monkeypatch.setattr(opensearch, "MOST_IDS", 1)
    for number in range(4):
        shelve(f"วินัย {number}", kind="practice" if number else "lesson")
    within = Article.objects.filter(kind="practice")

    results = search("วินัย", user=visitor, within=within, per_page=2, page=2)
    assert (results.total, titles(results)) == (3, ["วินัย 1"])
    assert titles(search("วินัย", user=visitor, within=within, sort=NEWEST)) == ["วินัย 3", "วินัย 2", "วินัย 1"]


def test_newest_and_most_read_come_first(shelve, visitor):
    articles = [shelve("วินัยครู วินัยครู"), shelve("วินัย"), shelve("วินัยของทุกคนในห้อง")]
    ReadTotal.objects.update_or_create(article=articles[1], defaults={"total": 9})

    newest = titles(search("วินัย", user=visitor, sort=NEWEST))
    assert newest == [article.title for article in reversed(articles)]
    read = titles(search("วินัย", user=visitor, sort=MOST_READ))
    assert read == [articles[1].title, articles[2].title, articles[0].title]


def test_what_is_too_much_to_count_is_said_and_its_pages_end(shelve, visitor, monkeypatch):
    monkeypatch.setattr(opensearch, "MOST_FOUND", 5)
    for number in range(8):
        shelve(f"วินัย {number}")

    results = search("วินัย", user=visitor, per_page=2, page=99, sort=NEWEST, grouped=True)
    assert (results.total, results.total_is_capped, results.groups) == (5, True, None)
    assert (results.page.number, titles(results)) == (3, ["วินัย 3"])


@pytest.mark.parametrize("page", (1, 2, 3, 10**5, "99999999999999999999"))
def test_any_page_is_answered(shelve, visitor, page):
    for number in range(5):
        shelve(f"วินัย {number}")

    results = search("วินัย", user=visitor, page=page, per_page=2, sort=NEWEST)
    assert (results.total, len(results.items) > 0) == (5, True)


def test_visitors_learn_nothing_of_staff_articles(shelve, visitor, teacher, answered_outside):
    article = shelve("วินัยเปิดเผย", "ครู")
    shelve("วินัยภายใน", "ครู จักรพรรดิ", visibility="staff")
    assert search("วินัย", user=teacher).total == 2
    assert (search("วินัย", user=visitor).total, search("จักรพรรดิ", user=visitor).total) == (1, 0)

    article.visibility = "staff"
    article.save()
    index_article(article)
    results = search("วินัย", user=visitor, grouped=True)
    assert (results.total, results.near, results.groups) == (0, [], None)


def test_an_index_that_lags_shows_nothing_hidden(shelve, visitor):
    shelve("วินัยเปิดเผย")
    hidden = shelve("วินัยภายใน")
    Article.objects.filter(pk=hidden.pk).update(visibility="staff")

    results = search("วินัย", user=visitor, grouped=True)
    assert titles(results) == ["วินัยเปิดเผย"]
    assert sum(group.number for group in results.groups) == 1


def test_words_side_by_side_do_not_reach_over_lines(shelve, found):
    shelve("ก", "เด็กอ่าน</p><p>คล่องแล้ว")
    shelve("ข", "เด็กอ่านคล่องแล้ว")

    assert found('"อ่านคล่อง"') == ["ข"]
    assert found('เด็ก -"อ่านคล่อง"') == found('เด็ก -"อ่านคล่อง"', exact=True)


@pytest.mark.parametrize("count", (4, 24))
def test_the_number_of_statements_does_not_grow(shelve, visitor, count, answered_outside):
    for number in range(count):
        shelve(f"วินัย {number}")
    answered_outside.asked.clear()
    with CaptureQueriesContext(connection) as queries:
        search("วินัย", user=visitor, within=Article.objects.published(), grouped=True)

    assert (len(queries), len(answered_outside.asked)) == (6, 2)


def test_what_is_sent_holds_no_text(shelve, answered_outside):
    shelve("ครูสอนวินัย", "จักสาน")
    reindex()
    (doc,) = answered_outside.documents.values()

    assert set(doc) == {"id", "audience", "published", "terms", "words"}
    assert not any(word in str(doc) for word in ("ครู", "วินัย", "จักสาน"))


def test_what_is_less_than_near_is_nothing(shelve, visitor):
    """A common word of a query whose telling word stands nowhere: as in the database."""
    for number in range(30):
        shelve(f"ครู {number}")
    shelve("วินัย")

    results = search("ครู ผช.", user=visitor)
    assert (results.total, results.near) == (0, [])
