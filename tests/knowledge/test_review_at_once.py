"""Reviewers who act at the same moment: one acts, the other is told; nothing happens twice."""

import pytest
from django.db import connection

from accounts.services import grant_role
from knowledge.models import Article, TrustedAuthor
from knowledge.services import (
    archive_article,
    give_trust,
    merge_article,
    publish_article,
    return_article,
    save_draft,
    take_article,
)
from tests.knowledge.desk import make_person, published, stored, submitted
from tests.knowledge.test_versions_at_once import at_once

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def second(school, reviewer):
    """Another reviewer of the same school."""
    person = make_person("second", school, "สมหญิง", "รอบคอบ")
    grant_role(user=person, role="reviewer", organization=school)
    return person


@pytest.fixture
def article(teacher):
    return submitted(teacher)


def test_two_publish_it_is_published_once(article, reviewer, second):
    acts = [
        lambda by=by: publish_article(article=article, by=by, version=article.version)
        for by in (reviewer, second)
    ]

    assert at_once(*acts) == ["done", "done"]
    assert article.reviews.filter(action="published").count() == 1
    assert stored(article).revisions.count() == 1


def test_one_publishes_while_the_other_returns(article, reviewer, second):
    ended = at_once(
        lambda: publish_article(article=article, by=reviewer, version=article.version),
        lambda: return_article(article=article, by=second, reason="ก", version=article.version),
    )

    assert ended == ["ActionRefused", "done"]
    assert article.reviews.filter(action__in=("published", "returned")).count() == 1


def test_one_publishes_while_the_other_edits(article, reviewer, second):
    ended = at_once(
        lambda: publish_article(article=article, by=reviewer, version=article.version),
        lambda: save_draft(article=article, by=second, data={"title": "แก้แล้ว"}, version=article.version),
    )

    assert ended == ["EditConflict", "done"]
    now = stored(article)
    assert (now.status, now.title) in (("published", article.title), ("submitted", "แก้แล้ว"))


def test_two_take_it_one_has_it(article, reviewer, second):
    ended = at_once(*(lambda by=by: take_article(article=article, by=by) for by in (reviewer, second)))

    assert ended == ["ActionRefused", "done"]
    assert article.reviews.filter(action="taken").count() == 1


def test_two_merge_each_into_the_other_one_stays(teacher, reviewer, second):
    one, other = published(teacher, reviewer), published(teacher, reviewer)

    ended = at_once(
        lambda: merge_article(article=one, into=other, by=reviewer, reason="ก"),
        lambda: merge_article(article=other, into=one, by=second, reason="ก"),
    )

    assert ended == ["ActionRefused", "done"]
    assert Article.objects.published().count() == Article.objects.archived().count() == 1


def test_merged_into_what_is_archived_meanwhile(teacher, reviewer, second):
    one, other = published(teacher, reviewer), published(teacher, reviewer)

    at_once(
        lambda: merge_article(article=one, into=other, by=reviewer, reason="ก"),
        lambda: archive_article(article=other, by=second, reason="ก"),
    )

    assert stored(other).status == "archived"
    assert stored(one).merged_into in (None, other)


def test_trust_given_twice_is_given_once(school, reviewer, second):
    acts = [lambda by=by: give_trust(organization=school, by=by) for by in (reviewer, second)]

    assert at_once(*acts) == ["done", "done"]
    assert TrustedAuthor.objects.count() == 1
