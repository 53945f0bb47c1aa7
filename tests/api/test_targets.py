"""Plans and targets for programs: the same numbers as the pages, the same people behind them."""

import re

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.services import grant_role
from reports.metrics import METRICS
from reports.models import Plan, TargetEvidence
from tests.api.conftest import asking, key_of
from tests.knowledge.desk import make_person, published


@pytest.fixture
def office(plan):
    return plan.organization


@pytest.fixture
def officer(office):
    person = make_person("officer", office, "ปรีชา", "แผนงาน")
    grant_role(user=person, role="officer", organization=office)
    return person


def test_value_is_that_of_the_page(client, ask, target_of_articles, article, staff_article):
    told = ask(f"/targets/{target_of_articles.pk}").json()

    page = client.get(target_of_articles.get_absolute_url()).content.decode()
    assert told["value"] == int(re.search(r'data-value="(\d+)"', page)[1]) == 2
    assert told["goal"] == target_of_articles.goal
    assert told["metric"] == "published-articles"
    assert [one["value"] for one in told["units"]] == [2]
    assert told["history"][-1] == {"day": timezone.localdate().isoformat(), "value": 2}


def test_list_tells_the_same_as_each_target(ask, plan, article):
    rows = {one["id"]: one for one in ask("/targets", {"plan": plan.pk, "limit": 100}).json()["items"]}

    assert len(rows) == plan.targets.count()
    for key, row in rows.items():
        whole = ask(f"/targets/{key}").json()
        assert {name: whole[name] for name in row} == row


def test_words_come_in_the_language_asked_for(ask, target_of_articles):
    thai, english = (
        ask(f"/targets/{target_of_articles.pk}", {"lang": lang}).json()["definition"] for lang in ("th", "en")
    )

    assert english.startswith("Different articles")
    assert thai == str(METRICS[0].definition) != english


def test_rows_mask_what_visitors_may_not_know(
    client, ask, target_of_articles, article, staff_article, teacher
):
    path = f"/targets/{target_of_articles.pk}/rows"

    seen = ask(path, {"lang": "en"}).json()
    with_key = asking(client, key_of(teacher))(path, {"lang": "en"}).json()

    title = seen["columns"].index("Title")
    told = [row["values"][title] for row in seen["items"]]
    assert told == ["อ่านคล่องทั้งห้อง", "An article for signed-in staff"]
    assert [row["url"] is None for row in seen["items"]] == [False, True]
    assert [row["values"][title] for row in with_key["items"]] == ["อ่านคล่องทั้งห้อง", "เฉพาะบุคลากร"]


def test_rows_of_people_are_for_those_who_see_them(client, ask, target_of_people, officer, teacher, school):
    path = f"/targets/{target_of_people.pk}/rows"
    grant_role(user=teacher, role="manager", organization=school)

    assert ask(path).status_code == 401
    assert asking(client, key_of(teacher))(path).status_code == 403
    assert asking(client, key_of(teacher, organization=school))(path).status_code == 403
    assert asking(client, key_of(officer, ["articles:read", "figures:read"]))(path).status_code == 403
    assert asking(client, key_of(officer))(path).status_code == 200


def test_reading_rows_of_people_is_noted_once_a_day(client, target_of_people, officer):
    ask = asking(client, key_of(officer))
    for _time in range(3):
        ask(f"/targets/{target_of_people.pk}/rows")

    noted = AuditEntry.objects.get(action="export")
    assert (noted.actor, noted.details["what"]) == (officer, target_of_people.metric)


def test_rows_of_people_hold_no_address(client, target_of_people, officer, plan):
    ask = asking(client, key_of(officer))

    told = [ask(f"/targets/{target.pk}/rows").content.decode() for target in plan.targets.all()]

    assert not [text for text in told if "example.org" in text]


def test_figures_of_units_are_told_as_far_as_one_may_know(client, ask, plan, teacher, article, school):
    target = plan.targets.get(metric="credited-authors")
    grant_role(user=teacher, role="manager", organization=school)
    path = f"/targets/{target.pk}"
    own = asking(client, key_of(teacher, organization=school))
    without = asking(client, key_of(teacher, ["articles:read"]))

    assert ask(path).json()["units"] == without(path).json()["units"] == []
    assert [one["id"] for one in own(path).json()["units"]] == [school.pk]
    assert asking(client, key_of(teacher))(path).json()["units"] == own(path).json()["units"]


