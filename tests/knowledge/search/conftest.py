"""A small library to search in: published articles of one school."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from knowledge.models import Article
from knowledge.search import index_article, search


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.fixture
def shelve(teacher):
    """Return a function that stores a published article and indexes it; the newest is made last."""
    made = []

    def shelve(title, body="", *, summary="", tags=(), **fields):
        at = timezone.make_aware(datetime.datetime(2026, 1, 1)) + datetime.timedelta(days=len(made))
        article = Article.objects.create(
            title=title, summary=summary, body=f"<p>{body}</p>", status="published",
            organization=teacher.profile.organization, created_by=teacher, published_by=teacher,
            first_published_at=at, first_published_on=at.date(), published_at=at, **fields,
        )  # fmt: skip
        article.tags.set(tags)
        index_article(article)
        made.append(article)
        return article

    return shelve


@pytest.fixture
def found(visitor):
    """Return a function that gives the titles a visitor finds, in order."""

    def found(text, *, user=visitor, **options):
        return [hit.article.title for hit in search(text, user=user, **options).items]

    return found
