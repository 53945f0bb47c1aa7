"""The answers to the evaluation's queries are the same, in the same order, from the database and from OpenSearch."""

import statistics

import pytest

from kmc.management.commands.bench_search import DEPTH, enter_articles, evaluation_rows, ndcg, queries
from knowledge.search import reindex, search

EVERY = 7  # of the queries: the tests' own OpenSearch looks at each article for each


@pytest.fixture
def library(db):
    enter_articles(evaluation_rows())


def asked(visitor):
    reindex()
    return [
        [hit.article.pk for hit in (*results.items, *results.near)][:DEPTH]
        for results in (search(text, user=visitor, per_page=DEPTH) for _kind, text, _wanted in some())
    ]


def some():
    return list(queries())[::EVERY]


def test_answers_are_as_good_and_hardly_differ(library, named, settings, visitor):
    outside = asked(visitor)
    settings.KMC_SEARCH_URL = ""
    inside = asked(visitor)

    gains = [
        statistics.mean(
            ndcg(found, wanted) for found, (_kind, _text, wanted) in zip(answers, some(), strict=True)
        )
        for answers in (outside, inside)
    ]
    assert abs(gains[0] - gains[1]) < 0.01
    assert sum(map(list.__eq__, outside, inside)) >= 0.9 * len(inside)
