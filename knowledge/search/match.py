"""What a search finds, whoever answers it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from knowledge.models import Article, Posting

RELEVANCE, NEWEST, MOST_READ, MOST_USED = "relevance", "newest", "read", "used"


class SearchUnavailable(Exception):
    """Nobody can answer at the moment. Nothing is wrong with what was asked."""


@dataclass(frozen=True)
class Match:
    """An article found. `is_hit`: enough of the query stands in it; else it is only near."""

    article_id: int
    score: int
    is_hit: bool
    published_at: datetime
    title_words: str
    words: str


@dataclass(frozen=True)
class Matches:
    rows: list[Match]
    hits: int
    all: int
    is_capped: bool


class Entry(NamedTuple):
    """What the index is to hold of an article: the impact of each term, and for whom."""

    article_id: int
    audience: int
    impacts: dict[int, int]


def audience_of(user) -> int:
    """Return the highest audience whose articles the person finds."""
    return (Posting.Audience.STAFF if user.is_authenticated else Posting.Audience.PUBLIC).value


def audience_for(article: Article) -> int:
    """Return the audience that an article is for."""
    is_public = article.visibility == Article.Visibility.PUBLIC
    return (Posting.Audience.PUBLIC if is_public else Posting.Audience.STAFF).value
