"""Kept searches tell of what is new to them; what is asked is noted without anything personal."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import Notification
from knowledge.models import SavedSearch, SearchLog
from knowledge.services import withdraw_article
from knowledge.services.asking import forget_old_questions, note_search, tell_of_new_articles
from knowledge.watching import news_of
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db
KEEP = "/me/searches/new/"
BROWSER = {"headers": {"user-agent": "Mozilla/5.0 Firefox/140"}}


@pytest.fixture(autouse=True)
def fresh():
    caches["pages"].clear()


@pytest.fixture
def kept(client, teacher):
    client.force_login(teacher)
    client.post(KEEP, {"query": "q=การอ่าน"})
    return SavedSearch.objects.get(user=teacher)


def tell() -> int:
    return tell_of_new_articles(news_of)


def test_a_search_is_kept_once_with_its_filters(client, teacher):
    client.force_login(teacher)

    for query in ("q=การอ่าน&kind=manual&page=3&sort=newest", "kind=manual&q=การอ่าน"):
        client.post(KEEP, {"query": query})

    one = SavedSearch.objects.get()
    assert one.title == "“การอ่าน” · คู่มือการปฏิบัติงาน"
    assert "page" not in one.query
    assert "sort" not in one.query


@pytest.mark.parametrize("query", ("", "page=2", "nonsense=1", "sort=read", "q=%00", "year=abc"))
def test_nothing_is_kept_of_no_question(client, teacher, query):
    client.force_login(teacher)

    client.post(KEEP, {"query": query})

    assert not SavedSearch.objects.exists()


def test_a_search_that_is_too_long_is_refused_whole(client, teacher):
    client.force_login(teacher)

    client.post(KEEP, {"query": urlencode({"q": "การอ่าน" * 25})})

    assert not SavedSearch.objects.exists()


def test_a_filter_that_cannot_be_read_leaves_the_words(client, teacher):
    client.force_login(teacher)

    client.post(KEEP, {"query": "q=การอ่าน&year=abc"})

    assert SavedSearch.objects.get().query == urlencode({"q": "การอ่าน"})


def test_nothing_unprintable_is_kept(client, teacher):
    client.force_login(teacher)

    client.post(KEEP, {"query": "tag=a%00b"})

    one = SavedSearch.objects.get()
    assert "\x00" not in one.title
    assert one.query == "tag=ab"


def test_too_many_are_refused_in_words(client, teacher):
    client.force_login(teacher)
    SavedSearch.objects.bulk_create(
        SavedSearch(user=teacher, query=f"q={n}", title=str(n)) for n in range(SavedSearch.MOST)
    )

    answer = client.post(KEEP, {"query": "q=อีกหนึ่ง"}, follow=True)

    assert SavedSearch.objects.count() == SavedSearch.MOST
    assert "20" in answer.content.decode()


def test_new_articles_are_told_once(kept, teacher, reviewer, school):
    writer = make_person("writer", school)
    published(writer, reviewer, title="คู่มือการอ่าน")
    published(writer, reviewer, title="ตรวจรับพัสดุ", body="<p>พัสดุ</p>")

    assert tell() == 1
    assert tell() == 0
    notice = Notification.objects.get(user=teacher, kind="saved_search")
    assert notice.details["number"] == "1"
    assert notice.path.startswith("/articles/?q=")


def test_what_stood_before_or_went_again_is_not_told(teacher, reviewer, client):
    published(teacher, reviewer, title="คู่มือการอ่าน")
    client.force_login(teacher)
    client.post(KEEP, {"query": "q=การอ่าน"})
    gone = published(teacher, reviewer, title="การอ่านออกเสียง")
    withdraw_article(article=gone, by=reviewer, reason="ซ้ำ")

    assert tell() == 0


def test_who_wants_to_hear_no_more_is_told_nothing_of_the_time_between(client, kept, teacher, reviewer):
    client.post(f"/me/searches/{kept.pk}/tell/", {"tells": "off"})
    published(teacher, reviewer, title="คู่มือการอ่าน")
    assert tell() == 0

    client.post(f"/me/searches/{kept.pk}/tell/", {"tells": "on"})

    assert tell() == 0


def test_people_who_left_are_told_nothing(kept, teacher, reviewer):
    published(teacher, reviewer, title="คู่มือการอ่าน")
    teacher.is_active = False
    teacher.save()

    assert tell() == 0


# --- What is asked --------------------------------------------------------------------------------


def asked(client, **query):
    """Search as a browser does."""
    client.get("/articles/", query, **BROWSER)


def test_what_is_asked_is_counted_by_the_day(client, teacher, reviewer):
    published(teacher, reviewer, title="คู่มือการอ่าน")

    for words in ("การอ่าน", "  การอ่าน ", "โดรนเกษตร"):
        asked(client, q=words)

    rows = SearchLog.objects.order_by("words").values_list("words", "times", "found", "day")
    today = timezone.localdate()
    assert list(rows) == [("การอ่าน", 2, 1, today), ("โดรนเกษตร", 1, 0, today)]


def test_pages_filters_and_robots_are_no_question(client, teacher, reviewer):
    published(teacher, reviewer, title="คู่มือการอ่าน")

    asked(client, q="การอ่าน", page=2)
    asked(client, q="การอ่าน", kind="manual")
    client.get("/articles/", {"q": "การอ่าน"}, headers={"user-agent": "Googlebot/2.1"})

    assert not SearchLog.objects.exists()


@pytest.mark.parametrize("words", ("081-234 5678", "1 1017 00234 56 7", "krusomchai@example.org", "สมชาย ใจดี", "นายสมชาย ใจดี", "ครูสมชาย ใจดี", "แผนการสอน สมชาย ใจดี", "๐๘๑๒๓๔๕๖๗๘"))  # fmt: skip
def test_nothing_personal_is_noted(client, school, words):
    make_person("somchai", school, given="สมชาย", family="ใจดี")

    asked(client, q=words)

    assert not SearchLog.objects.exists()


def test_a_narrowed_search_does_not_falsify_what_was_found(client, teacher, reviewer):
    published(teacher, reviewer, title="คู่มือการอ่าน")

    asked(client, q="การอ่าน")
    asked(client, q="การอ่าน", author=999999)
    asked(client, q="การอ่าน")

    row = SearchLog.objects.get()
    assert (row.times, row.found) == (2, 1)


def test_a_page_that_is_kept_is_counted_too(client, teacher, reviewer):
    published(teacher, reviewer, title="คู่มือการอ่าน")

    for _time in range(3):
        asked(client, q="การอ่าน")

    assert SearchLog.objects.get().times == 3


def test_words_nobody_searched_for_are_not_noted():
    note_search("ไม่มีใครถาม", AnonymousUser())

    assert not SearchLog.objects.exists()


def test_old_questions_are_forgotten():
    today = timezone.localdate()
    for days in (10, 500):
        SearchLog.objects.create(day=today - timedelta(days=days), words="การอ่าน", found=1)

    assert forget_old_questions() == 1
    assert SearchLog.objects.get().day == today - timedelta(days=10)


def test_officers_see_what_is_missed(client, keeper):
    today = timezone.localdate()
    SearchLog.objects.create(day=today, words="โดรนเกษตร", found=0, times=4)
    SearchLog.objects.create(day=today, words="การอ่าน", found=9, times=6)
    client.force_login(keeper)

    context = client.get("/searches/").context

    assert [(row["words"], row["missed"]) for row in context["missed"]] == [("โดรนเกษตร", 4)]
    assert (context["every"], context["good"], context["share"]) == (10, 6, 60)


@pytest.fixture
def keeper(office):
    return make_person("keeper", office, is_superuser=True)
