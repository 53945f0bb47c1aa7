"""What else the words find: people, organizations, networks, topics, each for who may see it."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from kmc.lib.thai import normalize
from knowledge.models import Topic
from knowledge.search.query import LONGEST, MOST_WORDS, parsed
from networks.models import SchoolNetwork

ARTICLES, PEOPLE, ORGANIZATIONS, NETWORKS, TOPICS = (
    "articles",
    "people",
    "organizations",
    "networks",
    "topics",
)
MOST_TOPICS = 5


@dataclass(frozen=True)
class Kind:
    """One kind of results beside articles."""

    name: str
    title: Promise
    counter: Promise  # what stands behind their number

    def rows(self, text: str, user) -> QuerySet:
        """Return what the words find and the person may see, in the kind's own order."""
        words = " ".join(normalize(text[: LONGEST * 5]).split()[:MOST_WORDS])[:LONGEST]
        return ROWS[self.name](words, user)

    def loaded(self, rows: QuerySet) -> QuerySet:
        """Load what a row of the page shows. Two queries at most."""
        return LOADED[self.name](rows)


def people(words: str, user) -> QuerySet:
    found = User.objects.visible_to(user).named(words) if words else User.objects.none()
    return found.in_thai_order()


def organizations(words: str, user) -> QuerySet:
    return Organization.objects.working().found_by(words).in_office_order()


def networks(words: str, user) -> QuerySet:
    return SchoolNetwork.objects.active().named(words).order_by("sort_key", "pk")


def topics(words: str, user) -> QuerySet:
    return Topic.objects.named(words).in_order()


ROWS = {PEOPLE: people, ORGANIZATIONS: organizations, NETWORKS: networks, TOPICS: topics}
LOADED = {
    PEOPLE: lambda rows: rows.with_profile(),
    ORGANIZATIONS: lambda rows: rows.for_cards(),
    NETWORKS: lambda rows: rows.for_list(),
    TOPICS: lambda rows: rows.select_related("parent"),
}
BESIDE = {
    kind.name: kind
    for kind in (
        Kind(PEOPLE, _("People"), _("people")),
        Kind(ORGANIZATIONS, _("Schools and groups"), _("organizations")),
        Kind(NETWORKS, _("Networks"), _("networks")),
        Kind(TOPICS, _("Topics"), _("topics")),
    )
}


def counts_of(text: str, user) -> dict[str, int]:
    """Return how many of each kind the words find. One statement."""
    arms = [
        kind.rows(text, user)
        .order_by()
        .annotate(what=Value(name))
        .values_list("what")
        .annotate(n=Count("pk"))
        for name, kind in BESIDE.items()
    ]
    return dict(arms[0].union(*arms[1:], all=True))


def tabs_of(text: str, *, user, current: str, articles: tuple[int, bool]) -> list[dict]:
    """Return a tab for articles and one for each other kind that has something. One statement.

    `articles` is how many were found and whether there are more.
    """
    total, is_capped = articles
    asked = urlencode({"q": text})
    tabs = [
        {
            "url": f"{reverse('knowledge:article_list')}?{asked}",
            "text": _("Knowledge"),
            "is_current": current == ARTICLES,
            "count": f"{total:,}+" if is_capped else f"{total:,}",
        }
    ]
    counts = counts_of(text, user)
    for name, kind in BESIDE.items():
        if counts.get(name) or name == current:
            url = reverse("knowledge:search_beside", args=[name])
            count = f"{counts.get(name, 0):,}"
            tabs.append(
                {"url": f"{url}?{asked}", "text": kind.title, "is_current": name == current, "count": count}
            )
    return tabs


def near_topics(text: str) -> list[Topic]:
    """Return topics whose name holds any of the words, for who found no article. One query."""
    words = [word for token in parsed(text).words for word in (token.word, *token.leaves) if len(word) > 2]
    return list(Topic.objects.named_any(dict.fromkeys(words)).in_order()[:MOST_TOPICS])
