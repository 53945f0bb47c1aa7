"""Suggestions while typing: topics, keywords, titles with a word that begins as the query ends, people, schools."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from knowledge.models import Article, Topic
from knowledge.search.beside import organizations, people
from knowledge.search.engine import stretch
from knowledge.search.match import RELEVANCE, SearchUnavailable
from knowledge.search.normalize import fold, spelled
from knowledge.search.plan import planned
from knowledge.search.query import LONGEST, parsed
from knowledge.search.segment import signature

MOST = 8
MOST_NAMES = 2
MOST_OTHERS = 2
FEWEST_LETTERS = 2


LABELS = {
    "topic": _("Topic"),
    "tag": _("Keyword"),
    "article": _("Knowledge"),
    "person": _("Person"),
    "organization": _("School or group"),
}


@dataclass(frozen=True)
class Suggestion:
    """What may be meant, with its address. `kind` is a key of `LABELS`."""

    kind: str
    text: str
    url: str

    @property
    def label(self):
        return LABELS[self.kind]


def suggest(
    text: str, *, user, keywords: Sequence[tuple[str, str, int]] = (), limit: int = MOST
) -> list[Suggestion]:
    """Return topics and keywords that hold what was typed, the titles that fit best, people and schools.

    Only what the person may see; the most used first. `keywords` are those the person may meet, with their numbers.
    Six small statements.
    """
    typed = " ".join(spelled(text[: LONGEST * 5]).split())[:LONGEST]
    if not typed:
        return []
    listing = reverse("knowledge:article_list")
    found = [Suggestion("topic", topic.title, topic.get_absolute_url()) for topic in topics_like(typed)]
    found += [
        Suggestion("tag", name, f"{listing}?{urlencode({'tag': name})}")
        for name in names_like(typed, keywords)
    ]
    others = [Suggestion("person", row.full_name, row.get_absolute_url()) for row in people_like(typed, user)]
    others += [
        Suggestion("organization", row.name_with_district, row.get_absolute_url())
        for row in organizations_like(typed, user)
    ]
    others = others[:MOST_OTHERS]
    wanted = limit - len(found) - len(others)
    titles = titles_like(typed, user, wanted) if wanted > 0 else []
    found += [Suggestion("article", article.title, article.get_absolute_url()) for article in titles]
    return [*found, *others][:limit]


def names_like(typed: str, keywords: Sequence[tuple[str, str, int]]) -> list[str]:
    """Return keywords that hold the text, those on most articles first."""
    folded = fold(typed)
    found = sorted((-number, name) for name, _slug, number in keywords if folded in fold(name))
    return [name for _number, name in found[:MOST_NAMES]]


def topics_like(typed: str) -> list[Topic]:
    return list(Topic.objects.named(typed).most_filled_first()[:MOST_NAMES])


def people_like(typed: str, user) -> list[User]:
    """Return people whose name holds what was typed; a single letter names nobody."""
    return list(people(typed, user).with_profile()[:MOST_OTHERS]) if len(typed) >= FEWEST_LETTERS else []


def organizations_like(typed: str, user) -> list[Organization]:
    if len(typed) < FEWEST_LETTERS:
        return []
    return list(organizations(typed, user).for_cards()[:MOST_OTHERS])


def titles_like(typed: str, user, limit: int) -> list[Article]:
    """Return the best matches that have a word of the query, or the beginning of one, in their title."""
    plan = planned(parsed(typed), exact=True)
    wanted = {signature([leaf]) for token in plan.query.words for leaf in token.leaves}
    wanted |= {signature(token.leaves) for word in plan.marked for token in parsed(word).words}
    try:
        _found, rows = stretch(plan, user=user, within=None, sort=RELEVANCE, number=1, per_page=MOST * 4)
    except SearchUnavailable:  # the other suggestions are still of use
        return []
    ids = [row.article_id for row in rows if any(word in row.title_words for word in wanted)][:limit]
    articles = Article.objects.readable_by(user).only("pk", "title").in_bulk(ids)
    return [articles[pk] for pk in ids if pk in articles]
