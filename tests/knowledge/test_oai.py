"""OAI-PMH: every verb, every refusal, every answer valid, nothing told that is not public."""

import pytest

from accounts.models import User
from knowledge.models import Article, Topic
from tests.knowledge.desk import published
from tests.knowledge.harvester import NAMES, ask, error, headers, listed, texts
from tests.knowledge.leaks import WORDS, changed_in_private, hidden_articles

pytestmark = pytest.mark.django_db
IDENTIFIER = "oai:127.0.0.1:articles/{}"


@pytest.fixture(autouse=True)
def real_address(settings):
    settings.DEFAULT_FROM_EMAIL = "ศูนย์ <kmc@example.go.th>"


@pytest.fixture
def topic():
    above = Topic.objects.create(name="การสอน")
    return Topic.objects.create(name="การอ่าน", parent=above)


@pytest.fixture
def public(teacher, reviewer, topic):
    return published(
        teacher,
        reviewer,
        title="อ่านคล่อง",
        summary="เด็กอ่านได้",
        topic=topic,
        tags=["นิทาน"],
        licence="cc-by-nc",
        outside_authors=["ยายมา"],
    )


def record(client, article):
    return ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=IDENTIFIER.format(article.pk))


def test_identify(client, public):
    root = ask(client, verb="Identify")

    assert {one.tag.rpartition("}")[2]: one.text for one in root.find("o:Identify", NAMES)} == {
        "repositoryName": "ศูนย์การจัดการเรียนรู้",
        "baseURL": "http://testserver/oai/",
        "protocolVersion": "2.0",
        "adminEmail": "kmc@example.go.th",
        "earliestDatestamp": public.public_record.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }


def test_an_empty_collection_identifies_itself(client):
    assert error(ask(client, verb="Identify")) is None
    assert error(listed(client)) == "noRecordsMatch"


@pytest.mark.parametrize("by", ("get", "post"))
def test_get_record_tells_dublin_core(client, public, teacher, topic, by):
    root = record(client, public)

    said = [(one.tag.rpartition("}")[2], one.text) for one in root.iterfind(".//dc:*", NAMES)]
    assert said == [
        ("title", "อ่านคล่อง"),
        ("creator", teacher.full_name),
        ("creator", "ยายมา"),
        ("subject", topic.name),
        ("subject", "นิทาน"),
        ("description", "เด็กอ่านได้"),
        ("publisher", "ศูนย์การจัดการเรียนรู้"),
        ("date", public.first_published_on.isoformat()),
        ("type", "Text"),
        ("type", public.get_kind_display()),
        ("format", "text/html"),
        ("identifier", f"http://testserver/articles/{public.pk}/"),
        ("language", "th"),
        ("rights", public.get_licence_display()),
        ("rights", "https://creativecommons.org/licenses/by-nc/4.0/"),
    ]
    assert texts(root, "o:setSpec") == [
        f"topic:{topic.pk}",
        f"topic:{topic.parent_id}",
        f"org:{public.organization_id}",
    ]


def test_formats_of_all_and_of_one(client, public):
    for extra in ({}, {"identifier": IDENTIFIER.format(public.pk)}):
        assert texts(ask(client, verb="ListMetadataFormats", **extra), "o:metadataPrefix") == ["oai_dc"]


def test_sets_are_topics_and_organizations_something_came_from(client, public, topic, other_school):
    found = texts(ask(client, verb="ListSets"), "o:setSpec")

    assert set(found) == {
        "topic",
        f"topic:{topic.pk}",
        f"topic:{topic.parent_id}",
        "org",
        f"org:{public.organization_id}",
    }


REFUSED = (
    ({}, "badVerb"),
    ({"verb": "listrecords"}, "badVerb"),
    ({"verb": ["Identify", "Identify"]}, "badVerb"),
    ({"verb": "Identify", "set": "x"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2569-13-01"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-1-1"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "๒๕๖๙-๐๑-๐๑"}, "badArgument"),
    (
        {
            "verb": "ListRecords",
            "metadataPrefix": "oai_dc",
            "from_": "2026-01-01",
            "until": "2026-01-02T00:00:00Z",
        },
        "badArgument",
    ),
    (
        {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-01-02", "until": "2026-01-01"},
        "badArgument",
    ),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "topic:"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "ก ข"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "nothing:1"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": f"topic:{'9' * 20}"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": f"org:{'9' * 18}"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "0001-01-01"}, "noRecordsMatch"),
    ({"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "from_": "9999-12-31"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
    ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
    ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x"}, "idDoesNotExist"),
    (
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": IDENTIFIER.format("9" * 20)},
        "idDoesNotExist",
    ),
    (
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": IDENTIFIER.format("9" * 18)},
        "idDoesNotExist",
    ),
    ({"verb": "ListMetadataFormats", "identifier": "oai:elsewhere:articles/1"}, "idDoesNotExist"),
)


@pytest.mark.parametrize("by", ("get", "post"))
@pytest.mark.parametrize("arguments, code", REFUSED)
def test_refusals_are_those_of_the_protocol(client, public, arguments, code, by):
    root = ask(client, by, **arguments)

    assert error(root) == code
    repeats = dict(root.find("o:request", NAMES).attrib)
    assert bool(repeats) == (code not in ("badVerb", "badArgument"))


def test_format_is_refused_for_one_record_too(client, public):
    root = ask(client, verb="GetRecord", metadataPrefix="x", identifier=IDENTIFIER.format(public.pk))

    assert error(root) == "cannotDisseminateFormat"


def test_nothing_hidden_leaves(client, public, teacher, reviewer):
    hidden = hidden_articles(teacher, reviewer, topic=public.topic)
    changed_in_private(public, teacher)
    client.force_login(reviewer)

    response = client.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "oai_dc"})

    assert WORDS not in response.content.decode()
    assert sorted(headers(listed(client))) == sorted(
        [
            (public.pk, None),
            (hidden["withdrawn"].pk, "deleted"),
            (hidden["archived"].pk, "deleted"),
        ]
    )
    assert listed(client).findall(".//o:metadata", NAMES).__len__() == 1


@pytest.mark.parametrize("state", ("draft", "waiting", "staff"))
def test_what_was_never_public_has_no_identifier(client, teacher, reviewer, state):
    assert error(record(client, hidden_articles(teacher, reviewer)[state])) == "idDoesNotExist"


@pytest.mark.parametrize("state", ("withdrawn", "archived"))
def test_what_is_gone_is_told_to_be_gone(client, teacher, reviewer, state):
    root = record(client, hidden_articles(teacher, reviewer)[state])

    assert [status for _pk, status in headers(root)] == ["deleted"]
    assert root.find(".//o:metadata", NAMES) is None


def test_a_record_that_lags_behind_tells_nothing(client, public):
    Article.objects.filter(pk=public.pk).update(visibility="staff")

    assert headers(listed(client)) == headers(listed(client, "ListIdentifiers")) == [(public.pk, "deleted")]
    assert headers(record(client, public)) == [(public.pk, "deleted")]


@pytest.mark.parametrize("text", ("ก\x01ข\x1b", "]]></dc:title>", "a\ufffeb", '<b a="1">&amp;'))
def test_hostile_words_make_valid_answers(client, public, text):
    Article.objects.filter(pk=public.pk).update(title=text, summary=text)
    User.objects.update(given_name=text)

    said = texts(listed(client), "dc:title")

    assert said == [text.replace("\x01", "").replace("\x1b", "").replace("\ufffe", "")]


def test_another_method_is_refused(client):
    assert client.put("/oai/").status_code == 405
