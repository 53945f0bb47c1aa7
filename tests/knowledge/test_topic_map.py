"""The map of topics: leaves, filters, the same figures in its table."""

import pytest
from django.urls import reverse

from accounts.models import Organization
from knowledge.coverage import Coverage
from knowledge.models import Topic
from knowledge.services.topics import ensure_topics
from knowledge.topic_map import LARGEST, MOST_PARTS, SMALLEST, leaf_of, parts_filled
from tests.knowledge.desk import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(db):
    ensure_topics()
    return list(Topic.objects.categories().in_order()[:3])


def map_of(client, **asked):
    page = client.get(reverse("knowledge:topic_map"), asked)
    return page, {topic.pk: topic.coverage.total for topic in page.context["rows"] if topic.coverage.total}


@pytest.mark.parametrize(
    "articles,enough,number,filled",
    (
        (0, 3, 3, 0),
        (1, 3, 3, 1),
        (3, 3, 3, 3),
        (9, 3, 3, 3),
        (1, 100, 12, 1),
        (50, 100, 12, 6),
        (99, 100, 12, 11),
    ),
)
def test_as_many_parts_are_filled_as_there_are_articles(articles, enough, number, filled):
    assert parts_filled(articles, enough, number) == filled


@pytest.mark.parametrize("enough", (1, 2, 12, 1000))
def test_leaf_is_whole_whatever_is_needed(enough):
    outline, parts = leaf_of(Coverage(total=3, standing=1, enough=enough), most=3)

    assert len(parts) == min(enough, MOST_PARTS)
    assert f"A{LARGEST:.1f}" in outline
    assert f"A{SMALLEST:.1f}" in leaf_of(Coverage(0, 0, enough), most=3)[0]


def test_every_topic_of_the_tree_is_drawn_and_stands_in_the_table(client, topics):
    for tree, number in (("category", 14), ("component", 8), ("level", 5), ("subject", 10)):
        page, _found = map_of(client, tree=tree)
        text = page.content.decode()

        assert [leaf.topic for leaf in page.context["leaves"]] == page.context["rows"]
        assert text.count('class="leaf leaf--') == len(page.context["rows"]) == number
        assert all(f'href="{topic.get_absolute_url()}"' in text for topic in page.context["rows"])


def test_unit_with_all_below_it_and_level_narrow_the_figures(
    client, topics, teacher, stranger, reviewer, other_reviewer, school, other_school, office
):
    first, second, _third = topics
    published(teacher, reviewer, topic=first, level="primary")
    published(stranger, other_reviewer, topic=second, level="early")

    assert map_of(client)[1] == {first.pk: 1, second.pk: 1}
    assert map_of(client, organization=office.pk)[1] == {first.pk: 1, second.pk: 1}
    assert map_of(client, organization=school.pk)[1] == {first.pk: 1}
    assert map_of(client, organization=other_school.pk, level="early")[1] == {second.pk: 1}
    assert map_of(client, organization=other_school.pk, level="primary")[1] == {}


def test_schools_of_a_district_count_for_it(client, topics, teacher, reviewer, school, office):
    district = Organization.objects.create(kind="district", name="อำเภอน้ำยืน", parent=office)
    Organization.objects.filter(pk=school.pk).update(district=district)
    published(teacher, reviewer, topic=topics[0])

    assert map_of(client, organization=district.pk)[1] == {topics[0].pk: 1}


def test_visitors_do_not_learn_of_staff_articles(client, topics, teacher, reviewer):
    published(teacher, reviewer, topic=topics[0], visibility="staff")

    page, found = map_of(client)
    client.force_login(teacher)

    assert map_of(client)[1] == {topics[0].pk: 1}
    assert found == {}
    client.logout()
    assert client.get(reverse("knowledge:topic_map")).content == page.content


@pytest.mark.parametrize(
    "asked",
    (
        {"tree": "x", "organization": "99999999999999999999", "level": "x", "sort": "x"},
        {"organization": "-1"},
        {"organization": "๑"},
        {"organization": "1 or 1"},
        {"sort": "fewest"},
        {"sort": "state"},
    ),
)
def test_what_nobody_offers_shows_the_whole_map(client, topics, asked):
    page, _found = map_of(client, **asked)

    assert page.status_code == 200
    assert len(page.context["rows"]) == 14


def test_fewest_articles_come_first_when_asked(client, topics, teacher, reviewer):
    published(teacher, reviewer, topic=topics[0])

    rows = map_of(client, sort="fewest")[0].context["rows"]

    assert rows[-1] == topics[0]
