"""Related articles: near by what they say, never what the reader may not read, at the same cost in any collection."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Article, Topic
from knowledge.search import unindex_article
from knowledge.search.related import related_to

pytestmark = pytest.mark.django_db

READING = "ครูทำบัตรคำจากคำในหมู่บ้านให้นักเรียนฝึกอ่านออกเสียงทุกเช้า เด็กอ่านหนังสือนิทานได้คล่องขึ้น"
READING_TOO = "นักเรียนชั้น ป.1 ฝึกอ่านออกเสียงจากบัตรคำและนิทานก่อนเข้าเรียน อ่านคล่องขึ้นทุกคน"
GARDEN = "แปลงผักปลอดสารพิษหลังอาคาร ใช้ปุ๋ยหมักจากเศษอาหาร ผลผลิตส่งโครงการอาหารกลางวัน"
GARDEN_TOO = "เศษอาหารจากโรงอาหารทำปุ๋ยหมัก รดแปลงผัก เก็บผลผลิตขายสหกรณ์โรงเรียน"
MONEY = "ยืมเงินราชการให้ส่งใช้ภายในสามสิบวัน แนบใบสำคัญและรายงานการเดินทางให้ครบ"


@pytest.fixture
def topic():
    return Topic.objects.create(name="การสอน")


@pytest.fixture
def shelf(shelve):
    return {
        "reading": shelve("บัตรคำในหมู่บ้าน", READING),
        "reading too": shelve("ฝึกอ่านเช้า ๆ", READING_TOO),
        "garden": shelve("แปลงผักของเรา", GARDEN),
        "garden too": shelve("ปุ๋ยจากโรงอาหาร", GARDEN_TOO),
        "money": shelve("ส่งใช้เงินยืม", MONEY),
    }


def near(article, user):
    return [other.title for other in related_to(article, user=user)]


@pytest.mark.parametrize(
    "one, other",
    (
        ("reading", "reading too"),
        ("reading too", "reading"),
        ("garden", "garden too"),
        ("garden too", "garden"),
    ),
)
def test_what_says_the_same_in_other_words_is_near(shelf, visitor, one, other):
    assert near(shelf[one], visitor)[:1] == [shelf[other].title]


def test_what_says_something_else_is_not_near(shelf, visitor):
    assert near(shelf["money"], visitor) == []
    assert shelf["garden"].title not in near(shelf["reading"], visitor)


def test_content_comes_before_the_topic_and_the_topic_fills_up(shelf, visitor, topic):
    Article.objects.filter(pk__in=[shelf["reading"].pk, shelf["money"].pk]).update(topic=topic)
    reading = Article.objects.get(pk=shelf["reading"].pk)

    assert near(reading, visitor) == [shelf["reading too"].title, shelf["money"].title]


def test_of_two_as_near_the_one_of_the_same_topic_is_first(shelve, visitor, topic):
    article = shelve("บัตรคำ", READING, topic=topic)
    same = shelve("อ่านหนึ่ง", READING_TOO, topic=topic)
    shelve("อ่านสอง", READING_TOO)

    assert near(article, visitor)[0] == same.title


@pytest.mark.parametrize("status", ("withdrawn", "archived", "draft"))
def test_what_is_not_published_is_near_to_nothing(shelf, visitor, status):
    Article.objects.filter(pk=shelf["reading too"].pk).update(status=status)  # the index lags behind

    assert near(shelf["reading"], visitor) == []


def test_staff_articles_are_near_for_colleagues_only(shelve, shelf, visitor, colleague, topic):
    inner = shelve("ภายใน", READING_TOO, visibility="staff", topic=topic)
    Article.objects.filter(pk=shelf["reading"].pk).update(topic=topic)
    reading = Article.objects.get(pk=shelf["reading"].pk)

    assert inner.title not in near(reading, visitor)
    assert near(reading, colleague)[0] == inner.title


def test_lagging_index_leaks_nothing(shelf, visitor, colleague):
    Article.objects.filter(pk=shelf["reading too"].pk).update(visibility="staff")

    assert near(shelf["reading"], visitor) == []
    assert near(shelf["reading"], colleague) == [shelf["reading too"].title]


def test_article_without_words_is_near_to_the_newest_of_its_topic(shelf, visitor, topic):
    Article.objects.update(topic=topic)
    unindex_article(shelf["reading"])
    reading = Article.objects.get(pk=shelf["reading"].pk)

    assert near(reading, visitor) == [
        shelf[name].title for name in ("money", "garden too", "garden", "reading too")
    ]


def test_article_alone_in_the_world(shelve, visitor):
    assert near(shelve("เรื่องเดียว", READING), visitor) == []


@pytest.mark.parametrize("count", (4, 24))
def test_one_statement_whatever_there_is(shelve, visitor, topic, count):
    for number in range(count):
        article = shelve(f"บัตรคำ {number}", READING, topic=topic)

    with CaptureQueriesContext(connection) as queries:
        found = related_to(article, user=visitor, limit=3)

    assert (len(queries), len(found)) == (1, 3)


def test_words_that_everything_holds_are_not_read(shelve, visitor, monkeypatch):
    monkeypatch.setattr("knowledge.search.backends.near.MOST_HOLDING", 3)
    for number in range(5):
        article = shelve(f"เรื่อง {number}", READING)

    assert near(article, visitor) == []
