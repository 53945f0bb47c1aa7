"""The framework of topics: states, figures for each reader, the pages of the list and of a topic."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from knowledge.coverage import Coverage, Lens, State, covered_in, sum_line, with_coverage
from knowledge.models import Article, Follow, Topic
from knowledge.services import confirm_article
from knowledge.services.counts import recount_published
from knowledge.services.topics import ensure_topics
from tests.knowledge.desk import published

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
PAST, FUTURE = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    "total,standing,due_on,state,says",
    (
        (0, 0, None, "empty", "3"),
        (0, 0, FUTURE, "empty", "3"),
        (0, 0, PAST, "overdue", "19"),
        (2, 2, None, "thin", "2"),
        (2, 2, TODAY, "thin", "2"),
        (2, 2, PAST, "overdue", "19"),
        (3, 3, PAST, "covered", "3"),
        (5, 3, None, "covered", "5"),
        (3, 2, None, "overdue", "2"),
        (3, 2, PAST, "overdue", "2"),
    ),
)
def test_state_of_a_topic_and_its_one_sentence(total, standing, due_on, state, says):
    coverage = Coverage(total, standing, enough=3, due_on=due_on, today=TODAY)

    assert coverage.state == state
    assert says in coverage.sentence


@pytest.fixture
def topic(db):
    return Topic.objects.create(name="การอ่าน", enough=2)


def numbers(user, topics):
    lens = Lens(user, "test")
    shown = with_coverage(topics, lens.numbers)
    return [(one.name, one.coverage.total, one.coverage.standing, one.coverage.state.value) for one in shown]


def test_drafts_and_archived_ones_do_not_count_and_staff_ones_not_for_visitors(
    topic, teacher, reviewer, draft
):
    published(teacher, reviewer, topic=topic)
    published(teacher, reviewer, topic=topic, visibility="staff")
    Article.objects.filter(pk=draft.pk).update(topic=topic)
    put_away = published(teacher, reviewer, topic=topic)
    Article.objects.filter(pk=put_away.pk).update(status="archived")

    assert numbers(teacher, [topic]) == [("การอ่าน", 2, 2, "covered")]
    assert numbers(AnonymousUser(), [topic]) == [("การอ่าน", 1, 1, "thin")]


def test_what_is_past_its_day_does_not_stand_and_confirming_covers_again(topic, teacher, reviewer):
    old, _new = (published(teacher, reviewer, topic=topic) for _ in range(2))
    Article.objects.filter(pk=old.pk).update(review_due_on=timezone.localdate() - timedelta(days=1))
    assert numbers(teacher, [topic]) == [("การอ่าน", 2, 1, "overdue")]

    confirm_article(article=old, by=teacher)

    lens = Lens(teacher, "2")
    assert with_coverage([topic], lens.numbers)[0].coverage.state == State.COVERED


def test_topics_below_count_for_the_one_above_and_follow_it(topic, teacher, reviewer):
    other = Topic.objects.create(name="การเขียน", position=1)
    below = Topic.objects.create(name="อ่านออกเสียง", parent=topic, position=9)
    for place in (topic, below, below):
        published(teacher, reviewer, topic=place)

    shown = numbers(teacher, [topic, other, below])

    assert [(name, total) for name, total, *_rest in shown] == [
        ("การอ่าน", 3),
        ("อ่านออกเสียง", 2),
        ("การเขียน", 0),
    ]


def test_levels_and_subjects_count_by_their_code(teacher, reviewer):
    ensure_topics()
    Topic.objects.levels().update(enough=1)
    published(teacher, reviewer, level="primary", subject="thai")

    covered = covered_in(Article.objects.published(), Topic.Tree.LEVEL)

    assert [topic.code for topic in Topic.objects.filter(pk__in=covered)] == ["primary"]
    subjects = with_coverage(Topic.objects.subjects(), Lens(teacher, "x").numbers)
    assert [topic.code for topic in subjects if topic.coverage.total] == ["thai"]


def test_sum_line_says_so_many_of_so_many(topic, teacher, reviewer):
    for _ in range(2):
        published(teacher, reviewer, topic=topic)
    topics = with_coverage([topic, Topic.objects.create(name="การเขียน")], Lens(teacher, "x").numbers)

    assert [word for word in sum_line(topics).split() if word.isdigit()] == ["1", "2"]


@pytest.mark.parametrize(
    "state,names", (("covered", ["การอ่าน"]), ("empty", ["การเขียน"]), ("thin", []), ("\x01", None))
)
def test_list_shows_the_topics_in_one_state(client, topic, teacher, reviewer, state, names):
    Topic.objects.create(name="การเขียน")
    for _ in range(2):
        published(teacher, reviewer, topic=topic)

    page = client.get(reverse("knowledge:topic_list"), {"state": state})

    shown = [one.name for one in page.context["shown"]]
    assert shown == (["การอ่าน", "การเขียน"] if names is None else names)


def test_visitors_page_changes_with_the_day(client, topic):
    Topic.objects.filter(pk=topic.pk).update(due_on=timezone.localdate())
    address = reverse("knowledge:topic_list")
    assert client.get(address).context["shown"][0].coverage.state == State.EMPTY

    Topic.objects.filter(pk=topic.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    topic.save(update_fields=["name"])  # as any change of the site does

    assert client.get(address).context["shown"][0].coverage.state == State.OVERDUE


def test_page_of_a_topic_names_its_owner_to_colleagues_only(client, topic, teacher, colleague, school):
    Topic.objects.filter(pk=topic.pk).update(
        need="วิธีสอนอ่าน", audience="ครู ป.1", owner=colleague, owner_unit=school, due_on="2027-09-30"
    )
    visitors = client.get(topic.get_absolute_url()).content.decode()
    client.force_login(teacher)
    staffs = client.get(topic.get_absolute_url()).content.decode()

    for words in ("วิธีสอนอ่าน", "ครู ป.1", school.name, "2570"):
        assert words in visitors
        assert words in staffs
    assert colleague.full_name in staffs
    assert colleague.full_name not in visitors


@pytest.mark.parametrize("count", (4, 24))
@pytest.mark.parametrize("name,queries", (("topic_list", 6), ("topic_map", 4)))
def test_query_count_is_constant(
    client, teacher, reviewer, school, django_assert_num_queries, count, name, queries
):
    ensure_topics()
    top = Topic.objects.categories().first()
    for number in range(count):
        place = Topic.objects.create(name=f"ย่อย {number}", parent=top, owner=teacher, owner_unit=school)
        published(teacher, reviewer, topic=place, level="primary")

    with django_assert_num_queries(queries):
        assert client.get(reverse(f"knowledge:{name}")).status_code == 200


def test_trees_have_two_levels_and_stay_apart(topic):
    below = Topic.objects.create(name="อ่านออกเสียง", parent=topic)
    component = Topic.objects.create(name="ภาวะผู้นำ", tree="component")
    ensure_topics()
    wrong = (
        Topic(name="ก", parent=below),
        Topic(name="ก", tree="component", parent=topic),
        Topic(name="ก", parent=component),
        Topic(name="ก", enough=0),
    )

    for one in wrong:
        with pytest.raises(ValidationError):
            one.clean()
    topic.parent = Topic.objects.create(name="ภาษา")
    with pytest.raises(ValidationError):
        topic.clean()
    Topic(name="ก", parent=Topic.objects.get(name="ภาษา")).clean()


def test_followers_of_a_level_hear_of_its_articles(teacher, colleague, reviewer):
    ensure_topics()
    Follow.objects.create(user=colleague, topic=Topic.objects.get(code="primary"))

    article = published(teacher, reviewer, level="primary")

    assert [notice.path for notice in colleague.notifications.all()] == [article.get_absolute_url()]
    recount_published()
    assert Topic.objects.get(code="primary").article_count == 1
