"""Kinds of plans, and the yearly review of the one for developing staff."""

import re
import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import CompetencySurvey
from accounts.services import grant_role
from reports.models import Plan, PlanReview
from reports.permissions import can_edit_review, can_review_plan
from reports.plan_reviews import suggested_findings
from reports.services import add_review, change_review
from reports.shares import plan_over
from tests.accounts.survey_desk import close, hand_in, make_survey, make_teacher
from tests.reports.conftest import make_person, make_unit

LIST = "/plans/"


@pytest.fixture
def staff_plan(office):
    return Plan.objects.create(
        code="staff",
        kind="staff_development",
        name="แผนพัฒนาทรัพยากรบุคคล",
        organization=office,
        state="active",
        starts_on=date(2025, 10, 1),
        ends_on=date(2028, 9, 30),
    )


@pytest.fixture
def review(staff_plan, officer):
    return review_of(staff_plan, officer, 2027, day=date(2026, 10, 5))


def review_of(plan, by, year, day=None, **fields):
    return plan.reviews.create(
        fiscal_year=year,
        reviewed_on=day or date(year, 1, 5),
        reviewed_by=by,
        findings=f"พบใน {year}",
        changes="เปลี่ยน",
        **fields,
    )


def create_url(plan):
    return reverse("reports:plan_review_create", args=[plan.pk])


def edit_url(review):
    return reverse("reports:plan_review_edit", args=[review.pk])


def form_data(**changes):
    data = {"fiscal_year": "2570", "reviewed_on": "20/11/2569", "survey": "", "findings": "พบว่า"}
    return data | {"changes": "ปรับ", "form_token": str(uuid.uuid4())} | changes


# --- Kinds --------------------------------------------------------------------------------------


def test_an_active_staff_plan_moves_no_figure_of_the_master_plan(client, plan, staff_plan, office, school):
    Plan.objects.filter(pk=staff_plan.pk).update(starts_on=date(2026, 10, 1))

    assert Plan.objects.first_active() == plan
    assert plan_over(office) == plan_over(school) == plan
    assert client.get("/targets/").context["board"].plan == plan


def test_an_office_with_a_staff_plan_only_has_no_master_plan_in_force(plan, staff_plan):
    Plan.objects.filter(pk=plan.pk).update(state="closed")

    assert Plan.objects.first_active() is None


def test_the_plans_that_come_with_the_portal_have_their_kinds(plan):
    kinds = dict(Plan.objects.values_list("code", "kind"))

    assert kinds == {"kmc-2550": "master", "kmc-2568": "master", "peo-2560": "other"}


@pytest.mark.parametrize(
    "query, codes",
    (
        ("", {"kmc-2550", "kmc-2568", "peo-2560", "staff"}),
        ("?kind=master", {"kmc-2550", "kmc-2568"}),
        ("?kind=staff_development", {"staff"}),
        ("?kind=other", {"peo-2560"}),
        ("?kind=nonsense", {"kmc-2550", "kmc-2568", "peo-2560", "staff"}),
    ),
)
def test_plans_are_listed_by_kind(client, staff_plan, query, codes):
    page = client.get(LIST + query)

    assert {plan.code for plan in page.context["plans"]} == codes
    assert [tab["count"] for tab in page.context["tabs"]] == [4, 2, 1, 1]


def test_tabs_do_not_count_drafts_for_visitors(client, staff_plan, officer):
    Plan.objects.filter(pk=staff_plan.pk).update(state="draft")

    assert [tab["count"] for tab in client.get(LIST).context["tabs"]] == [3, 2, 1]
    client.force_login(officer)
    assert [tab["count"] for tab in client.get(LIST).context["tabs"]] == [4, 2, 1, 1]


# --- The trail ----------------------------------------------------------------------------------


def test_the_trail_stands_newest_first_and_says_what_is_due(client, staff_plan, officer):
    review_of(staff_plan, officer, 2026)
    before = client.get(staff_plan.get_absolute_url())
    review_of(staff_plan, officer, 2027, day=date(2026, 11, 2))
    after = client.get(staff_plan.get_absolute_url())

    assert (before.context["is_reviewed"], after.context["is_reviewed"]) == (False, True)
    assert before.context["this_year"].be_year == 2570
    assert [one.fiscal_year for one in after.context["reviews"]] == [2027, 2026]
    assert officer.full_name not in after.text


def test_a_master_plan_has_no_trail(client, plan):
    assert "reviews" not in client.get(plan.get_absolute_url()).context


