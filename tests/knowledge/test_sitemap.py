"""What search engines and browsers are told of the site: sitemaps, robots, OpenSearch, and the page for people."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from kmc.site_map import ArticleMap
from knowledge.models import PublicRecord, Topic
from knowledge.services import withdraw_article
from networks.models import SchoolNetwork
from tests.knowledge.desk import published
from tests.knowledge.leaks import hidden_articles

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def public(teacher, reviewer):
    return published(teacher, reviewer, title="อ่านคล่อง", topic=Topic.objects.create(name="การอ่าน"))


def locations(client, address):
    root = ElementTree.fromstring(client.get(address).content)
    return [one.text.removeprefix("http://testserver") for one in root.iter(f"{MAP}loc")]


def test_index_leads_to_every_part(client, public):
    parts = locations(client, "/sitemap.xml")

    assert parts == [
        f"/sitemap-{name}.xml" for name in ("pages", "articles", "topics", "organizations", "networks")
    ]
    assert all(client.get(part).status_code == 200 for part in parts)


def test_articles_are_those_everybody_may_read(client, public, teacher, reviewer):
    hidden_articles(teacher, reviewer)

    page = client.get("/sitemap-articles.xml")

    assert locations(client, "/sitemap-articles.xml") == [public.get_absolute_url()]
    changed_on = timezone.localdate(PublicRecord.objects.get(pk=public.pk).changed_at)
    assert f"<lastmod>{changed_on.isoformat()}</lastmod>" in page.content.decode()


def test_what_stands_beside_the_articles(client, public, school, office, teacher):
    network = SchoolNetwork.objects.create(name="ลำโดม", organization=office)
    SchoolNetwork.objects.create(name="เลิกแล้ว", organization=office, is_active=False)

    assert public.topic.get_absolute_url() in locations(client, "/sitemap-topics.xml")
    assert school.get_absolute_url() in locations(client, "/sitemap-organizations.xml")
    assert locations(client, "/sitemap-networks.xml") == [network.get_absolute_url()]


def test_every_page_named_is_there_for_visitors(client, db):
    for address in locations(client, "/sitemap-pages.xml"):
        assert client.get(address).status_code == 200, address


def test_no_person_is_named(client, public, teacher):
    parts = locations(client, "/sitemap.xml")

    assert not any(place.startswith("/people/") for part in parts for place in locations(client, part))


def test_large_collections_come_in_parts(client, teacher, reviewer, monkeypatch):
    monkeypatch.setattr(ArticleMap, "limit", 2)
    articles = [published(teacher, reviewer, title=f"เรื่อง {number}") for number in range(3)]

    parts = [part for part in locations(client, "/sitemap.xml") if "articles" in part]

    assert parts == ["/sitemap-articles.xml", "/sitemap-articles.xml?p=2"]
    assert [place for part in parts for place in locations(client, part)] == [
        article.get_absolute_url() for article in articles
    ]


@pytest.mark.parametrize(
    "address", ("articles.xml?p=2", "articles.xml?p=x", f"articles.xml?p={'9' * 20}", "x.xml")
)
def test_a_part_that_is_not_there(client, public, address):
    assert client.get(f"/sitemap-{address}").status_code == 404


@pytest.mark.parametrize("count", (4, 24))
@pytest.mark.parametrize(
    "address, queries", (("/sitemap.xml", 6), ("/sitemap-articles.xml", 3), ("/sitemap/", 4))
)
def test_maps_take_a_fixed_number_of_queries(
    client, teacher, reviewer, count, address, queries, django_assert_num_queries
):
    for number in range(count):
        published(teacher, reviewer, title=f"เรื่อง {number}")

    with django_assert_num_queries(queries):
        client.get(address)


def test_maps_are_kept_until_something_changes(client, public, reviewer):
    first = client.get("/sitemap-articles.xml")
    same = client.get("/sitemap-articles.xml", headers={"if-none-match": first["ETag"]})
    withdraw_article(article=public, by=reviewer, reason="ผิด")

    assert same.status_code == 304
    assert locations(client, "/sitemap-articles.xml") == []


def test_robots_are_kept_out_of_what_is_not_for_them(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"User-agent: *", "Disallow: /admin/", "Disallow: /account/", "Disallow: /*?q="} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_browsers_learn_how_to_search(client, db):
    response = client.get("/opensearch.xml")
    root = ElementTree.fromstring(response.content)

    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert root.findtext(f"{SEARCH}ShortName")
    urls = {one.get("type"): one.get("template") for one in root.iter(f"{SEARCH}Url")}
    assert urls["text/html"] == "http://testserver/articles/?q={searchTerms}"
    assert urls["application/x-suggestions+json"] == "http://testserver/articles/suggest/?q={searchTerms}"
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()


def test_page_for_people_leads_everywhere(client, public):
    page = client.get("/sitemap/").content.decode()

    wanted = [
        "/articles/",
        "/tags/",
        "/organizations/",
        "/feeds/articles.atom",
        public.topic.get_absolute_url(),
    ]
    assert [address for address in wanted if f'href="{address}"' not in page] == []
    assert f'href="{reverse("site_map")}"' in client.get("/").content.decode()
