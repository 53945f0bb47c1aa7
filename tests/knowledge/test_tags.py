"""Keywords: all of them with what bears them, as far as the reader may read."""

import pytest
from django.core.cache import caches

from knowledge.models import Tag
from tests.knowledge.desk import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def tagged(teacher, reviewer):
    published(teacher, reviewer, title="หนึ่ง", tags=["เกม", "กลอน", "PLC"])
    published(teacher, reviewer, title="สอง", tags=["เกม"])
    published(teacher, reviewer, title="สาม", tags=["ลับ", "เกม"], visibility="staff")


def shown(response):
    return [(name, number) for name, _slug, number in response.context["page"]]


def test_visitors_meet_keywords_of_public_articles_in_thai_order(client, tagged):
    assert shown(client.get("/tags/")) == [("กลอน", 1), ("เกม", 2), ("PLC", 1)]


def test_colleagues_meet_those_of_staff_articles_too(client, tagged, colleague):
    client.force_login(colleague)

    assert shown(client.get("/tags/")) == [("กลอน", 1), ("เกม", 3), ("ลับ", 1), ("PLC", 1)]


@pytest.mark.parametrize(
    "query, expected",
    (
        ("q=plc", [("PLC", 1)]),
        ("q=เก", [("เกม", 2)]),
        ("q=ลับ", []),
        ("sort=used", [("เกม", 2), ("กลอน", 1), ("PLC", 1)]),
        ("sort=x&page=99999999999999999999", [("กลอน", 1), ("เกม", 2), ("PLC", 1)]),
        ("page=-1", [("กลอน", 1), ("เกม", 2), ("PLC", 1)]),
    ),
)
def test_keywords_are_found_and_sorted(client, tagged, query, expected):
    assert shown(client.get(f"/tags/?{query}")) == expected


def test_long_lists_have_pages(client, tagged, monkeypatch):
    monkeypatch.setattr("knowledge.views.tags.PER_PAGE", 2)

    page = client.get("/tags/?page=2")

    assert shown(page) == [("PLC", 1)]
    assert 'aria-current="page"' in page.content.decode()


def test_keyword_leads_to_its_articles(client, tagged):
    response = client.get(Tag.objects.get(name="กลอน").get_absolute_url())
    moved = client.get("/tags/กลอน/")

    assert [article.title for article in response.context["page"]] == ["หนึ่ง"]
    assert (moved.status_code, moved["Location"]) == (
        302,
        "/articles/?tag=%E0%B8%81%E0%B8%A5%E0%B8%AD%E0%B8%99",
    )


@pytest.mark.parametrize("slug", ("ลับ", "ไม่มี", "x" * 300))
def test_keyword_the_reader_meets_nowhere_is_not_there(client, tagged, slug):
    assert client.get(f"/tags/{slug}/").status_code == 404


@pytest.mark.parametrize("count", (4, 24))
def test_keywords_take_two_queries(client, teacher, reviewer, count, django_assert_num_queries):
    published(teacher, reviewer, title="เรื่อง", tags=[f"คำ {number}" for number in range(count)])
    caches["pages"].clear()

    with django_assert_num_queries(2):
        client.get("/tags/")


def test_results_of_a_search_are_for_no_robot(client, tagged):
    mark = '<meta name="robots" content="noindex, follow">'

    assert mark in client.get("/articles/?q=เกม").content.decode()
    assert mark in client.get("/tags/?q=เกม").content.decode()
    assert mark not in client.get("/articles/").content.decode()
