"""Feeds: what is in them, for whom they are, that any text makes well-formed XML."""

from xml.etree import ElementTree

import pytest
from django.utils.encoding import iri_to_uri

from accounts.models import Organization, User
from knowledge.models import Article, Topic
from knowledge.services import withdraw_article
from networks.models import SchoolNetwork
from tests.knowledge.desk import make_person, picture_file, published
from tests.knowledge.leaks import WORDS, anew, changed_in_private, hidden_articles

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"


@pytest.fixture
def filed(office):
    topic = Topic.objects.create(name="การจัดการเรียนการสอน")
    network = SchoolNetwork.objects.create(name="เครือข่ายลำโดม", organization=office)
    return {"topic": topic, "network": network, "tags": ["การอ่าน"]}


@pytest.fixture
def public(teacher, reviewer, filed):
    return published(teacher, reviewer, title="อ่านคล่องใน 60 วัน", summary="เด็กอ่านได้", **filed)


@pytest.fixture
def addresses(public, filed, teacher):
    keys = {
        "articles": "",
        "topics": f"/{filed['topic'].pk}",
        "tags": "/การอ่าน",
        "organizations": f"/{public.organization_id}",
        "networks": f"/{filed['network'].pk}",
        "people": f"/{teacher.pk}",
    }
    return {of: f"/feeds/{of}{key}" for of, key in keys.items()}


OF = ("articles", "topics", "tags", "organizations", "networks", "people")


def entries(response):
    return ElementTree.fromstring(response.content).findall("a:entry", ATOM)


def titles(response):
    return [entry.findtext("a:title", namespaces=ATOM) for entry in entries(response)]


@pytest.mark.parametrize("of", OF)
def test_feed_holds_the_public_articles_of_its_subject(client, addresses, colleague, reviewer, of):
    published(colleague, reviewer, title="เรื่องอื่น")

    found = titles(client.get(f"{addresses[of]}.atom"))

    expected = {"articles", "organizations"}  # of the same school
    assert found == (["เรื่องอื่น"] if of in expected else []) + ["อ่านคล่องใน 60 วัน"]


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("form", ("atom", "rss"))
def test_nothing_hidden_is_in_any_feed(client, addresses, public, teacher, reviewer, filed, of, form):
    hidden_articles(teacher, reviewer, **filed)
    changed_in_private(public, teacher)

    for person in (None, reviewer):
        if person:
            client.force_login(person)
        page = anew(client, f"{addresses[of]}.{form}").content.decode()
        assert public.title in page
        assert WORDS not in page


def test_atom_says_all_the_standard_asks_for(client, addresses, public, teacher):
    feed = ElementTree.fromstring(client.get(f"{addresses['topics']}.atom").content)
    entry = feed.find("a:entry", ATOM)

    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {
        "self": f"http://testserver{addresses['topics']}.atom",
        "alternate": f"http://testserver{public.topic.get_absolute_url()}",
    }
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "th"
    assert all(feed.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "title", "updated"))
    assert entry.findtext("a:id", namespaces=ATOM) == (
        f"tag:127.0.0.1,{public.first_published_on.isoformat()}:/articles/{public.pk}/"
    )
    assert [one.text for one in entry.findall("a:author/a:name", ATOM)] == [teacher.full_name]
    assert entry.findtext("a:summary", namespaces=ATOM) == "เด็กอ่านได้"
    assert [one.get("term") for one in entry.findall("a:category", ATOM)] == [
        public.get_kind_display(),
        public.topic.name,
    ]


def test_rss_names_the_authors_and_a_lasting_key(client, addresses, public, teacher):
    channel = ElementTree.fromstring(client.get(f"{addresses['people']}.rss").content).find("channel")
    item = channel.find("item")

    assert (channel.findtext("language"), item.findtext("title")) == ("th", public.title)
    assert item.findtext(f"{DC}creator") == teacher.full_name
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("link") == f"http://testserver/articles/{public.pk}/"


def test_cover_goes_along(client, teacher, reviewer):
    cover = {"cover": picture_file(), "pupils": "none"}
    article = published(teacher, reviewer, title="มีภาพ", **cover)
    address = f"http://testserver/articles/{article.pk}/cover/"

    atom = entries(client.get("/feeds/articles.atom"))[0].find("a:link[@rel='enclosure']", ATOM)
    rss = ElementTree.fromstring(client.get("/feeds/articles.rss").content).find(f".//{MEDIA}content")

    assert (atom.get("href"), atom.get("type")) == (address, "image/webp")
    assert (rss.get("url"), rss.get("medium")) == (address, "image")


