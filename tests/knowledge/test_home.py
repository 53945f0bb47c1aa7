"""The home page moves: what is missed this week, what was commented on and used, what waits for a reviewer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.services import grant_role
from knowledge.models import Comment, TopicRequest, Use
from knowledge.services import wanted as services
from knowledge.services.talk import add_comment, hide_comment
from knowledge.services.uses import report_use
from knowledge.shown.moving import lately_commented, lately_used
from tests.knowledge.desk import published, submitted

pytestmark = pytest.mark.django_db
DATA = {"place": "ห้อง ป.1", "result": "อ่านออก", "used_on": "2026-11-01"}


def test_wanted_this_week_stands_there_most_wanted_first(client, teacher, colleague):
    old, few, many = (services.ask(by=teacher, data={"title": title}) for title in ("เก่า", "น้อย", "มาก"))
    TopicRequest.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=9))
    services.ask(by=None, data={"title": "ยังไม่ให้ผ่าน"}, address="192.0.2.1")
    services.second(wish=many, by=colleague)

    assert list(client.get("/").context["wishes"]) == [many, few]
    services.close(wish=few, by=teacher, reason="พบแล้ว")
    assert list(client.get("/").context["wishes"]) == [many]


def test_comments_and_uses_move_for_colleagues_and_not_for_visitors(
    client, teacher, colleague, stranger, reviewer
):
    first, second = (published(teacher, reviewer, title=title) for title in ("หนึ่ง", "สอง"))
    comment = add_comment(article=first, by=colleague, text="ขอบคุณ")
    add_comment(article=second, by=colleague, text="ขอบคุณ")
    report_use(article=first, by=stranger, data=DATA)
    visitors = client.get("/").context
    client.force_login(colleague)
    page = client.get("/").context

    assert (visitors["commented"], visitors["used"]) == ([], [])
    assert (page["commented"], page["used"]) == ([second, first], [first])
    hide_comment(comment=comment, by=reviewer, reason="ก")
    assert client.get("/").context["commented"] == [second]


def test_lists_of_a_topic_stay_within_it_and_hold_nothing_withdrawn(teacher, colleague, stranger, reviewer):
    article = published(teacher, reviewer)
    add_comment(article=article, by=colleague, text="ขอบคุณ")
    report_use(article=article, by=stranger, data=DATA)
    type(article).objects.filter(pk=article.pk).update(status="withdrawn")

    assert (lately_commented(colleague), lately_used(colleague)) == ([], [])
    assert (Comment.objects.count(), Use.objects.count()) == (1, 1)


def test_reviewers_meet_what_waits_for_them(client, teacher, reviewer, colleague):
    waiting = [submitted(teacher, title=f"รอ {number}") for number in range(4)]
    client.force_login(reviewer)

    page = client.get("/")

    assert page.context["waiting"] == waiting[:3]
    assert page.context["review_count"] == 4
    client.force_login(colleague)
    assert client.get("/").context["waiting"] == []


@pytest.mark.parametrize("count", (4, 24))
@pytest.mark.parametrize("role,queries", (("visitor", 11), ("reviewer", 23)))
def test_query_count_of_home_is_constant(
    client, teacher, colleague, reviewer, office, django_assert_num_queries, count, role, queries
):
    for number in range(count):
        article = published(teacher, reviewer, title=f"เรื่อง {number}")
        add_comment(article=article, by=colleague, text="ขอบคุณ")
        report_use(article=article, by=colleague, data=DATA)
        submitted(teacher, title=f"รอ {number}")
        TopicRequest.objects.create(title=f"อยากรู้ {number}", asked_by=teacher)
    if role == "reviewer":
        grant_role(user=reviewer, role="reviewer", organization=office)
        client.force_login(reviewer)

    with django_assert_num_queries(queries):
        assert client.get("/").status_code == 200
