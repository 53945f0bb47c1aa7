"""Sums of a survey give nobody away: not by what the reader knows already, not by taking one sum from another."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import CompetencyAssessment, Organization, StaffProfile
from accounts.services.competency import confirm_assessment, stamp_of
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


def answers(survey, unit, count, level=3):
    people = [make_teacher(f"t{unit.pk}-{number}", unit) for number in range(count)]
    return [hand_in(survey, person, level) for person in people]


def manager_who_answers(survey, unit, name, level):
    person = make_holder(name, unit, "manager")
    StaffProfile.objects.filter(user=person).update(staff_kind="teacher")
    hand_in(survey, person, level)
    return person


def shown_to(client, survey, reader):
    """Return whether sums are shown: of all together, and of how many units."""
    client.force_login(reader)
    page = client.get(reverse("accounts:survey_results", args=[survey.pk]))
    total = any(need.is_shown for need in page.context["needs"])
    return total, sum(bool(needs) for _unit, _response, needs, _few in page.context["rows"])


def test_a_manager_does_not_work_out_the_form_of_a_fellow_manager(client, survey, school):
    answers(survey, school, 6)
    one, _two = (manager_who_answers(survey, school, name, 1) for name in ("one", "two"))
    close(survey)

    assert shown_to(client, survey, one) == (False, 0)


def test_a_manager_who_sees_every_form_sees_the_sums(client, survey, school):
    answers(survey, school, 5)
    head = manager_who_answers(survey, school, "head", 2)
    close(survey)

    assert shown_to(client, survey, head) == (True, 1)


def test_what_a_manager_knows_gives_no_other_unit_away(client, survey, school, office):
    below = Organization.objects.create(kind="group", name="กลุ่มย่อย", parent=school)
    answers(survey, school, 6)
    answers(survey, below, 6)
    head, _fellow = (manager_who_answers(survey, school, name, 1) for name in ("head", "fellow"))
    officer = make_holder("officer", office, "officer")
    close(survey)

    assert shown_to(client, survey, head) == (False, 1)
    assert shown_to(client, survey, officer) == (True, 2)


def confirm(assessments, by, level):
    for one in assessments:
        one = CompetencyAssessment.objects.get(pk=one.pk)
        levels = dict.fromkeys(one.ratings.values_list("competency_id", flat=True), level)
        confirm_assessment(assessment=one, levels=levels, by=by, seen=stamp_of(one))


def test_the_mean_by_superiors_of_all_gives_no_small_unit_away(client, office, survey, school, other_school):
    many, few = answers(survey, school, 6), answers(survey, other_school, 6)
    confirm(many, make_holder("head", school, "manager"), 4)
    confirm(few[:1], make_holder("other", other_school, "manager"), 1)
    close(survey)
    client.force_login(make_holder("officer", office, "officer"))

    table = client.get(reverse("accounts:survey_needs_csv", args=[survey.pk])).getvalue().decode("utf-8-sig")

    name = str(teacher_framework())
    rows = [
        row for row in csv.reader(io.StringIO(table)) if len(row) > 8 and row[2] == name and row[3] == "C1"
    ]
    assert [row[8] for row in rows] == ["น้อยกว่า 5 คน", "4.0", "น้อยกว่า 5 คน"]


def test_a_survey_that_is_over_is_not_opened_again(client, office, survey):
    client.force_login(make_holder("officer", office, "officer"))
    page = reverse("accounts:survey_edit", args=[survey.pk])
    tomorrow = timezone.localdate() + timedelta(days=1)

    longer = client.post(page, {"closes_on": tomorrow.isoformat()})
    close(survey)
    again = client.post(page, {"closes_on": tomorrow.isoformat()})

    assert (longer.status_code, again.status_code) == (302, 200)
    survey.refresh_from_db()
    assert survey.is_closed


def test_the_administration_opens_no_survey_again_either(client, office, survey):
    close(survey)
    client.force_login(make_holder("chief", office, "administrator"))
    page = reverse("admin:accounts_competencysurvey_change", args=[survey.pk])

    client.post(page, {"opens_on": "2025-01-01", "closes_on": "2099-01-01"})

    survey.refresh_from_db()
    assert survey.is_closed
