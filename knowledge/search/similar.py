"""What is there already on the subject of a title: shown to who types it, and to who reviews it."""

import re

from knowledge.models import Article
from knowledge.search.engine import stretch
from knowledge.search.match import RELEVANCE, SearchUnavailable
from knowledge.search.plan import Plan, planned
from knowledge.search.query import LONGEST, parsed
from knowledge.search.segment import character

MOST = 5
LOOKED_AT = 30
FEWEST_WORDS = 2
ENOUGH = 0.5  # of what the words of the title weigh stands in the other title
MARKS = re.compile(r"[^\w\s\u0e00-\u0e7f.]+")  # a title is no query: nothing in it is a command


def similar_to(what: Article | str, *, user, limit: int = MOST) -> list[Article]:
    """Return articles the person may read whose titles say much of the same, closest first. Three statements."""
    title = what.title if isinstance(what, Article) else what
    plan = planned(parsed(MARKS.sub(" ", title[: LONGEST * 5])), exact=True)
    weights = weights_of_words(plan)
    if len(weights) < FEWEST_WORDS:
        return []
    try:
        _found, rows = stretch(plan, user=user, within=None, sort=RELEVANCE, number=1, per_page=LOOKED_AT)
    except SearchUnavailable:  # a help beside the page: it goes without
        return []
    needed = ENOUGH * sum(weights.values())
    shares = {
        row.article_id: share for row in rows if (share := share_of(row.title_words, weights)) >= needed
    }
    if isinstance(what, Article):
        shares.pop(what.pk, None)
    ids = sorted(shares, key=shares.get, reverse=True)[:limit]
    articles = Article.objects.readable_by(user).only("pk", "title", "kind").in_bulk(ids)
    return [articles[pk] for pk in ids if pk in articles]


def weights_of_words(plan: Plan) -> dict[str, float]:
    """Return what each smallest word weighs: rare ones much, those nobody wrote yet most."""
    leaves = dict.fromkeys(leaf for token in plan.query.words for leaf in token.leaves)
    rarest = max((plan.idf(leaf) for leaf in leaves if leaf in plan.known), default=1)
    return {character(leaf): plan.idf(leaf) if leaf in plan.known else rarest for leaf in leaves}


def share_of(title_words: str, weights: dict[str, float]) -> float:
    """Return what the words that stand in the other title weigh together."""
    return sum(weight for word, weight in weights.items() if word in title_words)
