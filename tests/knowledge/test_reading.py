"""Reading: lists, an article, topics, the feed; who sees what, in how many queries, how fresh."""

import pytest
from django.urls import reverse

from accounts.models import SiteState
from knowledge.models import Article, Read, ReadTotal, Topic
from knowledge.services import withdraw_article
from tests.knowledge.desk import published, submitted

pytestmark = pytest.mark.django_db
PHONE = {"headers": {"user-agent": "Mozilla/5.0 (Linux; Android 9) Mobile Safari"}}
LIST = "/articles/"


@pytest.fixture
def topic():
    return Topic.objects.create(name="การจัดการเรียนการสอน")


@pytest.fixture
def public(teacher, reviewer, topic):
    return published(teacher, reviewer, title="อ่านคล่องใน 60 วัน", topic=topic, tags=["การอ่าน", "ภาษาไทย"])


@pytest.fixture
def for_staff(teacher, reviewer, topic):
    return published(teacher, reviewer, title="เรื่องภายในสำนักงาน", visibility="staff", topic=topic)


@pytest.fixture
def waiting(teacher):
    return submitted(teacher, title="เรื่องที่ยังรอตรวจ")


def titles(response):
    return [article.title for article in response.context["page"]]


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize("address, queries", (("/articles/", 9), ("/", 12), ("/topics/", 3)))
def test_visitors_pages_have_a_fixed_number_of_queries(
    client, teacher, reviewer, topic, count, address, queries, django_assert_num_queries
):
    for number in range(count):
        published(teacher, reviewer, title=f"เรื่องที่ {number}", topic=topic)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", (1, 3))
def test_an_article_takes_at_most_five_queries(
    client, teacher, reviewer, topic, count, django_assert_num_queries
):
    tags = [f"คำ {number}" for number in range(count)]
    for number in range(count):
        article = published(teacher, reviewer, title=f"เรื่องที่ {number}", topic=topic, tags=tags)

    with django_assert_num_queries(4):
        client.get(article.get_absolute_url())
    with django_assert_num_queries(1):
        client.get(article.get_absolute_url())
    SiteState.raise_version()
    with django_assert_num_queries(5):
        client.get(article.get_absolute_url())


def test_an_article_takes_at_most_eight_queries_signed_in(
    client, public, colleague, django_assert_max_num_queries
):
    client.force_login(colleague)

    with django_assert_max_num_queries(8):
        client.get(public.get_absolute_url())


def test_an_article_says_what_it_is(client, public, teacher):
    page = client.get(public.get_absolute_url()).content.decode()

    for words in (
        str(public.number),
        teacher.full_name,
        public.organization.name,
        "การอ่าน",
        "line.me",
        "<mark>"[:1],
    ):
        assert words in page


@pytest.mark.parametrize("address", ("/articles/", "/", "/feeds/articles.atom", "/articles/?q=เรื่อง"))
def test_visitors_never_meet_what_is_not_public(client, public, for_staff, waiting, address):
    page = client.get(address).content.decode()

    assert for_staff.title not in page
    assert waiting.title not in page


def test_staff_meet_staff_articles_but_no_waiting_ones(client, colleague, public, for_staff, waiting):
    client.force_login(colleague)

    assert titles(client.get(LIST)) == [for_staff.title, public.title]


def test_topic_page_keeps_to_what_may_be_read(client, topic, public, for_staff):
    page = client.get(topic.get_absolute_url())

    assert [article.title for article in page.context["newest"]] == [public.title]
    assert page.context["total"] == 1


@pytest.mark.parametrize(
    "query, expected",
    (
        ("kind=note", ["เรื่องหนึ่ง", "อ่านคล่องใน 60 วัน"]),
        ("kind=story", []),
        ("tag=การอ่าน", ["อ่านคล่องใน 60 วัน"]),
        ("topic={topic}", ["อ่านคล่องใน 60 วัน"]),
        ("organization={school}", ["เรื่องหนึ่ง", "อ่านคล่องใน 60 วัน"]),
        ("author={teacher}", ["อ่านคล่องใน 60 วัน"]),
        ("year={be}", ["เรื่องหนึ่ง", "อ่านคล่องใน 60 วัน"]),
        ("year=2540", []),
    ),
)
def test_filters(client, public, colleague, reviewer, teacher, topic, school, query, expected):
    published(colleague, reviewer, title="เรื่องหนึ่ง")
    be = public.first_published_on.year + 543
    query = query.format(topic=topic.pk, school=school.pk, teacher=teacher.pk, be=be)

    assert titles(client.get(f"{LIST}?{query}")) == expected