def test_nothing_is_due_in_a_year_outside_the_plan_or_once_it_is_closed(client, staff_plan):
    url = staff_plan.get_absolute_url()
    Plan.objects.filter(pk=staff_plan.pk).update(ends_on=date(2026, 9, 30))
    outside = client.get(url + "?outside").context["this_year"]
    Plan.objects.filter(pk=staff_plan.pk).update(ends_on=date(2028, 9, 30), state="closed")

    assert (outside, client.get(url + "?closed").context["this_year"]) == (None, None)


@pytest.mark.parametrize("years", ((2026,), (2025, 2026, 2027)))
def test_plan_page_query_count_is_fixed(client, staff_plan, officer, years, django_assert_num_queries):
    for year in years:
        review_of(staff_plan, officer, year)
    client.force_login(officer)
    client.get(staff_plan.get_absolute_url())

    with django_assert_num_queries(10):
        client.get(staff_plan.get_absolute_url())


# --- Writing ------------------------------------------------------------------------------------


def test_officer_writes_a_review_once_however_often_it_is_sent(client, staff_plan, officer):
    client.force_login(officer)
    data = form_data(findings="บรรทัดหนึ่ง\r\nบรรทัดสอง")

    answers = [client.post(create_url(staff_plan), data) for _ in range(2)]

    assert [one.headers["Location"] for one in answers] == [f"{staff_plan.get_absolute_url()}#reviews"] * 2
    review = PlanReview.objects.get()
    assert (review.fiscal_year, str(review.reviewed_on), review.reviewed_by) == (2027, "2026-11-20", officer)
    assert review.findings == "บรรทัดหนึ่ง\nบรรทัดสอง"


@pytest.mark.parametrize(
    "changes",
    (
        {"fiscal_year": ""},
        {"fiscal_year": "70"},
        {"fiscal_year": "2568"},  # before the plan
        {"fiscal_year": "2571"},  # not begun
        {"reviewed_on": "22/11/2569"},  # tomorrow
        {"reviewed_on": "30/9/2569"},  # before the fiscal year
        {"reviewed_on": "31/2/2569"},
        {"survey": "9" * 30},
        {"survey": "12"},
        {"findings": "\x00"},
        {"findings": "\x07ก"},
        {"findings": "ก" * 4001},
        {"changes": ""},
        {"form_token": "x"},
    ),
)
def test_a_wrong_review_comes_back_with_what_was_typed(client, staff_plan, officer, changes):
    client.force_login(officer)

    answer = client.post(create_url(staff_plan), form_data(changes="ข้อความที่พิมพ์ไว้") | changes)

    assert answer.status_code == 200
    assert "ข้อความที่พิมพ์ไว้" in answer.text or "changes" in changes
    assert not PlanReview.objects.exists()


def test_a_year_has_one_review(client, staff_plan, officer, review):
    client.force_login(officer)

    answer = client.post(create_url(staff_plan), form_data())

    assert "fiscal_year" in answer.context["form"].errors
    assert list(PlanReview.objects.all()) == [review]
    with pytest.raises(IntegrityError, match="fiscal_year"), transaction.atomic():
        review_of(staff_plan, officer, 2027)


def test_a_year_of_the_buddhist_era_is_not_stored(staff_plan, officer):
    with pytest.raises(IntegrityError, match="reports_planreview_common_era"), transaction.atomic():
        review_of(staff_plan, officer, 2570, day=date(2027, 1, 5))


def test_an_earlier_year_may_be_written_down_later(client, staff_plan, officer):
    client.force_login(officer)

    client.post(create_url(staff_plan), form_data(fiscal_year="๒๕๖๙", reviewed_on="1/9/2569"))

    assert PlanReview.objects.get().fiscal_year == 2026


def test_changing_a_review_keeps_its_year_and_says_who_wrote_it_last(client, review, office):
    other = make_second_officer(office)
    client.force_login(other)

    client.post(edit_url(review), form_data(fiscal_year="2569", findings="พบใหม่"))

    review.refresh_from_db()
    assert (review.fiscal_year, review.findings, review.reviewed_by) == (2027, "พบใหม่", other)


def make_second_officer(office):
    person = make_person("officer2", office)
    grant_role(user=person, role="officer", organization=office)
    return person


