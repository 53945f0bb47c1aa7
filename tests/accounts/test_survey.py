"""One's own form, opening a survey, and the superior's page: by hand, as people do."""

import pytest
from django.urls import reverse

from accounts.models import (
    Competency,
    CompetencyAssessment,
    CompetencyRating,
    CompetencySurvey,
    StaffProfile,
    User,
)
from accounts.permissions import can_rate
from accounts.survey_team import people_rated_by
from tests.accounts.survey_desk import (
    close,
    hand_in,
    make_holder,
    make_survey,
    make_teacher,
    posted,
    teacher_framework,
)
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db
MINE = "/me/competencies/"


@pytest.fixture
def survey(office):
    return make_survey(office)


@pytest.fixture
def framework():
    return teacher_framework()


@pytest.fixture
def answering(client, school, survey, framework):
    person = make_teacher("answering", school)
    client.force_login(person)
    return person


@pytest.fixture
def manager(school):
    return make_holder("head", school, "manager")


def test_a_form_is_handed_in_without_scripts(client, answering, framework):
    first = framework.competencies.first()

    response = client.post(MINE, posted(framework, 4, **{f"wanted_{first.pk}": "on"}), follow=True)

    form = CompetencyAssessment.objects.get(user=answering)
    assert form.submitted_at is not None
    assert form.ratings.filter(level=4).count() == 11
    assert [rating.competency for rating in form.ratings.filter(is_wanted=True)] == [first]
    assert response.context["assessment"] == form


def test_a_half_filled_form_is_kept_as_a_draft(client, answering, framework):
    one, other, *_rest = framework.competencies.all()
    draft = {"framework": framework.slug, "save": "draft", f"level_{one.pk}": 2, f"wanted_{other.pk}": "on"}

    client.post(MINE, draft)
    rows = {row["competency"].pk: row for row in client.get(MINE).context["rows"]}

    assert rows[one.pk]["level"].value() == 2
    assert rows[other.pk]["wanted"].value() is True
    assert CompetencyAssessment.objects.get().submitted_at is None


def test_handing_in_asks_for_every_level_and_forgets_none(client, answering, framework):
    data = posted(framework, 5)
    missing = framework.competencies.last()
    del data[f"level_{missing.pk}"]

    response = client.post(MINE, data)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [f"level_{missing.pk}"]
    assert response.content.decode().count("checked") == 10
    assert not CompetencyAssessment.objects.exists()


@pytest.mark.parametrize("level", ("0", "6", "99999999999", "-1", "๓x", "1 OR 1", "\x00", ""))
@pytest.mark.parametrize("save", ("draft", "hand_in"))
def test_a_wrong_level_is_a_sentence_not_a_crash(client, answering, framework, level, save):
    first = framework.competencies.first()

    response = client.post(MINE, posted(framework, 3, save, **{f"level_{first.pk}": level}))

    assert response.status_code == (302 if save == "draft" and level == "" else 200)
    assert not CompetencyRating.objects.filter(competency=first, level__isnull=False).exists()


def test_competencies_and_frameworks_of_others_are_left_out(client, answering, framework):
    foreign = Competency.objects.filter(framework__slug="civil-service").first()
    data = posted(framework, 3) | {f"level_{foreign.pk}": 5, "framework": "civil-service"}

    client.post(MINE, data)

    form = CompetencyAssessment.objects.get()
    assert form.framework == framework
    assert not form.ratings.filter(competency=foreign).exists()


def test_after_closing_nothing_changes(client, answering, survey, framework):
    hand_in(survey, answering, level=2)
    close(survey)

    response = client.post(MINE, posted(framework, 5), follow=True)

    assert set(CompetencyRating.objects.values_list("level", flat=True)) == {2}
    assert [form.survey for form in response.context["past"]] == [survey]
    assert [str(message) for message in response.context["messages"]] != []


def test_whose_kind_is_unknown_answers_a_plain_question(client, answering, framework):
    StaffProfile.objects.filter(user=answering).update(staff_kind="")

    question = client.get(MINE)
    chosen = client.get(MINE, {"framework": "civil-service"})
    wrong = client.get(MINE, {"framework": "no-such"})

    assert {one.slug for one in question.context["frameworks"]} >= {"teacher-2553", "civil-service"}
    assert chosen.context["form"].framework.slug == "civil-service"
    assert "frameworks" in wrong.context


def test_earlier_years_stand_beside(client, answering, office, survey, framework):
    before = make_survey(office, year=survey.year - 1)
    hand_in(before, answering, level=2)
    close(before)

    rows = client.get(MINE).context["rows"]

    assert {tuple(row["before"]) for row in rows} == {((str(before.year + 543), 2),)}


def test_a_survey_of_another_office_is_not_mine(client, school, framework):
    other = make_holder("far", school.__class__.objects.create(kind="office", name="สพป.อื่น"), "officer")
    make_survey(other.profile.organization)
    client.force_login(make_teacher("here", school))

    assert "form" not in client.get(MINE).context