@pytest.mark.parametrize(
    "query",
    (
        "page=abc",
        "page=-1",
        "page=99999999999999999999",
        "topic=99999999999999999999",
        "author=x",
        "year=99",
        "year=๒๕๖๙",
        "kind=nothing",
        "sort=x",
        "tag=%F0%9F%98%80",
        "q=%22",
        "q=NEAR(",
        "q=%25_*",
        "q=" + "ก" * 500,
        "q=%E0%B9%88%E0%B9%88%E0%B9%88",
        "organization=1%20OR%201=1",
        "kind=a&kind=b&page[]=1",
    ),
)
def test_odd_addresses_get_a_page(client, public, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("query", ("q=%00", "q=" + "ก" * 5000))
def test_addresses_with_a_nul_byte_or_without_end_are_refused(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 400


def test_a_kept_page_is_never_stale(client, public, reviewer):
    before = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": before["ETag"]})
    withdraw_article(article=public, by=reviewer, reason="มีข้อผิดพลาด")
    after = client.get(LIST, headers={"if-none-match": before["ETag"]})

    assert (again.status_code, after.status_code) == (304, 200)
    assert public.title not in after.content.decode()


def test_the_total_of_the_list_is_the_number_of_its_rows(client, public, for_staff):
    assert 'data-total="1"' in client.get(LIST).content.decode()


def reads_of(article):
    return ReadTotal.objects.filter(article=article).values_list("total", flat=True).first() or 0


def test_a_reader_counts_once_a_day(client, public):
    for _ in range(3):
        client.get(public.get_absolute_url(), **PHONE)

    assert (Read.objects.count(), reads_of(public)) == (1, 1)


def test_another_reader_counts_too(client, public, colleague):
    client.get(public.get_absolute_url(), **PHONE)
    client.force_login(colleague)
    client.get(public.get_absolute_url(), **PHONE)

    assert reads_of(public) == 2


@pytest.mark.parametrize("agent", ("Googlebot/2.1", "facebookexternalhit/1.1;line-poker/1.0", "curl/8.0", ""))
def test_robots_do_not_count(client, public, agent):
    client.get(public.get_absolute_url(), headers={"user-agent": agent})

    assert reads_of(public) == 0


def test_authors_do_not_count(client, public, teacher):
    client.force_login(teacher)
    client.get(public.get_absolute_url(), **PHONE)

    assert reads_of(public) == 0


def test_a_read_shows_at_the_next_request_and_touches_no_article(client, public):
    edited = Article.objects.values_list("edited_at", "version").get(pk=public.pk)
    first = client.get(public.get_absolute_url(), **PHONE)
    second = client.get(public.get_absolute_url(), **PHONE)

    assert first["ETag"] != second["ETag"]
    assert Article.objects.values_list("edited_at", "version").get(pk=public.pk) == edited


def test_the_feed_is_atom_with_the_newest_first(client, public, reviewer, colleague):
    newer = published(colleague, reviewer, title="ใหม่กว่า")

    feed = client.get(reverse("knowledge:feed"))

    assert feed["Content-Type"].startswith("application/atom+xml")
    page = feed.content.decode()
    assert page.index(newer.title) < page.index(public.title)


def test_search_finds_a_word_inside_a_sentence_and_marks_it(client, teacher, reviewer):
    published(teacher, reviewer, title="บัตรคำ", body="<p>เด็กๆชอบกิจกรรมส่งเสริมการอ่านทุกเช้า</p>")

    page = client.get(LIST, {"q": "การอ่าน"}).content.decode()

    assert "<mark>การอ่าน</mark>" in page
