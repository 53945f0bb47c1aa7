"""The answers on the demo articles stay good, and are the same on both databases."""

import statistics

import pytest

from kmc.management.commands.bench_search import CORE, DEPTH, enter_articles, evaluation_rows, ndcg, queries
from knowledge.search import reindex, search


@pytest.fixture
def library(db):
    enter_articles(evaluation_rows())
    reindex()


def test_answers_stay_good(library, visitor):
    gains = {}
    for kind, text, wanted in queries():
        results = search(text, user=visitor, per_page=DEPTH)
        found = [hit.article.pk for hit in (*results.items, *results.near)][:DEPTH]
        gains.setdefault(kind in CORE, []).append(ndcg(found, wanted))

    assert statistics.mean(gains[True]) >= 0.94
    assert statistics.mean(gains[False]) >= 0.945


@pytest.mark.parametrize(
    "text, order",
    (
        ("เรียนรวม", [31, 240, 128, 11, 241]),
        ("ตรวจรับพัสดุ", [37, 204, 202, 205, 201]),
        ("การอ่าน", [141, 9, 13, 11, 101]),
    ),
)
def test_order_is_the_same_on_every_database(library, visitor, text, order):
    assert [hit.article.pk for hit in search(text, user=visitor).items][:5] == order
