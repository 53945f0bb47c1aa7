"""Lists of OAI-PMH: spans of time, sets, parts of a hundred, what changes meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing

from accounts.models import Organization
from knowledge.models import Article, PublicRecord, Topic
from knowledge.oai.lists import SALT
from tests.knowledge.desk import published
from tests.knowledge.harvester import ask, error, harvest, headers, listed, token

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 3, 1, 0, 0, 0, tzinfo=UTC)


@pytest.fixture
def many(teacher, reviewer, monkeypatch):
    """Publish five articles that changed an hour apart, two a part."""
    monkeypatch.setattr("knowledge.oai.lists.PER_PAGE", 2)
    monkeypatch.setattr("knowledge.oai.verbs.PER_PAGE", 2)
    articles = [published(teacher, reviewer, title=f"เรื่อง {number}") for number in range(5)]
    for number, article in enumerate(articles):
        changed(article, BEGIN + timedelta(hours=number))
    return articles


def changed(article, when, **fields):
    PublicRecord.objects.filter(pk=article.pk).update(changed_at=when, **fields)


def keys(articles):
    return [(article.pk, None) for article in articles]


@pytest.mark.parametrize("verb", ("ListRecords", "ListIdentifiers"))
def test_a_long_list_comes_in_parts(client, many, verb):
    found, answers = harvest(client, verb)

    assert (found, answers) == (keys(many), 3)


def test_parts_tell_how_many_there_are_and_end_with_an_empty_token(client, many):
    first = listed(client)
    second = ask(client, verb="ListRecords", resumptionToken=token(first))
    last = ask(client, "post", verb="ListRecords", resumptionToken=token(second))

    told = [dict(root[-1][-1].attrib) for root in (first, second, last)]
    assert told == [{"completeListSize": "5", "cursor": cursor} for cursor in ("0", "2", "4")]
    assert not token(last)


def test_a_list_of_one_part_has_no_token(client, many):
    assert token(listed(client, until="2026-03-01T01:00:00Z")) is None


def test_rows_of_one_moment_are_each_given_once(client, many):
    for article in many:
        changed(article, BEGIN)

    assert harvest(client) == (keys(many), 3)


def test_what_changes_meanwhile_comes_at_the_end(client, many):
    first = listed(client)
    changed(many[0], BEGIN + timedelta(days=1))
    changed(many[4], BEGIN + timedelta(days=2), is_public=False)

    rest = headers(first)
    while token(first):
        first = ask(client, verb="ListRecords", resumptionToken=token(first))
        rest += headers(first)
    assert rest == [*keys(many[:4]), (many[0].pk, None), (many[4].pk, "deleted")]


@pytest.mark.parametrize(
    "span, expected",
    (
        ({"from_": "2026-03-01T02:00:00Z"}, [2, 3, 4]),
        ({"until": "2026-03-01T02:00:00Z"}, [0, 1, 2]),
        ({"from_": "2026-03-01T01:00:01Z", "until": "2026-03-01T02:59:59Z"}, [2]),
        ({"from_": "2026-03-01", "until": "2026-03-01"}, [0, 1, 2, 3, 4]),
        ({"until": "9999-12-31"}, [0, 1, 2, 3, 4]),
        ({"until": "9999-12-31T23:59:59Z"}, [0, 1, 2, 3, 4]),
        ({"from_": "0001-01-01"}, [0, 1, 2, 3, 4]),
    ),
)
def test_spans_hold_both_their_ends(client, many, span, expected):
    assert harvest(client, **span)[0] == keys(many[number] for number in expected)


def test_sets_hold_their_own(client, many, other_school):
    above = Topic.objects.create(name="บน")
    below = Topic.objects.create(name="ล่าง", parent=above)
    changed(many[1], BEGIN, topic=above)
    changed(many[2], BEGIN, topic=below, organization=Organization.objects.get(pk=other_school.pk))

    assert harvest(client, set=f"topic:{above.pk}")[0] == keys([many[1], many[2]])
    assert harvest(client, set=f"topic:{below.pk}")[0] == keys([many[2]])
    assert harvest(client, set="topic")[0] == keys([many[1], many[2]])
    assert harvest(client, set=f"org:{other_school.pk}")[0] == keys([many[2]])
    assert len(harvest(client, set="org")[0]) == 5


def test_tokens_belong_to_their_verb_and_cannot_be_made(client, many):
    good = token(listed(client))
    forged = signing.dumps(["ListRecords", "", "", "", 5, 0, "", 0], salt=f"{SALT}x", compress=True)
    short = signing.dumps(["ListRecords"] * 12, salt=SALT)

    refused = [
        error(ask(client, verb="ListIdentifiers", resumptionToken=good)),
        *(
            error(ask(client, verb="ListRecords", resumptionToken=bad))
            for bad in (good[:-1], forged, short, "")
        ),
    ]
    assert refused == ["badResumptionToken"] * 5


@pytest.mark.parametrize("verb, queries", (("ListRecords", 4), ("ListIdentifiers", 3)))
@pytest.mark.parametrize("count", (4, 24))
def test_lists_take_a_fixed_number_of_queries(
    client, teacher, reviewer, verb, queries, count, django_assert_num_queries
):
    topic = Topic.objects.create(name="การอ่าน")
    for number in range(count):
        published(teacher, reviewer, title=f"เรื่อง {number}", topic=topic, tags=["ก", "ข"])
    Article.objects.update(summary="")

    with django_assert_num_queries(queries):
        listed(client, verb)
