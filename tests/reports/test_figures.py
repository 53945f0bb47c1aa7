from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.figures import board_of, first_board
from reports.models import Plan, Snapshot
from reports.pace import State
from reports.services import close_plan
from reports.summary import plan_summary
from tests.reports.conftest import make_article, make_person, use


def values_of(board):
    return {card.target.code: card.value for card in board.counted}


def test_board_holds_every_target_under_its_strategy(plan, teacher):
    make_article(teacher)

    board = board_of(plan.pk)

    assert [len(cards) for _strategy, cards, _guidelines in board.sections] == [5, 4, 5]
    assert values_of(board) == {"1.2": 1, "1.3": 1, "1.4": 0, "2.3": 0}
    assert [card.state for card in board.cards].count(State.UNCOUNTED) == 10


def test_board_is_counted_anew_after_a_change_and_only_then(plan, teacher):
    assert values_of(board_of(plan.pk))["1.4"] == 0
    with CaptureQueriesContext(
        connection,
    ) as queries:
        board_of(plan.pk)
    use(teacher, date(2026, 5, 1))

    assert len(queries) == 1
    assert values_of(board_of(plan.pk))["1.4"] == 1


@pytest.mark.parametrize("count", (1, 3))
def test_board_asks_a_fixed_number_of_queries(plan, school, count, django_assert_num_queries):
    for number in range(count):
        person = make_person(f"person{number}", school)
        make_article(person)
        use(person, date(2026, 5, 1))
        Snapshot.objects.create(
            target=plan.targets.get(code="1.2"), day=date(2026, 1, 1 + number), value=number
        )

    with django_assert_num_queries(15):
        board_of(plan.pk)


def test_summary_is_the_four_counted_targets(plan):
    assert [card.target.code for card in plan_summary()] == ["1.2", "1.3", "1.4", "2.3"]


def test_summary_is_empty_without_a_plan_in_force(plan):
    plan.state = Plan.State.DRAFT
    plan.save()

    assert plan_summary() == []
    assert first_board() is None


def test_closing_a_plan_freezes_its_figures(plan, teacher):
    make_article(teacher)
    close_plan(plan=plan)
    make_article(teacher)
    close_plan(plan=plan)

    board = board_of(plan.pk)
    assert values_of(board) == {"1.2": 1, "1.3": 1, "1.4": 0, "2.3": 0}
    assert {card.state for card in board.cards} == {State.CLOSED}


def test_a_plan_closed_before_the_portal_has_no_figures(plan):
    board = board_of(Plan.objects.get(code="kmc-2550").pk)

    assert values_of(board) == {"1.2": None, "1.3": None, "1.4": None, "2.3": None}
    assert {card.full_on for card in board.cards} == {None}


@pytest.mark.parametrize("wrong", ({"metric": "no-such-metric"}, {"goal": 0}))
def test_a_target_entered_wrongly_breaks_no_page(client, plan, wrong):
    plan.targets.filter(code="1.2").update(**wrong)
    target = plan.targets.get(code="1.2")

    answers = [client.get(url).status_code for url in ("/targets/", target.get_absolute_url())]

    assert answers == [200, 200]
    assert values_of(board_of(plan.pk)) == {"1.3": 0, "1.4": 0, "2.3": 0}
