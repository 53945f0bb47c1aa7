"""What of a survey may be told to everybody."""

import pytest

from accounts.services import grant_role, sync_roles
from accounts.survey_told import gives_few_away, largest_needs
from tests.accounts.survey_desk import (
    close,
    hand_in,
    make_holder,
    make_survey,
    make_teacher,
    teacher_framework,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(office):
    return make_survey(office)


def answer(survey, unit, count):
    for number in range(count):
        hand_in(survey, make_teacher(f"t{unit.pk}-{number}", unit), 2, ("F4",))


def told(survey):
    close(survey)
    return [(need.competency.code, need.wanted) for need in largest_needs(survey)]


def test_needs_are_told_where_many_answered(survey, school, other_school):
    answer(survey, school, 6)
    answer(survey, other_school, 5)

    assert told(survey) == [("F4", 11)]


@pytest.mark.parametrize("count, is_told", ((4, False), (5, False), (6, True)))
def test_everybody_knows_their_own_form(survey, school, count, is_told):
    answer(survey, school, count)

    assert bool(told(survey)) is is_told


@pytest.mark.parametrize("elsewhere, is_told", ((0, True), (1, False), (4, False), (5, True)))
@pytest.mark.parametrize("role", ("manager", "officer", "administrator"))
def test_nobody_who_knows_a_school_learns_of_few_elsewhere(
    survey, school, other_school, role, elsewhere, is_told
):
    make_holder("holder", school, role)
    answer(survey, school, 9)
    answer(survey, other_school, elsewhere)

    assert bool(told(survey)) is is_told


def test_a_fellow_manager_is_not_worked_out(survey, school):
    sync_roles()
    answer(survey, school, 9)
    for name in ("m1", "m2"):
        head = make_teacher(name, school)
        grant_role(user=head, role="manager", organization=school)
        hand_in(survey, head, 3)

    assert told(survey) == []  # each knows the nine and their own


def test_a_manager_of_all_who_answered_alone_gives_nobody_away(survey, office, school):
    make_holder("chief", office, "manager")
    answer(survey, school, 9)

    assert told(survey) == [("F4", 9)]


def test_a_running_survey_tells_nothing(survey, school):
    answer(survey, school, 9)

    assert largest_needs(survey) == []


@pytest.mark.parametrize("count", (6, 12))
def test_query_count_is_fixed(survey, school, other_school, count, django_assert_num_queries):
    for unit in (school, other_school):
        make_holder(f"head{unit.pk}", unit, "manager")
        answer(survey, unit, count)
    framework = teacher_framework()

    with django_assert_num_queries(5):
        assert not gives_few_away(survey, framework)