def test_who_has_no_unit_is_told_so(client, framework, survey):
    client.force_login(make_person("free", None))

    assert client.get(MINE).status_code == 200


def test_an_officer_opens_the_survey_in_the_buddhist_era(client, office, framework):
    officer = make_holder("officer", office, "officer")
    client.force_login(officer)
    dates = {"year": "๒๕๖๙", "opens_on": "1 ก.ค. 2569", "closes_on": "31/7/2026"}

    for _ in range(2):
        client.post(reverse("accounts:survey_create"), {"organization": office.pk, **dates})

    survey = CompetencySurvey.objects.get()
    assert (survey.year, str(survey.opens_on), str(survey.closes_on)) == (2026, "2026-07-01", "2026-07-31")
    assert survey.opened_by == officer


@pytest.mark.parametrize(
    "field, value",
    (
        ("closes_on", "1/6/2569"),
        ("opens_on", "1/7/2568"),
        ("year", "69"),
        ("organization", "99999999999999999999"),
        ("opens_on", "31/2/2569"),
    ),
)
def test_a_survey_with_wrong_days_is_not_opened(client, office, field, value):
    client.force_login(make_holder("officer", office, "officer"))
    data = {"organization": office.pk, "year": "2569", "opens_on": "1/7/2569", "closes_on": "31/7/2569"}

    response = client.post(reverse("accounts:survey_create"), data | {field: value})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not CompetencySurvey.objects.exists()


def test_nobody_opens_the_survey_of_another_office(client, office, school):
    client.force_login(make_holder("officer", office, "officer"))
    other = office.__class__.objects.create(kind="office", name="สพป.อื่น")
    data = {"year": "2569", "opens_on": "1/7/2569", "closes_on": "31/7/2569"}

    for unit in (other, school):
        client.post(reverse("accounts:survey_create"), {"organization": unit.pk, **data})

    assert not CompetencySurvey.objects.exists()


def test_the_last_day_may_change_but_not_before_the_first(client, office, survey):
    client.force_login(make_holder("officer", office, "officer"))
    address = reverse("accounts:survey_edit", args=[survey.pk])

    client.post(address, {"closes_on": "1/1/2560"})
    survey.refresh_from_db()
    before = survey.closes_on
    client.post(address, {"closes_on": "1/12/2570", "opens_on": "1/1/2560", "year": "2500"})
    survey.refresh_from_db()

    assert str(before) != "2017-01-01"
    assert (str(survey.closes_on), survey.year) == ("2027-12-01", before.year)


@pytest.mark.parametrize("count", (1, 3))
def test_the_team_has_a_fixed_number_of_queries(
    client, school, survey, manager, count, django_assert_num_queries
):
    for number in range(count):
        hand_in(survey, make_teacher(f"t{number}", school))
    client.force_login(manager)

    with django_assert_num_queries(11):
        page = client.get(reverse("accounts:survey_team", args=[survey.pk]))

    assert len(page.context["rows"]) == count


def test_the_superior_confirms_and_the_person_sees_it(client, answering, survey, manager):
    form = hand_in(survey, answering, level=2)
    address = reverse("accounts:survey_person", args=[form.pk])
    client.force_login(manager)
    page = client.get(address).context["form"]
    levels = {f"level_{one.pk}": 4 for one in page.competencies}

    client.post(address, levels | {"seen": page["seen"].value()})
    client.force_login(answering)
    rows = client.get(MINE).context["rows"]

    form.refresh_from_db()
    assert form.confirmed_by == manager
    assert {row["superior"] for row in rows} == {4}


def test_a_form_changed_meanwhile_is_looked_at_again(client, answering, survey, manager):
    form = hand_in(survey, answering, level=2)
    address = reverse("accounts:survey_person", args=[form.pk])
    client.force_login(manager)
    page = client.get(address).context["form"]
    hand_in(survey, answering, level=5)

    levels = {f"level_{one.pk}": 2 for one in page.competencies}
    response = client.post(address, levels | {"seen": page["seen"].value()})

    form.refresh_from_db()
    assert (response.url, form.confirmed_at) == (address, None)


def test_ratings_are_for_the_person_and_the_superior_alone(office, school, other_school, survey, manager):
    person, fellow = make_teacher("rated", school), make_holder("fellow", school, "manager")
    above = make_holder("above", office, "manager")
    others = [
        fellow,
        person,
        make_teacher("colleague", school),
        make_holder("elsewhere", other_school, "manager"),
        make_holder("officer", office, "officer"),
        make_holder("administrator", office, "administrator"),
        make_person("superuser", office, is_superuser=True),
    ]

    assert [can_rate(again(one), person) for one in (manager, above, fellow)] == [True, True, True]
    assert [can_rate(again(one), person) for one in others[1:]] == [False] * 6
    assert [can_rate(again(one), fellow) for one in (manager, above)] == [False, True]
    everyone = User.objects.directory()
    for one in (manager, above, *others):
        rated = {other for other in everyone if can_rate(again(one), other)}
        assert set(people_rated_by(again(one), survey)) == rated
