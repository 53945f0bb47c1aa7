"""ID-Plans of one's own: made in one tap, changed in two windows, hours all year."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import (
    Competency,
    CompetencyAssessment,
    CompetencyFramework,
    CompetencyRating,
    CompetencySurvey,
    DevelopmentPlan,
)
from accounts.services import development as service
from kmc.lib.dates import ERA
from tests.accounts.plans import FULL, YEAR, address, stored, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_january")]


def answered_survey(person, office, *ratings, year=2025):
    """Hand in a survey with a competency for each pair of level and wish."""
    framework, _new = CompetencyFramework.objects.get_or_create(slug="f", name="ครู")
    survey = CompetencySurvey.objects.create(
        organization=office,
        year=year,
        opens_on=date(year, 7, 1),
        closes_on=date(year, 7, 31),
        opened_by=person,
    )
    assessment = CompetencyAssessment.objects.create(
        survey=survey,
        framework=framework,
        user=person,
        organization=office,
        submitted_at=f"{year}-07-05T03:00Z",
    )
    for number, (level, is_wanted) in enumerate(ratings):
        code = f"{year}-{number}"
        one = Competency.objects.create(framework=framework, code=code, name=f"ส{code}", position=number)
        CompetencyRating.objects.create(
            assessment=assessment, competency=one, level=level, is_wanted=is_wanted
        )


# --- making one ---------------------------------------------------------------------------------------------------------


def test_a_new_plan_begins_with_wishes_then_the_lowest_ratings(teacher, office):
    answered_survey(teacher, office, (1, True), (1, True), year=2024)
    answered_survey(teacher, office, (4, False), (2, False), (5, True), (3, False), (1, False), year=2025)

    plan = service.start_plan(by=teacher, year=YEAR)

    assert titles(plan) == ["ส2025-2", "ส2025-4", "ส2025-1"]
    assert [line.priority for line in plan.activities.all()] == [1, 2, 3]


def test_a_form_that_is_no_more_than_a_draft_proposes_nothing(teacher, office):
    answered_survey(teacher, office, (1, True))
    CompetencyAssessment.objects.update(submitted_at=None)

    assert service.proposed_competencies(teacher) == []


def test_the_second_tap_opens_the_same_plan(client, teacher):
    client.force_login(teacher)
    client.post(reverse("accounts:development_own"))
    client.post(reverse("accounts:development_own"))

    assert client.get(reverse("accounts:development_own")).status_code == 302
    assert teacher.development_plans.count() == 1


@pytest.mark.parametrize(
    "day, years", (("2026-06-30", [2569]), ("2026-07-01", [2569, 2570]), ("2026-10-01", [2570]))
)
def test_next_years_plan_may_begin_in_july(client, teacher, time_machine, day, years):
    time_machine.move_to(f"{day} 09:00+07:00")
    client.force_login(teacher)
    for year in (2568, 2569, 2570, 2571):
        client.post(reverse("accounts:development_own"), {"year": year})

    made = teacher.development_plans.values_list("fiscal_year", flat=True)
    assert sorted(year + ERA for year in made) == years


def test_the_next_plan_takes_over_part_one(teacher):
    DevelopmentPlan.objects.create(
        user=teacher, fiscal_year=YEAR - 1, organization=teacher.profile.organization, qualification="ค.บ."
    )

    assert service.start_plan(by=teacher, year=YEAR).qualification == "ค.บ."


# --- lines --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dates", (("1/11/2568", "31/3/2569"), ("2025-11-01", "2026-03-31"), ("๑ พ.ย. ๒๕๖๘", "๓๑/๓/๒๐๒๖"))
)
def test_a_line_takes_dates_of_both_eras(client, teacher, plan, dates):
    client.force_login(teacher)
    data = {"topic": "เขียน", "method": "together", "starts_on": dates[0], "ends_on": dates[1]}

    client.post(address("line_create", plan), data)

    line = plan.activities.get(topic="เขียน")
    assert (line.priority, line.starts_on, line.ends_on) == (2, date(2025, 11, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    "wrong, field",
    (
        ({"starts_on": "31/3/2569", "ends_on": "1/3/2569"}, "ends_on"),
        ({"starts_on": "1/10/2569"}, "starts_on"),
        ({"ends_on": "30/9/2568"}, "ends_on"),
        ({"ends_on": "31/2/2569"}, "ends_on"),
        ({"topic": ""}, "topic"),
        ({"topic": "\x07"}, "topic"),
        ({"topic": "ก" * 201}, "topic"),
        ({"competency": "9" * 30}, "competency"),
        ({"competency": "x"}, "competency"),
        ({"method": "magic"}, "method"),
        ({"goal": "ก" * 501}, "goal"),
    ),
)
def test_a_wrong_line_comes_back_with_what_was_typed(client, teacher, plan, wrong, field):
    client.force_login(teacher)
    data = {"topic": "เขียน", "method": "self", "how": "ฝึกเขียนทุกวัน"} | wrong

    response = client.post(address("line_create", plan), data)

    assert list(response.context["form"].errors) == [field]
    assert "ฝึกเขียนทุกวัน" in response.content.decode()
    assert titles(plan) == ["การอ่าน"]


def test_lines_change_their_places_and_the_first_three_are_the_summary(client, teacher, plan):
    for topic in ("ข", "ค", "ง"):
        service.add_line(plan=plan, by=teacher, topic=topic, **FULL)
    client.force_login(teacher)
    last = plan.activities.get(topic="ง")

    client.post(address("line_move", last), {"to": "up"})
    client.post(address("line_move", last), {"to": "up"})
    client.post(address("line_move", last), {"to": "sideways"})

    summary = client.get(plan.get_absolute_url()).context["summary"]
    assert [(line.priority, line.topic) for line in summary] == [(1, "การอ่าน"), (2, "ง"), (3, "ข")]


def test_a_removed_line_leaves_no_gap(client, teacher, plan):
    for topic in ("ข", "ค"):
        service.add_line(plan=plan, by=teacher, topic=topic, **FULL)
    client.force_login(teacher)

    client.post(address("line_remove", plan.activities.get(topic="ข")))

    assert list(plan.activities.values_list("priority", "topic")) == [(1, "การอ่าน"), (2, "ค")]


def test_a_plan_holds_no_endless_lines(teacher, plan):
    for _number in range(19):
        service.add_line(plan=plan, by=teacher, topic="ข", **FULL)

    with pytest.raises(service.PlanRefused):
        service.add_line(plan=plan, by=teacher, topic="ข", **FULL)


def test_a_line_sent_twice_is_added_once(client, teacher, plan):
    client.force_login(teacher)
    data = {"topic": "เขียน", "method": "self", "seen": plan.seen}

    client.post(address("line_create", plan), data)
    client.post(address("line_create", plan), data)
    client.post(address("line_create", plan), data | {"topic": "อีกหน้าต่าง"})

    assert titles(plan) == ["การอ่าน", "เขียน", "อีกหน้าต่าง"]


def test_two_windows_lose_nothing(client, teacher, plan):
    client.force_login(teacher)
    line = plan.activities.get()
    old = {"topic": "หน้าต่างแรก", "method": "self", "seen": plan.seen}
    client.post(address("line_edit", line), old | {"topic": "หน้าต่างสอง"})

    response = client.post(address("line_edit", line), old)

    page = response.content.decode()
    assert titles(plan) == ["หน้าต่างสอง"]
    assert "หน้าต่างแรก" in page
    assert "หน้าต่างสอง" in page

    client.post(address("line_edit", line), old | {"seen": response.context["plan"].seen})
    assert titles(plan) == ["หน้าต่างแรก"]


def test_part_one_of_two_windows_loses_nothing(client, teacher, plan):
    client.force_login(teacher)
    client.post(address("edit", plan), {"duties": "สอน ป.1", "seen": plan.seen})

    response = client.post(address("edit", plan), {"duties": "สอน ป.2", "seen": plan.seen})

    assert stored(plan).duties == "สอน ป.1"
    assert response.context["form"]["duties"].value() == "สอน ป.2"


# --- hours --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, hours", (("12", "12"), ("๑๒.๕", "12.5"), (" 1,200 ", "1200"), ("0", "0"), ("2000", "2000"))
)
def test_hours_in_the_ways_people_write_them(client, teacher, plan, typed, hours):
    client.force_login(teacher)

    client.post(address("line_hours", plan.activities.get()), {"hours": typed, "seen": "0.0"})

    assert plan.activities.get().hours_done == Decimal(hours)


@pytest.mark.parametrize(
    "typed", ("", "-1", "1e9", "NaN", "Infinity", "1e999999999", "2000.1", "1.25", "สิบ", "9" * 5000, "\x00")
)
def test_hours_that_nobody_did(client, teacher, plan, typed):
    client.force_login(teacher)

    response = client.post(address("line_hours", plan.activities.get()), {"hours": typed, "seen": "0.0"})

    assert list(response.context["form"].errors) == ["hours"]
    assert plan.activities.get().hours_done == 0


def test_hours_of_two_windows_are_not_overwritten(client, teacher, plan):
    client.force_login(teacher)
    line = plan.activities.get()
    client.post(address("line_hours", line), {"hours": "3", "seen": "0.0"})

    response = client.post(address("line_hours", line), {"hours": "2", "seen": "0.0"})

    assert list(response.context["form"].errors) == ["hours"]
    assert plan.activities.get().hours_done == 3


def test_hours_go_on_when_the_plan_is_signed(client, teacher, signed):
    client.force_login(teacher)
    line = signed.activities.get()

    client.post(address("line_hours", line), {"hours": "6", "seen": "0.0"})

    assert client.get(signed.get_absolute_url()).context["total"] == 6
    assert client.get(address("line_edit", line)).status_code == 403
    assert client.post(address("line_remove", line)).status_code == 403
