"""No way of searching tells anybody of what they may not read: results, counts, numbers, suggestions, near ones."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches

from knowledge.keywords import keywords
from knowledge.models import Article
from knowledge.search import search, similar_to, suggest
from knowledge.search.facets import numbers_for
from knowledge.search.related import related_to
from knowledge.services import archive_article, create_draft, submit_article, withdraw_article
from tests.access.world import World
from tests.knowledge.desk import published

WORD = "ปลาบู่ทองคำ"
ROLES = ("visitor", "elsewhere", "colleague", "author", "reviewer", "manager", "officer", "administrator", "superuser")  # fmt: skip


@pytest.fixture
def hidden(world: World):
    """Return one article in each state that stands in no list, and one for staff, all with the same rare word."""
    author, reviewer = world.people["author"], world.people["reviewer"]
    made = {}
    for state in ("draft", "submitted", "withdrawn", "archived", "staff"):
        data = {"title": f"{WORD} {state}", "body": f"<p>{WORD}</p>", "tags": [f"{WORD}{state}"]}
        if state == "staff":
            made[state] = published(author, reviewer, visibility="staff", **data)
        elif state in ("withdrawn", "archived"):
            made[state] = published(author, reviewer, **data)
        else:
            made[state] = create_draft(by=author, data=data)
    submit_article(article=made["submitted"], by=author)
    withdraw_article(article=made["withdrawn"], by=reviewer, reason="ซ้ำ")
    archive_article(article=made["archived"], by=world.people["superuser"], reason="เก่า")
    caches["pages"].clear()
    return {state: Article.objects.get(pk=article.pk) for state, article in made.items()}


def reader_of(world, role):
    return world.people.get(role, AnonymousUser())


def may_find(role) -> set[str]:
    return set() if role == "visitor" else {"staff"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_results_counts_and_numbers_hold_only_what_the_role_may_read(world, hidden, role):
    user = reader_of(world, role)
    wanted = {hidden[state].pk for state in may_find(role)}

    found = search(WORD, user=user, grouped=True)

    assert {hit.article.pk for hit in (*found.items, *found.near)} == wanted
    assert found.total == len(wanted)
    assert sum(numbers_for("kind", found.groups or [], {}).values()) == len(wanted)
    assert search(f'"{WORD}"', user=user).total == len(wanted)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_suggestions_and_near_articles_hold_only_what_the_role_may_read(world, hidden, role):
    user = reader_of(world, role)
    titles = {hidden[state].title for state in may_find(role)}

    suggested = {one.text for one in suggest(WORD, user=user, keywords=keywords(user, f"leaks-{role}"))}

    assert {text for text in suggested if text.startswith(WORD)} - titles <= {
        f"{WORD}{s}" for s in may_find(role)
    }
    assert {article.title for article in similar_to(f"{WORD} ปลา", user=user)} <= titles
    assert {row.pk for row in related_to(hidden["staff"], user=user)}.isdisjoint(
        a.pk for a in hidden.values()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_pages_hold_only_what_the_role_may_read(client, world, hidden, role):
    if role != "visitor":
        client.force_login(world.people[role])

    page = client.get("/articles/", {"q": WORD})
    typed = json.loads(client.get("/articles/suggest/", {"q": WORD}).content)

    shown = {row.pk for row in hidden.values() if f'data-article-id="{row.pk}"' in page.content.decode()}
    assert shown == {hidden[state].pk for state in may_find(role)}
    assert f'data-total="{len(shown)}"' in page.content.decode()
    assert sum(WORD in text for text in typed[1]) == 2 * len(shown)  # its keyword and its title


@pytest.mark.django_db
def test_what_is_withdrawn_or_made_internal_is_gone_at_once(client, world):
    author, reviewer = world.people["author"], world.people["reviewer"]
    article = published(author, reviewer, title=f"{WORD} เปิดเผย", body=f"<p>{WORD}</p>")
    assert f'data-article-id="{article.pk}"' in client.get("/articles/", {"q": WORD}).content.decode()

    withdraw_article(article=article, by=reviewer, reason="ซ้ำ")

    assert f'data-article-id="{article.pk}"' not in client.get("/articles/", {"q": WORD}).content.decode()
    assert json.loads(client.get("/articles/suggest/", {"q": WORD}).content)[1] == []