def test_reviews_of_earlier_years_and_closed_plans_stay(client, staff_plan, officer, review):
    earlier = review_of(staff_plan, officer, 2026)
    client.force_login(officer)
    answers = [client.post(edit_url(earlier), form_data()).status_code]
    Plan.objects.filter(pk=staff_plan.pk).update(state="closed")
    answers += [
        client.post(url, form_data()).status_code for url in (edit_url(review), create_url(staff_plan))
    ]

    assert answers == [403, 403, 403]
    assert set(PlanReview.objects.values_list("findings", flat=True)) == {"พบใน 2026", "พบใน 2027"}


def test_a_plan_closed_meanwhile_is_refused(staff_plan, officer, review):
    Plan.objects.filter(pk=staff_plan.pk).update(state="closed")

    with pytest.raises(ValidationError):
        add_review(plan=staff_plan, by=officer, form_token=uuid.uuid4(), fiscal_year=2026)
    with pytest.raises(ValidationError):
        change_review(review=review, by=officer, findings="x")


def test_who_reviews_a_plan(staff_plan, review, plan, request):
    may = {
        who: (can_review_plan(person, staff_plan), can_edit_review(person, review))
        for who in ("officer", "teacher", "school_officer")
        for person in [request.getfixturevalue(who)]
    }

    assert may == {
        "officer": (True, True),
        "teacher": (False, False),
        "school_officer": (False, False),
    }
    assert not can_review_plan(request.getfixturevalue("officer"), plan)


def test_reviews_of_drafts_are_not_found_by_others(client, review, teacher):
    Plan.objects.filter(pk=review.plan_id).update(state="draft")
    client.force_login(teacher)

    assert client.get(edit_url(review)).status_code == 404
    assert client.get(create_url(review.plan)).status_code == 404


# --- The survey it rests on ---------------------------------------------------------------------


@pytest.fixture
def survey(office, school):
    """Return a survey in which six teachers of each of two schools answered, seven of them for F4."""
    survey = make_survey(office)
    for unit in (school, make_unit(office, "โรงเรียนอีกแห่ง")):
        for number in range(6):
            wanted = ("F4", "C3") if number else ("F4",)
            hand_in(survey, make_teacher(f"t{unit.pk}-{number}", unit), 2 if number < 3 else 4, wanted)
    return survey


def test_the_form_begins_with_the_largest_needs_of_the_latest_closed_survey(
    client, staff_plan, officer, survey
):
    client.force_login(officer)
    running = client.get(create_url(staff_plan)).context["form"].initial
    close(survey)
    closed = client.get(create_url(staff_plan)).context["form"].initial

    assert (running["survey"], running["findings"]) == (None, "")
    assert closed["survey"] == survey
    figures = [set(re.findall(r"[A-Z]?\d+", line)) for line in closed["findings"].split("\n")]
    assert figures == [{"F4", "12", "50", "1", "2"}, {"C3", "10", "50", "1", "2"}]  # levels 1–2


def test_only_closed_surveys_of_the_owner_may_be_linked(client, staff_plan, officer, survey, school):
    close(survey)
    foreign = make_survey(school)
    close(foreign)
    client.force_login(officer)

    refused = client.post(create_url(staff_plan), form_data(survey=str(foreign.pk)))
    client.post(create_url(staff_plan), form_data(survey=str(survey.pk)))

    assert "survey" in refused.context["form"].errors
    assert PlanReview.objects.get().survey == survey
    assert str(survey) in client.get(staff_plan.get_absolute_url()).text


@pytest.mark.parametrize("count", (1, 3))
def test_form_query_count_is_fixed(client, staff_plan, officer, survey, count, django_assert_num_queries):
    close(survey)
    for number in range(count):
        make_teacher(f"more{number}", survey.organization)
        CompetencySurvey.objects.create(
            organization=survey.organization,
            year=2020 + number,
            opens_on=date(2020 + number, 7, 1),
            closes_on=date(2020 + number, 7, 31),
            opened_by=officer,
        )
    client.force_login(officer)
    client.get(create_url(staff_plan))

    with django_assert_num_queries(21):
        client.get(create_url(staff_plan))


def test_no_survey_is_no_suggestion(client, staff_plan, officer):
    client.force_login(officer)

    initial = client.get(create_url(staff_plan)).context["form"].initial

    assert (initial["fiscal_year"], initial["findings"]) == (2027, "")


def test_few_forms_suggest_nothing(office, school):
    survey = make_survey(office)
    for number in range(5):
        hand_in(survey, make_teacher(f"t{number}", school), 2, ("F4",))
    close(survey)

    assert suggested_findings(survey) == ""  # each of the five knows their own: four are left
