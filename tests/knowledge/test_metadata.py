"""What the head of an article's page says to machines: everything of public articles, nothing of others."""

import json
import re
from html import unescape

import pytest

from knowledge.models import Article, Topic
from knowledge.services import refile_article
from tests.knowledge.desk import picture_file, published
from tests.knowledge.leaks import anew, changed_in_private, hidden_articles

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
META = re.compile(r'<meta (?:name|property)="([^"]+)"(?: lang="\w+")? content="([^"]*)">')
ONLY_PUBLIC = ("application/ld+json", "og:title", "DC.title", "canonical", 'name="description"')


@pytest.fixture
def public(teacher, reviewer):
    topic = Topic.objects.create(name="การจัดการเรียนการสอน")
    return published(
        teacher,
        reviewer,
        title="อ่านคล่องใน 60 วัน",
        summary="เด็กอ่านได้",
        topic=topic,
        tags=["การอ่าน", "ภาษาไทย"],
        licence="cc-by",
        level="primary",
        subject="thai",
        cover=picture_file(),
        cover_alt="เด็กอ่านหนังสือ",
        pupils="none",
    )


def metas(page):
    found = {}
    for name, content in META.findall(page):
        found.setdefault(name, []).append(unescape(content))
    return found


def linked(page):
    return json.loads(SCRIPT.search(page)[1])


def test_link_previews_know_the_article(client, public):
    found = metas(client.get(public.get_absolute_url()).content.decode())

    address = f"http://testserver/articles/{public.pk}/"
    assert found["og:type"] == ["article"]
    assert found["og:locale"] == ["th_TH"]
    assert (found["og:title"], found["og:url"]) == ([public.title], [address])
    assert (found["og:description"], found["description"]) == ([public.summary], [public.summary])
    assert (found["og:image"], found["og:image:alt"]) == ([f"{address}cover/"], ["เด็กอ่านหนังสือ"])
    assert found["twitter:card"] == ["summary_large_image"]
    assert found["article:published_time"][0].startswith(public.first_published_on.isoformat())
    assert found["article:tag"] == ["การอ่าน", "ภาษาไทย"]


def test_dublin_core_is_in_the_head(client, public, teacher):
    found = metas(client.get(public.get_absolute_url()).content.decode())

    assert {name: words for name, words in found.items() if name.startswith("DC.")} == {
        "DC.title": [public.title],
        "DC.creator": [teacher.full_name],
        "DC.subject": ["การอ่าน", "ภาษาไทย"],
        "DC.description": [public.summary],
        "DC.publisher": ["ศูนย์การจัดการเรียนรู้"],
        "DC.date": [public.first_published_on.isoformat()],
        "DC.type": ["Text"],
        "DC.format": ["text/html"],
        "DC.identifier": [f"http://testserver/articles/{public.pk}/"],
        "DC.language": ["th"],
        "DC.rights": ["https://creativecommons.org/licenses/by/4.0/"],
    }


def test_linked_data_tells_who_when_and_under_which_licence(client, public, teacher, school):
    said = linked(client.get(public.get_absolute_url()).content.decode())

    assert said["@type"] == ["Article", "LearningResource"]
    assert said["author"] == [
        {
            "@type": "Person",
            "name": teacher.full_name,
            "url": f"http://testserver/people/{teacher.pk}/",
            "affiliation": {"@type": "Organization", "name": school.name},
        }
    ]
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (said["inLanguage"], said["keywords"]) == ("th", ["การอ่าน", "ภาษาไทย"])
    assert said["educationalLevel"] == str(Article.Level.PRIMARY.label)
    assert said["datePublished"] <= said["dateModified"]


def test_names_nothing_it_does_not_know(client, teacher, reviewer):
    article = published(teacher, reviewer, title="สั้น", licence="all-rights", outside_authors=["ยายมา"])

    page = client.get(article.get_absolute_url()).content.decode()

    said = linked(page)
    assert {"license", "image", "keywords", "educationalLevel", "isBasedOn"} & set(said) == set()
    assert {"@type": "Person", "name": "ยายมา"} in said["author"]
    assert metas(page)["twitter:card"] == ["summary"]


@pytest.mark.parametrize(
    "text",
    (
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "a\u2028b\u2029c",
        '"&<>\\',
        "\x01\x1b",
        "' onload=x",
    ),
)
def test_hostile_words_stay_words(client, public, text):
    Article.objects.filter(pk=public.pk).update(title=text, summary=text, cover_alt=text)

    page = anew(client, public.get_absolute_url()).content.decode()

    assert page.count('<script type="application/ld+json">') == 1
    script = SCRIPT.search(page)[1]
    assert not set(script) & set("<>&\u2028\u2029\x01\x1b")
    assert json.loads(script)["headline"] == text
    assert "<script>alert" not in page


@pytest.mark.parametrize("state", ("draft", "waiting", "staff", "withdrawn", "archived"))
def test_of_what_is_not_public_machines_are_told_to_forget_it(client, teacher, reviewer, state):
    article = hidden_articles(teacher, reviewer)[state]
    client.force_login(teacher)

    page = client.get(article.get_absolute_url()).content.decode()

    assert '<meta name="robots" content="noindex">' in page
    assert [word for word in ONLY_PUBLIC if word in page] == []


def test_next_version_shows_nowhere_in_the_head(client, public, teacher):
    changed_in_private(public, teacher)

    page = anew(client, public.get_absolute_url()).content.decode()

    assert metas(page)["og:title"] == [public.title]
    assert linked(page)["headline"] == public.title


def test_metadata_follows_the_article(client, public, reviewer):
    before = client.get(public.get_absolute_url())
    refile_article(article=public, by=reviewer, fields={"licence": "cc0"})
    after = client.get(public.get_absolute_url(), headers={"if-none-match": before["ETag"]})

    assert linked(after.content.decode())["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


@pytest.mark.parametrize("address", ("/", "/topics/", "/organizations/", "/organizations/{school}/"))
def test_lists_describe_themselves(client, school, address):
    page = client.get(address.format(school=school.pk)).content.decode()

    assert metas(page)["description"][0]
