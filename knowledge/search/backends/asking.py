"""From a plan to what OpenSearch is asked. Its ranking is not used: what a word adds is the number the index holds.

A word of an article is a feature with its impact as value; the weight of the plan is a boost of it, so the score is
the same sum as in the database. OpenSearch keeps nine bits of a number: an impact above 511 may lose one of 1000.
"""

from collections.abc import Iterable, Sequence

from knowledge.search.match import audience_of
from knowledge.search.plan import Plan, Term
from knowledge.search.segment import signature

MOST_FOUND = 10_000  # what OpenSearch counts and pages through unless it is told otherwise
MOST_IDS = 65_536  # that a filter may name unless it is told otherwise
MOST_TERMS = 250  # a question may have 1,024 parts, a term is up to three of them
LINE = "\n"

SHAPE = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
    "mappings": {
        "dynamic": False,
        "_source": {"enabled": False},  # the database holds all of it
        "properties": {
            "id": {"type": "long"},
            "audience": {"type": "byte"},
            "published": {"type": "long"},
            "terms": {"type": "rank_features"},
            "words": {"type": "text", "analyzer": "whitespace", "norms": False},
        },
    },
}


def lines_of(words: str) -> list[str]:
    """Return rows of words (`segment.signature`) as OpenSearch takes them: a word is a number, a row a value."""
    return [" ".join(f"{ord(word):x}" for word in line) for line in words.split(LINE) if line]


def has(term: int) -> dict:
    return {"rank_feature": {"field": f"terms.{term}", "linear": {}}}


def adds(term: int, weight: float) -> dict:
    return {"rank_feature": {"field": f"terms.{term}", "linear": {}, "boost": weight}}


def phrase(words: Sequence[str]) -> dict:
    """Return the condition that the words stand side by side."""
    return {"match_phrase": {"words": lines_of(signature(words))[0]}}


def at_least(mass: int, terms: Iterable[Term]) -> dict:
    """Return the condition that so much of the query stands in the article."""
    parts = [
        {"constant_score": {"filter": has(term.id), "boost": term.mass}} for term in terms if term.mass > 0
    ]
    if not parts:
        return {"match_none": {}}
    return {"function_score": {"query": {"bool": {"should": parts}}, "min_score": mass}}


def terms_of(plan: Plan) -> list[Term]:
    """Return the terms to ask for: of endless ones those that decide most."""
    return sorted(plan.terms.values(), key=lambda term: (-term.need, -term.ban, -term.mass, term.id))[
        :MOST_TERMS
    ]


def question(plan: Plan, *, user, ids: list[int] | None, hits: bool) -> dict:
    """Return the query for the hits, or for what is only near. `ids`: nothing else is asked for."""
    terms = terms_of(plan)
    filters = [{"range": {"audience": {"lte": audience_of(user)}}}]
    filters += [has(term.id) for term in terms if term.need]
    filters += [{"terms": {"id": ids}}] if ids is not None else []
    filters += [phrase(words) for words in plan.query.phrases if len(words) > 1]
    never = [has(term.id) for term in terms if term.ban]
    never += [phrase(words) for words in plan.query.excluded if len(words) > 1]
    enough = at_least(plan.enough, terms)
    if hits:
        filters += [enough, at_least(plan.least, terms)] if plan.least > plan.enough else [enough]
    else:
        never.append(enough)
        filters += [at_least(plan.least, terms)] if plan.least else []
    should = [adds(term.id, term.weight) for term in terms if term.weight > 0]
    return {"bool": {"filter": filters, "must_not": never, "should": should, "minimum_should_match": 1}}
