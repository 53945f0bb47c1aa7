"""Frameworks as data, and whose rating is kept under which rules."""

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import (
    Competency,
    CompetencyAssessment,
    CompetencyFramework,
    CompetencySurvey,
    StaffProfile,
)
from accounts.services.competency import (
    FormChanged,
    OwnRating,
    SurveyClosed,
    confirm_assessment,
    framework_for,
    load_frameworks,
    open_survey,
    save_assessment,
    stamp_of,
)
from tests.accounts.survey_desk import (
    close,
    hand_in,
    make_holder,
    make_survey,
    make_teacher,
    rated,
    teacher_framework,
)
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db


def test_frameworks_load_twice_and_leave_what_people_changed(capsys):
    call_command("load_competencies")
    first = Competency.objects.get(framework__slug="teacher-2553", code="F1")
    first.name = "การออกแบบการเรียนรู้"
    first.save()

    call_command("load_competencies")

    counts = {one.slug: one.competencies.count() for one in CompetencyFramework.objects.all()}
    assert counts == {"teacher-2553": 11, "education-leaders-2553": 5, "civil-service": 5}
    first.refresh_from_db()
    assert first.name == "การออกแบบการเรียนรู้"
    assert capsys.readouterr().out.count("there already") == 3


def test_every_kind_of_staff_has_one_framework():
    load_frameworks()

    found = [kind for one in CompetencyFramework.objects.all() for kind in one.staff_kinds]

    assert sorted(found) == sorted(StaffProfile.StaffKind.values)


@pytest.mark.parametrize(
    "kind, slug",
    (
        ("teacher", "teacher-2553"),
        ("supervisor", "education-leaders-2553"),
        ("other_personnel", "civil-service"),
        ("temporary_employee", "civil-service"),
        ("", None),
    ),
)
def test_framework_follows_the_kind_of_staff(kind, slug):
    load_frameworks()

    assert getattr(framework_for(StaffProfile(staff_kind=kind)), "slug", None) == slug


def test_a_framework_out_of_use_is_nobodys():
    load_frameworks()
    CompetencyFramework.objects.update(is_active=False)

    assert framework_for(StaffProfile(staff_kind="teacher")) is None


def test_there_is_one_survey_an_office_and_year(office):
    officer = make_person("officer", office)
    dates = {"opens_on": "2026-07-01", "closes_on": "2026-07-31"}

    answers = [open_survey(organization=office, year=2026, by=officer, **dates) for _ in range(2)]

    assert [is_new for _survey, is_new in answers] == [True, False]
    assert CompetencySurvey.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        CompetencySurvey.objects.create(organization=office, year=2026, opened_by=officer, **dates)


def test_a_draft_keeps_a_wish_without_a_level(office, school):
    framework, survey = teacher_framework(), make_survey(office)
    first = framework.competencies.first()

    draft = save_assessment(
        survey=survey,
        framework=framework,
        ratings={first.pk: OwnRating(None, True)},
        by=make_teacher("t", school),
    )

    assert draft.submitted_at is None
    assert list(draft.ratings.values_list("level", "is_wanted")) == [(None, True)]


@pytest.mark.parametrize("level", (0, 6, -1))
def test_the_database_refuses_other_levels(office, school, level):
    framework, survey = teacher_framework(), make_survey(office)

    with pytest.raises(IntegrityError), transaction.atomic():
        hand_in(survey, make_teacher("t", school), level=level, framework=framework)


def test_a_gap_or_a_foreign_competency_is_not_handed_in(office, school):
    framework, survey, person = teacher_framework(), make_survey(office), make_teacher("t", school)
    foreign = Competency.objects.filter(framework__slug="civil-service").first()
    whole = rated(framework)

    for ratings in ({**whole, foreign.pk: OwnRating(3)}, dict(list(whole.items())[1:])):
        with pytest.raises(ValueError), transaction.atomic():
            save_assessment(survey=survey, framework=framework, ratings=ratings, by=person, hand_in=True)

    assert not CompetencyAssessment.objects.exists()


def test_handing_in_twice_keeps_one_form_and_moves_with_the_person(office, school, other_school):
    survey, person = make_survey(office), make_teacher("t", school)
    hand_in(survey, person, level=2)
    StaffProfile.objects.filter(user=person).update(organization=other_school)

    again = hand_in(survey, person, level=4)

    assert CompetencyAssessment.objects.count() == 1
    assert again.organization == other_school
    assert set(again.ratings.values_list("level", flat=True)) == {4}
    assert again.ratings.count() == 11


def test_a_handed_in_form_does_not_become_a_draft_again(office, school):
    survey, person, framework = make_survey(office), make_teacher("t", school), teacher_framework()
    hand_in(survey, person)

    kept = save_assessment(survey=survey, framework=framework, ratings=rated(framework, 5), by=person)

    assert kept.submitted_at is not None


def test_a_change_takes_the_confirmation_back_and_leaves_the_superiors_levels(office, school, colleague):
    survey, person = make_survey(office), make_teacher("t", school)
    form = hand_in(survey, person)
    levels = dict.fromkeys(rated(form.framework), 4)
    confirm_assessment(assessment=form, levels=levels, by=colleague, seen=stamp_of(form))

    again = hand_in(survey, person, level=5)

    assert (again.confirmed_by, again.confirmed_at) == (None, None)
    assert set(again.ratings.values_list("level", "superior_level")) == {(5, 4)}


def test_nobody_confirms_their_own_form_a_draft_or_an_older_state(office, school, colleague):
    survey, person = make_survey(office), make_teacher("t", school)
    form = hand_in(survey, person)
    seen = stamp_of(form)
    hand_in(survey, person, level=1)
    form.refresh_from_db()

    with pytest.raises(FormChanged):
        confirm_assessment(assessment=form, levels={}, by=colleague, seen=seen)
    with pytest.raises(ValueError):
        confirm_assessment(assessment=form, levels={}, by=person, seen=stamp_of(form))


def test_nothing_is_kept_before_or_after_the_days_of_the_survey(office, school):
    person = make_teacher("t", school)
    early, late = make_survey(office, opens=1, closes=2), make_survey(office, year=2020)
    close(late)

    for survey in (early, late):
        with pytest.raises(SurveyClosed):
            hand_in(survey, person)


def framework_form(framework, **fields):
    """Return what the administration's form of a framework sends."""
    rows = list(framework.competencies.all())
    data = {"competencies-TOTAL_FORMS": len(rows), "competencies-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        names = ("id", "position", "group", "code", "name", "name_en")
        data |= {f"competencies-{number}-{name}": getattr(row, name) for name in names}
    whole = {"slug": framework.slug, "name": framework.name, "staff_kinds": framework.staff_kinds}
    return whole | {"is_active": "on"} | data | fields


def test_a_framework_is_kept_in_the_administration(client, office):
    client.force_login(make_holder("keeper", office, "administrator"))
    framework = teacher_framework()
    address = reverse("admin:accounts_competencyframework_change", args=[framework.pk])

    page = client.get(address)
    client.post(address, framework_form(framework, staff_kinds=["teacher", "temporary_employee"]))
    client.post(address, framework_form(framework, staff_kinds=["nobody"], name="อื่น"))

    framework.refresh_from_db()
    assert page.status_code == 200
    assert framework.staff_kinds == ["teacher", "temporary_employee"]
    assert framework.name == "สมรรถนะครู (สพฐ. พ.ศ. 2553)"


def test_nobodys_ratings_are_looked_at_in_the_administration():
    shown = {model.__name__ for model in admin.site._registry}

    assert shown & {"CompetencyAssessment", "CompetencyRating"} == set()
