"""What nobody may learn through the interface: every role by a key of their own, and keys of a unit."""

import json

import pytest

from accounts.models import Organization, User
from knowledge.models import Article, Comment, Topic
from knowledge.services import (
    archive_article,
    create_draft,
    publish_article,
    submit_article,
    withdraw_article,
)
from tests.access import ROLES
from tests.api.conftest import asking, key_of

SECRET = "ความลับพิสดาร"
STATES = ("draft", "waiting", "returned", "withdrawn", "discarded", "archived", "public", "staff")
READERS = (*ROLES, "unit")


@pytest.fixture
def shelf(world):
    """One article of the author in each state, all with the same telling word."""
    author, reviewer = world.people["author"], world.people["reviewer"]
    school = Organization.objects.get(pk=world.things["school"])
    topic = Topic.objects.create(name="การทดลอง")
    made = {}
    for state in STATES:
        data = {"title": f"{SECRET} {state}", "body": f"<p>{SECRET}</p>", "topic": topic}
        data["visibility"] = "staff" if state == "staff" else "public"
        made[state] = create_draft(by=author, data=data)
        if state not in ("draft", "discarded"):
            submit_article(article=made[state], by=author)
        if state in ("withdrawn", "archived", "public", "staff"):
            publish_article(article=made[state], by=reviewer)
    withdraw_article(article=made["withdrawn"], by=reviewer, reason="ผิด")
    archive_article(article=made["archived"], by=reviewer, reason="เก่า")
    Article.objects.filter(pk=made["discarded"].pk).update(status="discarded")
    Article.objects.filter(pk=made["returned"].pk).update(status="returned")
    Comment.objects.create(article=made["public"], by=author, text="ความเห็นลับ")
    return {"made": made, "topic": topic, "school": school}


def reader_of(client, world, role, scopes=("articles:read", "figures:read", "rows:read")):
    if role == "visitor":
        return asking(client)
    if role == "unit":
        school = Organization.objects.get(pk=world.things["school"])
        return asking(client, key_of(world.people["manager"], scopes, organization=school))
    return asking(client, key_of(world.people[role], scopes))


def told(made, found):
    """Return the states of the articles that a list told of."""
    names = {article.pk: state for state, article in made.items()}
    return {names[one["id"]] for one in found if one["id"] in names}


def walked(ask, path, query):
    """Return the rows of every page, two at a time."""
    rows, cursor = [], {}
    while True:
        page = ask(path, query | {"limit": 2} | cursor).json()
        rows += page["items"]
        if page["next_cursor"] is None:
            return rows
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize("role", READERS)
def test_lists_and_search_tell_what_stands_published(client, world, shelf, role):
    ask = reader_of(client, world, role)
    expected = {"public"} if role == "visitor" else {"public", "staff"}
    author = world.people["author"].pk

    queries = ({}, {"q": SECRET}, {"topic": shelf["topic"].pk}, {"author": author}, {"kind": "note"})
    found = [told(shelf["made"], walked(ask, "/articles", query)) for query in queries]

    assert found == [expected] * len(queries)


@pytest.mark.parametrize("role", READERS)
def test_numbers_open_what_was_published_and_stands(client, world, shelf, role):
    ask = reader_of(client, world, role)
    expected = {"public", "archived"} | (set() if role == "visitor" else {"staff"})

    opened = {
        state for state, article in shelf["made"].items() if ask(f"/articles/{article.pk}").status_code == 200
    }

    assert opened == expected


@pytest.mark.parametrize("role", READERS)
def test_counts_tell_of_nothing_else(client, world, shelf, role):
    ask = reader_of(client, world, role)
    expected = 1 if role == "visitor" else 2

    topic = ask(f"/topics/{shelf['topic'].pk}").json()["article_count"]
    unit = ask(f"/organizations/{shelf['school'].pk}").json()["article_count"]

    readable = shelf["school"].articles.published()
    assert topic == expected
    assert unit == readable.count() - (
        readable.filter(visibility="staff").count() if role == "visitor" else 0
    )


@pytest.mark.parametrize("role", READERS)
def test_without_scopes_a_key_reads_as_a_visitor(client, world, shelf, role):
    ask, visitor = reader_of(client, world, role, scopes=()), asking(client)

    for path in ("/articles", "/topics", "/plans", f"/organizations/{shelf['school'].pk}", "/targets"):
        assert ask(path).json() == visitor(path).json()


@pytest.mark.parametrize("role", READERS)
def test_rows_behind_figures_are_those_of_the_page(client, world, shelf, role):
    ask = reader_of(client, world, role)
    path = f"/targets/{world.things['people_target']}/rows"

    allowed = role in ("officer", "superuser")

    assert ask(path).status_code == (200 if allowed else 401 if role == "visitor" else 403)


@pytest.mark.parametrize("role", READERS)
def test_nothing_personal_is_told_anywhere(client, world, shelf, role):
    User.objects.update(email="")
    for person in world.people.values():
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@secret.example")
        person.profile.phone = "0812345678"
        person.profile.save()
    ask = reader_of(client, world, role)
    paths = ["/articles", "/topics", "/organizations", "/networks", "/plans", "/targets"]
    paths += [f"{path}/{one['id']}" for path in paths for one in ask(path, {"limit": 5}).json()["items"]]

    text = json.dumps([ask(path).json() for path in paths], ensure_ascii=False)

    assert not [word for word in ("secret.example", "0812345678", "ความเห็นลับ", "password") if word in text]


@pytest.mark.parametrize("role", READERS)
def test_open_to_is_what_opens_by_its_number_and_was_published(world, shelf, role):
    if role in ("visitor", "unit"):
        return
    person = User.objects.get(pk=world.people[role].pk)

    assert set(Article.objects.open_to(person)) == set(Article.objects.visible_to(person).openable())
