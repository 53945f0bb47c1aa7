"""The last word on the first hundred: words that stand side by side as in the query, and titles that say it all."""

from itertools import pairwise

from knowledge.search.match import Match
from knowledge.search.plan import UNIT, Plan
from knowledge.search.segment import signature

PAIR_WEIGHT = 0.5
TITLE_TIMES = 6
SATURATION = 1.2
SCALE = 1000
SAME_TITLE = 0.3


def reranked(found: list[Match], plan: Plan) -> list[Match]:
    """Return the matches in their final order: score with neighbours, then newest, then the higher number."""
    pairs = pair_weights(plan)
    whole = signature(leaf for token in plan.query.words for leaf in token.leaves)

    def key(match: Match):
        score = match.score + sum(weight * pair_count(match, pair) for pair, weight in pairs.items())
        if whole and whole in match.title_words:
            score += match.score * SAME_TITLE * len(whole) / len(match.title_words)
        return (match.is_hit, score, match.published_at, match.article_id)

    return sorted(found, key=key, reverse=True)


def pair_weights(plan: Plan) -> dict[str, float]:
    """Return the neighbouring words of the query, each pair with its weight."""
    leaves = [leaf for token in plan.query.words for leaf in token.leaves]
    weights = {}
    for first, second in pairwise(leaves):
        if first in plan.known and second in plan.known:
            idf = (plan.idf(first) + plan.idf(second)) / 2
            weights[signature((first, second))] = PAIR_WEIGHT * UNIT * SCALE * idf
    return weights


def pair_count(match: Match, pair: str) -> float:
    """Return how much a pair stands in an article, 0 to 1: more of it counts less and less."""
    amount = match.words.count(pair) + TITLE_TIMES * match.title_words.count(pair)
    return amount / (amount + SATURATION)
