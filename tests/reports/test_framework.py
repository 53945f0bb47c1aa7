"""The figures beside targets 1.1 and 3.2: levels and topics of the framework that are covered."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Article, Topic
from knowledge.services.topics import ensure_topics
from reports.details import beside_of
from reports.metrics import METRICS_BY_SLUG, scope_of
from reports.models import Target
from tests.knowledge.desk import published

TOPICS, LEVELS = METRICS_BY_SLUG["topics-covered"], METRICS_BY_SLUG["levels-covered"]


@pytest.fixture
def framework(plan):
    """Need one article of each topic."""
    ensure_topics()
    Topic.objects.update(enough=1)
    return list(Topic.objects.categories().in_order())


@pytest.fixture
def write(teacher, reviewer):
    return lambda **data: published(teacher, reviewer, **data)


def test_covered_topics_are_counted_of_all_of_the_framework(target, framework, write):
    write(topic=framework[0], component=Topic.objects.components().first(), visibility="staff")

    beside = beside_of(target("3.2"))

    assert (beside.chosen_value, beside.total) == (2, 22)
    assert [row.tree for row in TOPICS.rows(beside.scope)] == ["category", "component"]


def test_what_is_drafted_archived_past_its_day_or_of_another_office_is_not_counted(
    plan, framework, write, draft
):
    old, gone, elsewhere = (write(topic=topic) for topic in framework[:3])
    Article.objects.filter(pk=draft.pk).update(topic=framework[3])
    Article.objects.filter(pk=old.pk).update(review_due_on=timezone.localdate() - timedelta(days=1))
    Article.objects.filter(pk=gone.pk).update(status="archived")
    office = type(elsewhere.organization).objects.create(kind="office", name="สำนักงานอื่น")
    Article.objects.filter(pk=elsewhere.pk).update(organization=office)

    assert TOPICS.value(scope_of(plan)) == 0


def test_levels_are_counted_apart(target, plan, framework, write):
    write(level="primary", subject="thai")

    beside = beside_of(target("1.1"))

    assert (beside.chosen_value, beside.total) == (1, 5)
    assert [row.code for row in LEVELS.rows(beside.scope)] == ["primary"]
    assert TOPICS.value(scope_of(plan)) == 0


@pytest.mark.parametrize("code", ("1.1", "3.2"))
def test_page_shows_the_rows_to_everybody_and_the_targets_have_no_number(
    client, target, framework, write, code
):
    write(topic=framework[0], level="primary")

    page = client.get(target(code).get_absolute_url())

    assert page.context["metric"] is None
    assert page.context["may_see_rows"]
    assert len(page.context["rows"]) == page.context["beside"].chosen_value == 1
    assert "data-value" not in page.content.decode()


def test_file_holds_the_same_topics(client, target, framework, write, officer):
    write(topic=framework[0])
    client.force_login(officer)

    file = client.get(reverse("reports:target_rows_csv", args=[target("3.2").pk])).getvalue().decode()

    assert framework[0].name in file


def test_each_unit_is_counted_with_its_own_articles_alone(plan, framework, write, school):
    Topic.objects.update(enough=2)
    for topic in framework[:2]:
        write(topic=topic)
    write(topic=framework[0])

    assert TOPICS.by_organization(scope_of(plan)) == {school.pk: 1}
    assert TOPICS.value(scope_of(plan, organization=school)) == 1


def test_migration_shows_and_hides_them_where_the_plan_is_there(plan):
    step = import_module("reports.migrations.0006_knowledge_beside_targets_1_1_and_3_2")
    step.hide(apps, None)
    rows = Target.objects.filter(plan__code=step.PLAN, code__in=step.BESIDE)
    assert set(rows.values_list("beside", flat=True)) == {""}

    step.show(apps, None)

    assert dict(rows.values_list("code", "beside")) == step.BESIDE
