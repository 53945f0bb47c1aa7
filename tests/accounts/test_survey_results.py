"""What a survey says of units: right sums, nobody given away, and who sees how much."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AuditEntry, StaffProfile, User
from accounts.survey_results import Response, SurveyResults, shown_units
from accounts.survey_team import units_followed_by
from tests.accounts.survey_desk import (
    close,
    hand_in,
    make_holder,
    make_survey,
    make_teacher,
    teacher_framework,
)
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db


def answer(survey, unit, *levels, wanted=()):
    """Let a teacher of the unit answer for each level."""
    start = User.objects.count()
    for number, level in enumerate(levels, start):
        hand_in(survey, make_teacher(f"a{number}", unit), level, wanted)


@pytest.fixture
def survey(office):
    return make_survey(office)


@pytest.fixture
def officer(office):
    return make_holder("officer", office, "officer")


@pytest.fixture
def results(survey, office, school, other_school):
    units = units_followed_by(make_holder("chief", office, "officer"), survey)
    return SurveyResults(survey, units)


def page_of(client, survey, **query):
    return client.get(reverse("accounts:survey_results", args=[survey.pk]), query)


@pytest.mark.parametrize(
    "counts, shown",
    (
        ({1: 5, 2: 9}, {1, 2}),
        ({1: 4, 2: 9, 3: 7}, {2}),  # 4 alone could be worked out: 7 is hidden with it
        ({1: 4, 2: 4, 3: 7}, {3}),
        ({1: 2, 2: 1, 3: 5, 4: 6}, {4}),
        ({1: 3}, set()),
        ({}, set()),
    ),
)
def test_units_are_shown_where_nobody_can_be_worked_out(counts, shown):
    assert shown_units(counts) == shown


def test_the_sums_of_a_competency(results, survey, school, other_school):
    answer(survey, school, 1, 2, 3, 5, 5, 5, wanted=("F4",))
    answer(survey, other_school, 4, 4, 4, 4)
    close(survey)
    framework = teacher_framework()

    needs = {need.competency.code: need for need in results.needs(framework)}

    assert (needs["F4"].answers, needs["F4"].low, needs["F4"].wanted) == (10, 2, 6)
    assert float(needs["F4"].mean) == 3.7
    assert (needs["C1"].wanted, needs["C1"].shown_superior_mean) == (0, None)
    assert results.needs_by_unit(framework, [school.pk, other_school.pk]) == {}  # 6 would give 4 away


def test_fewer_than_five_show_nothing_at_all(client, officer, survey, school):
    answer(survey, school, 1, 1, 1, 1)
    close(survey)
    client.force_login(officer)

    page = page_of(client, survey)

    assert page.context["response"].handed_in == 4
    assert [need.is_shown for need in page.context["needs"]] == [False] * 11
    assert {(need.answers, need.mean, need.low) for need in page.context["needs"]} == {(0, None, 0)}


def test_ratings_wait_for_the_last_day(client, officer, survey, school):
    answer(survey, school, 1, 2, 3, 4, 5, 5)
    client.force_login(officer)

    page = page_of(client, survey)
    files = [
        client.get(reverse(f"accounts:survey_needs_{kind}", args=[survey.pk])).status_code
        for kind in ("xlsx", "csv")
    ]

    assert (page.context["needs"], files) == ([], [404, 404])
    assert page.context["response"].handed_in == 6


def test_the_response_counts_who_is_asked_and_has_handed_in(results, survey, school, office):
    answer(survey, school, 3, 3)
    draft, left, robot = (make_teacher(name, school) for name in ("draft", "left", "robot"))
    User.objects.filter(pk=left.pk).update(is_active=False, closed_because="left")
    User.objects.filter(pk=robot.pk).update(is_service=True)
    draft.competency_assessments.create(survey=survey, framework=teacher_framework(), organization=school)

    assert results.responses[school.pk] == Response(handed_in=2, asked=3)


def test_people_count_at_the_unit_of_the_day_they_handed_in(results, survey, school, other_school):
    answer(survey, school, 1, 1, 1, 1, 1)
    StaffProfile.objects.filter(organization=school).update(organization=other_school)
    close(survey)

    assert list(results.needs_by_unit(teacher_framework(), [school.pk, other_school.pk])) == [school.pk]
    assert results.responses[school.pk] == Response(handed_in=5, asked=0)


def test_a_manager_sees_the_own_unit_and_below_only(client, survey, school, other_school):
    answer(survey, school, *[1] * 6)
    answer(survey, other_school, *[5] * 6)
    close(survey)
    client.force_login(make_holder("head", school, "manager"))

    page = page_of(client, survey)

    assert [unit for unit, *_rest in page.context["rows"]] == [school]
    assert {float(need.mean) for need in page.context["needs"]} == {1.0}
    assert other_school.name not in page.content.decode()


def test_no_name_of_a_person_stands_in_the_results(client, officer, survey, school):
    for number in range(6):
        hand_in(survey, make_teacher(f"p{number}", school, given="ปรีชาญาณ"), 2)
    close(survey)
    client.force_login(officer)

    text = page_of(client, survey).content.decode()
    table = client.get(reverse("accounts:survey_needs_csv", args=[survey.pk])).getvalue().decode()

    assert "ปรีชาญาณ" not in text + table


@pytest.mark.parametrize("role", (None, "reviewer", "coordinator"))
def test_others_see_no_results(client, survey, school, role):
    client.force_login(make_holder("one", school, role) if role else make_person("one", school))

    assert page_of(client, survey).status_code == 403


def test_the_file_holds_the_sums_and_is_on_record(client, officer, survey, school, other_school):
    answer(survey, school, *[2] * 5)
    answer(survey, other_school, *[4] * 5)
    close(survey)
    client.force_login(officer)

    response = client.get(reverse("accounts:survey_needs_xlsx", args=[survey.pk]))

    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    first = [row for row in rows if row[3] == "C1" and row[2].startswith("สมรรถนะครู")]
    assert [(row[5], row[6], row[7]) for row in first] == [(10, 50, 3), (5, 100, 2), (5, 0, 4)]
    entry = AuditEntry.objects.get(action="export")
    assert (entry.actor, entry.organization, entry.details["survey"]) == (
        officer,
        survey.organization,
        survey.pk,
    )


def test_an_unknown_framework_is_the_usual_one(client, officer, survey, school):
    answer(survey, school, *[2] * 5)
    close(survey)
    client.force_login(officer)

    page = page_of(client, survey, framework="'; DROP", page="99999999999999999999")

    assert page.context["framework"].slug == "teacher-2553"


@pytest.mark.parametrize("count", (1, 3))
def test_results_have_a_fixed_number_of_queries(
    client, officer, office, survey, count, django_assert_num_queries
):
    for number in range(count):
        school = office.__class__.objects.create(kind="school", name=f"โรงเรียน {number}", parent=office)
        answer(survey, school, *[2] * 5)
    close(survey)
    client.force_login(officer)

    with django_assert_num_queries(19):
        page = page_of(client, survey)

    assert sum(bool(needs) for _unit, _response, needs, _few in page.context["rows"]) == count


@pytest.mark.parametrize("count", (1, 3))
def test_the_file_has_a_fixed_number_of_queries(
    client, officer, office, survey, count, django_assert_num_queries
):
    for number in range(count):
        school = office.__class__.objects.create(kind="school", name=f"โรงเรียน {number}", parent=office)
        answer(survey, school, *[2] * 5)
    close(survey)
    client.force_login(officer)

    with django_assert_num_queries(25):
        client.get(reverse("accounts:survey_needs_xlsx", args=[survey.pk]))


def test_surveys_are_listed_for_those_who_follow_them(client, survey, school, office):
    other = make_survey(office.__class__.objects.create(kind="office", name="สพป.อื่น"))
    for role, unit in (("officer", office), ("manager", school), ("administrator", office)):
        client.force_login(again(make_holder(f"x{role}", unit, role)))
        page = client.get(reverse("accounts:survey_list")).context["page"]
        assert list(page) == [survey], (role, other)
