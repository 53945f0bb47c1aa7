from datetime import UTC, datetime

import pytest
import time_machine

from accounts.services import grant_role
from knowledge.services import publish_article, withdraw_article
from reports.figures import board_of
from tests.reports.conftest import make_article, make_person


@pytest.fixture
def reviewer(office):
    person = make_person("reviewer", office)
    grant_role(user=person, role="reviewer", organization=office)
    return person


def figures(plan):
    return [card.value for card in board_of(plan.pk).counted][:2]


def test_publishing_raises_articles_and_authors_at_once(plan, teacher, reviewer):
    seen = [figures(plan)]
    for _ in range(2):
        publish_article(article=make_article(teacher, status="submitted"), by=reviewer)
        seen.append(figures(plan))

    assert seen == [[0, 0], [1, 1], [2, 1]]


def test_withdrawing_takes_the_article_out_again(plan, teacher, reviewer):
    article = publish_article(article=make_article(teacher, status="submitted"), by=reviewer)
    withdraw_article(article=article, by=reviewer, reason="ผิดเรื่อง")

    assert figures(plan) == [0, 0]


@pytest.mark.parametrize(
    "moment, counted",
    (
        (datetime(2024, 9, 30, 16, 59, 59, tzinfo=UTC), 0),  # 23:59:59 in Bangkok, the day before the plan
        (datetime(2024, 9, 30, 17, 0, 0, tzinfo=UTC), 1),  # midnight in Bangkok, 1 October
    ),
)
def test_the_plan_begins_at_midnight_in_bangkok(plan, teacher, reviewer, moment, counted):
    article = make_article(teacher, status="submitted")
    with time_machine.travel(moment, tick=False):
        publish_article(article=article, by=reviewer)

    assert figures(plan) == [counted, counted]