def test_a_unit_is_told_no_figures_of_others(client, plan, stranger, article, other_school):
    target = plan.targets.get(metric="credited-authors")
    grant_role(user=stranger, role="manager", organization=other_school)
    ask = asking(client, key_of(stranger, organization=other_school))

    assert ask(f"/targets/{target.pk}").json()["units"] == []


def test_the_part_of_a_unit_is_told(ask, target_of_articles, article, school, other_school):
    path = f"/targets/{target_of_articles.pk}"

    mine, theirs = (ask(path, {"organization": unit.pk}).json() for unit in (school, other_school))

    assert (mine["organization"]["value"], theirs["organization"]["value"]) == (1, 0)
    assert ask(path, {"organization": 10**17}).status_code == 404


def test_how_many_people_a_unit_has_is_told_to_those_who_may_know(
    client, ask, plan, teacher, article, school
):
    grant_role(user=teacher, role="manager", organization=school)
    path = f"/targets/{plan.targets.get(metric='credited-authors').pk}"
    askers = (ask, asking(client, key_of(teacher)), asking(client, key_of(teacher, organization=school)))

    told = [one(path, {"organization": school.pk}).json()["organization"] for one in askers]
    of_others = askers[2](path, {"organization": school.parent_id}).json()

    assert [one and one["value"] for one in told] == [None, 1, 1]
    assert of_others["organization"] is None
    assert of_others["value"] == 1


def test_plans_that_are_drafts_are_for_officers(client, ask, plan, officer):
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    target = plan.targets.first()
    with_key, figures_missing = (
        asking(client, key_of(officer, scopes)) for scopes in (["figures:read"], ["articles:read"])
    )

    for path in (f"/plans/{plan.pk}", f"/targets/{target.pk}", f"/targets/{target.pk}/rows"):
        assert (ask(path).status_code, figures_missing(path).status_code) == (404, 404)
        assert with_key(path).status_code != 404 or path.endswith("rows")


def test_evidence_names_no_article_one_may_not_read(client, ask, target_of_articles, staff_article, officer):
    TargetEvidence.objects.create(
        target=target_of_articles,
        title="คำสั่ง",
        shown_on="2026-01-05",
        article=staff_article,
        added_by=officer,
    )
    path = f"/targets/{target_of_articles.pk}"

    assert ask(path).json()["evidence"][0]["article_id"] is None
    told = asking(client, key_of(officer))(path).json()["evidence"][0]
    assert told["article_id"] == staff_article.pk
    assert officer.full_name not in str(told)


def test_a_plan_is_told_with_its_whole_text(ask, plan):
    told = ask(f"/plans/{plan.pk}").json()

    texts = {one["text"] for chapter in told["chapters"] for one in chapter["statements"]}
    assert texts == {item.text for item in plan.items.exclude(level="guideline")}


@pytest.mark.parametrize("number", (4, 24))
def test_rows_cost_the_same_however_many(
    ask, target_of_articles, teacher, reviewer, number, django_assert_num_queries
):
    for place in range(number):
        published(teacher, reviewer, title=f"เรื่องที่ {place}")

    with django_assert_num_queries(5):
        answer = ask(f"/targets/{target_of_articles.pk}/rows", {"limit": 50})

    assert len(answer.json()["items"]) == number


@pytest.mark.parametrize("number", (4, 24))
def test_targets_cost_the_same_however_many(ask, target_of_articles, number, django_assert_num_queries):
    plan = target_of_articles.plan
    plan.targets.exclude(pk=target_of_articles.pk).delete()
    for place in range(number - 1):
        target_of_articles.pk, target_of_articles.code = None, f"9.{place}"
        target_of_articles.save(force_insert=True)

    with django_assert_num_queries(7):
        answer = ask("/targets", {"limit": 50, "plan": plan.pk})

    assert len(answer.json()["items"]) == number