@pytest.mark.parametrize("form", ("atom", "rss"))
@pytest.mark.parametrize("text", ("ก\x01\x08ข", "a\ufffeb\x1b[31m", "<b>&amp;]]></b>", "x\x0cy"))
def test_hostile_text_makes_well_formed_feeds(client, addresses, public, filed, form, text):
    Article.objects.filter(pk=public.pk).update(title=text, summary=text)
    Topic.objects.filter(pk=filed["topic"].pk).update(name=text)
    User.objects.update(given_name=text)

    for of in OF:
        page = anew(client, f"{addresses[of]}.{form}")
        ElementTree.fromstring(page.content)  # raises where it is not
        assert b"<b>" not in page.content


def test_summary_that_looks_like_markup_is_shown_as_text(client, addresses, public):
    Article.objects.filter(pk=public.pk).update(summary="<script>alert(1)</script>")

    entry = entries(anew(client, "/feeds/articles.atom"))[0]

    assert entry.findtext("a:summary", namespaces=ATOM) == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_article_without_summary_is_told_by_how_it_begins(client, public):
    Article.objects.filter(pk=public.pk).update(summary="", body="<p>เริ่ม<b>ต้น</b></p>")

    assert entries(anew(client, "/feeds/articles.atom"))[0].findtext("a:summary", namespaces=ATOM) == "เริ่มต้น"


@pytest.mark.parametrize(
    "address",
    (
        "topics/999999999999999999.atom",
        "topics/99999999999999999999.atom",
        "topics/x.atom",
        "organizations/0.rss",
        "networks/7777.rss",
        "people/7777.atom",
        "tags/ไม่มี.atom",
        "tags/%00.atom",
        "articles.json",
        "articles.atom/",
    ),
)
def test_what_is_not_there_has_no_feed(client, public, address):
    assert client.get(f"/feeds/{address}").status_code in (404, 400 if "%00" in address else 404)


def test_person_visitors_do_not_meet_has_no_feed(client, colleague, reviewer, public):
    published(colleague, reviewer, title="ภายใน", visibility="staff", tags=["ลับ"])
    client.force_login(reviewer)

    assert client.get(f"/feeds/people/{colleague.pk}.atom").status_code == 404
    assert client.get("/feeds/tags/ลับ.atom").status_code == 404


def test_erased_person_has_no_feed(client, public, teacher):
    User.objects.filter(pk=teacher.pk).update(closed_because="erased", is_active=False)

    assert client.get(f"/feeds/people/{teacher.pk}.atom").status_code == 404


def test_feed_is_kept_until_something_changes(client, public, reviewer):
    first = client.get("/feeds/articles.atom")
    same = client.get("/feeds/articles.atom", headers={"if-none-match": first["ETag"]})
    withdraw_article(article=public, by=reviewer, reason="ผิด")
    after = client.get("/feeds/articles.atom", headers={"if-none-match": first["ETag"]})

    assert (same.status_code, after.status_code, titles(after)) == (304, 200, [])


@pytest.mark.parametrize("count", (1, 4))
def test_feed_takes_a_fixed_number_of_queries(
    client, teacher, reviewer, filed, count, django_assert_num_queries
):
    for number in range(count):
        published(teacher, reviewer, title=f"เรื่อง {number}", **filed)

    for address, queries in ((f"/feeds/topics/{filed['topic'].pk}.atom", 5), ("/feeds/tags/การอ่าน.rss", 5)):
        with django_assert_num_queries(queries):
            client.get(address)


def test_pages_name_their_feeds(client, public, filed, addresses, teacher):
    pages = {
        "articles": "/articles/",
        "topics": filed["topic"].get_absolute_url(),
        "tags": "/articles/?tag=การอ่าน",
        "organizations": public.organization.get_absolute_url(),
        "networks": filed["network"].get_absolute_url(),
        "people": teacher.get_absolute_url(),
    }

    for of, page in pages.items():
        html = client.get(page).content.decode()
        for form in ("atom", "rss"):
            assert html.count(f'href="{iri_to_uri(addresses[of])}.{form}"') == 2, (of, form)


def test_page_of_someone_with_staff_articles_only_names_no_feed(client, colleague, reviewer, school):
    published(colleague, reviewer, title="ภายใน", visibility="staff")
    client.force_login(make_person("reader", Organization.objects.get(pk=school.pk)))

    assert "/feeds/people/" not in client.get(colleague.get_absolute_url()).content.decode()
