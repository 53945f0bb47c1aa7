"""Who is told of what becomes of an article: its authors, never who did it, in one transaction with the step."""

import pytest

from accounts.models import Notification, OutgoingMail
from knowledge.services import publish_article, return_article, withdraw_article
from knowledge.services.notices import authors_of, tell_people
from tests.knowledge.desk import published, submitted

pytestmark = pytest.mark.django_db


def told():
    """Return who was told what, leaving out the reviewers who were asked."""
    rows = Notification.objects.filter(kind__in=("published", "returned", "withdrawn")).order_by("pk")
    return [(row.user, row.kind, row.actor, row.details["reason"], row.path) for row in rows]


def test_everybody_credited_and_who_entered_it_are_told(teacher, colleague, stranger, reviewer):
    article = submitted(teacher, authors=[colleague, stranger], outside_authors=["ปราชญ์ชาวบ้าน"])
    OutgoingMail.objects.all().delete()

    publish_article(article=article, by=reviewer)

    assert authors_of(article) == {teacher.pk, colleague.pk, stranger.pk}
    assert {person for person, *_rest in told()} == {teacher, colleague, stranger}
    assert OutgoingMail.objects.count() == 3


@pytest.mark.parametrize("step, kind", ((return_article, "returned"), (withdraw_article, "withdrawn")))
def test_a_reason_is_told_at_once(teacher, reviewer, step, kind):
    make = submitted if step is return_article else published
    article = make(teacher) if step is return_article else make(teacher, reviewer)
    Notification.objects.all().delete()

    step(article=article, by=reviewer, reason="ขอตารางผลคะแนน")

    assert told() == [(teacher, kind, reviewer, "ขอตารางผลคะแนน", article.get_absolute_url())]
    assert "ขอตารางผลคะแนน" in OutgoingMail.objects.latest("pk").body


def test_nobody_is_told_of_their_own_step(teacher, reviewer):
    article = published(teacher, reviewer)
    Notification.objects.all().delete()

    withdraw_article(article=article, by=teacher, reason="ข้อมูลเก่า")

    assert told() == []


def test_people_can_be_led_to_a_part_of_the_page(teacher, colleague, reviewer):
    article = published(teacher, reviewer)
    there = f"{article.get_absolute_url()}#uses"

    tell_people(article=article, people=[colleague.pk], kind="used", by=teacher, path=there, place="ห้องเรียน")

    notice = Notification.objects.get(user=colleague)
    assert (notice.path, notice.details) == (there, {"title": article.title, "place": "ห้องเรียน"})
