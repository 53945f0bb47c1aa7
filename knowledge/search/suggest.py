"""Suggestions while typing: topics, keywords and titles with a word that begins as the query ends."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from knowledge.models import Article, Tag, TaggedArticle, Topic
from knowledge.search.engine import stretch
from knowledge.search.match import RELEVANCE
from knowledge.search.normalize import fold, spelled
from knowledge.search.plan import planned
from knowledge.search.query import LONGEST, parsed
from knowledge.search.segment import signature

MOST = 8
MOST_NAMES = 3


@dataclass(frozen=True)
class Suggestion:
    """What may be meant, with its address. `kind` is topic, tag or article."""

    kind: str
    text: str
    url: str


def suggest(text: str, *, user, limit: int = MOST) -> list[Suggestion]:
    """Return topics and keywords that hold what was typed, then the titles that fit best."""
    typed = " ".join(spelled(text[: LONGEST * 5]).split())[:LONGEST]
    if not typed:
        return []
    listing = reverse("knowledge:article_list")
    found = [
        Suggestion("topic", topic.name, topic.get_absolute_url())
        for topic in Topic.objects.filter(name__icontains=typed).order_by("pk")[:MOST_NAMES]
    ]
    found += [Suggestion("tag", tag.name, f"{listing}?tag={tag.slug}") for tag in tags_like(typed, user)]
    found += [
        Suggestion("article", article.title, article.get_absolute_url())
        for article in titles_like(typed, user, limit - len(found))
    ]
    return found[:limit]


def tags_like(typed: str, user) -> list[Tag]:
    """Return keywords that hold the text and stand on an article the person may read."""
    readable = Article.objects.readable_by(user).filter(pk=OuterRef("content_object"))
    used = TaggedArticle.objects.filter(Exists(readable), tag=OuterRef("pk"))
    tags = Tag.objects.filter(Exists(used), name__icontains=fold(typed)).order_by("name", "pk")
    return list(tags[:MOST_NAMES])


def titles_like(typed: str, user, limit: int) -> list[Article]:
    """Return the best matches that have a word of the query, or the beginning of one, in their title."""
    plan = planned(parsed(typed), exact=True)
    wanted = {signature([leaf]) for token in plan.query.words for leaf in token.leaves}
    wanted |= {signature(token.leaves) for word in plan.marked for token in parsed(word).words}
    _found, rows = stretch(plan, user=user, within=None, sort=RELEVANCE, number=1, per_page=MOST * 4)
    ids = [row.article_id for row in rows if any(word in row.title_words for word in wanted)][:limit]
    articles = Article.objects.readable_by(user).only("pk", "title").in_bulk(ids)
    return [articles[pk] for pk in ids if pk in articles]
