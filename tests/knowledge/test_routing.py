"""Whom what waits is sent to first, and when the reviewers above are asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Notification, Organization
from accounts.services import grant_role, sync_roles
from knowledge.models import Article, NextVersion
from knowledge.services import create_draft, submit_article
from knowledge.services.routing import ask_area
from tests.knowledge.desk import BODY, again, make_person, published, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def area_reviewer(office):
    sync_roles()
    person = make_person("area", office, "อารี", "เขตดี")
    grant_role(user=person, role="reviewer", organization=office)
    return person


def sent_first_to(person):
    return [article.title for article in Article.objects.for_review_by(again(person))]


def aged(article, days):
    Article.objects.filter(pk=article.pk).update(submitted_at=timezone.now() - timedelta(days=days))


def told(kind):
    rows = Notification.objects.filter(kind=kind).order_by("pk")
    return [(row.user.username, row.path, row.is_urgent) for row in rows]


def test_own_reviewers_come_first(teacher, reviewer, area_reviewer):
    submitted(teacher, title="ของโรงเรียน")

    assert sent_first_to(reviewer) == ["ของโรงเรียน"]
    assert sent_first_to(area_reviewer) == []
    assert Article.objects.waiting().in_care_of(again(area_reviewer)).count() == 1


def test_school_without_reviewer_goes_to_the_area(stranger, reviewer, area_reviewer):
    submitted(stranger, title="ไม่มีผู้ตรวจ")

    assert sent_first_to(area_reviewer) == ["ไม่มีผู้ตรวจ"]
    assert sent_first_to(reviewer) == []


def test_author_does_not_count_as_reviewer(reviewer, area_reviewer):
    submitted(reviewer, title="ของผู้ตรวจ")

    assert (sent_first_to(area_reviewer), sent_first_to(reviewer)) == (["ของผู้ตรวจ"], [])


def test_credited_reviewer_does_not_count(teacher, reviewer, area_reviewer):
    submitted(teacher, title="เขียนร่วมกัน", authors=[teacher, reviewer])

    assert (sent_first_to(area_reviewer), sent_first_to(reviewer)) == (["เขียนร่วมกัน"], [])


def test_reviewer_who_left_does_not_count(teacher, reviewer, area_reviewer):
    type(reviewer).objects.filter(pk=reviewer.pk).update(is_active=False, closed_because="left")
    submitted(teacher, title="ผู้ตรวจลาออก")

    assert sent_first_to(area_reviewer) == ["ผู้ตรวจลาออก"]


def test_area_sees_what_waits_too_long(teacher, reviewer, area_reviewer, settings):
    article = submitted(teacher, title="รอนาน")

    aged(article, settings.KMC_REVIEW_DAYS - 1)
    assert sent_first_to(area_reviewer) == []
    aged(article, settings.KMC_REVIEW_DAYS + 1)
    assert sent_first_to(area_reviewer) == sent_first_to(reviewer) == ["รอนาน"]


def test_other_unit_never_sees_it(teacher, reviewer, other_reviewer):
    aged(submitted(teacher), 30)

    assert not Article.objects.waiting().in_care_of(again(other_reviewer)).exists()


def next_version(article, by, status="submitted", days=0):
    since = timezone.now() - timedelta(days=days)
    return NextVersion.objects.create(
        article=article, title="ใหม่", body=BODY, edited_by=by, status=status, submitted_at=since
    )


def test_next_versions_wait_among_the_new_ones_by_their_own_day(teacher, reviewer):
    old = published(teacher, reviewer, title="เผยแพร่แล้ว")
    aged(old, 90)
    aged(submitted(teacher, title="ส่งเมื่อวานซืน"), 2)
    aged(submitted(teacher, title="ส่งวันนี้"), 0)
    next_version(old, teacher, days=1)

    rows = Article.objects.for_review_by(again(reviewer))

    assert [(one.title, one.waiting_days) for one in rows] == [
        ("ส่งเมื่อวานซืน", 2),
        ("เผยแพร่แล้ว", 1),
        ("ส่งวันนี้", 0),
    ]


@pytest.mark.parametrize("status", ("draft", "returned"))
def test_next_version_that_was_not_sent_does_not_wait(teacher, reviewer, status):
    next_version(published(teacher, reviewer), teacher, status=status)

    assert sent_first_to(reviewer) == []


def test_nobody_reviews_a_next_version_they_wrote(teacher, reviewer, area_reviewer):
    next_version(published(teacher, area_reviewer, title="ก"), reviewer)

    assert (sent_first_to(reviewer), sent_first_to(area_reviewer)) == ([], ["ก"])


def test_sending_tells_the_own_reviewers_with_the_way_there(teacher, reviewer, area_reviewer):
    article = submitted(teacher)

    assert told("waiting") == [("reviewer", article.get_absolute_url(), True)]


def test_sending_tells_the_area_where_nobody_else_reviews(stranger, reviewer, area_reviewer):
    article = submitted(stranger)

    assert told("waiting") == [("area", article.get_absolute_url(), True)]


def test_area_is_asked_once_each_time_it_waits_too_long(teacher, reviewer, area_reviewer):
    article = submitted(teacher)
    assert ask_area() == 0

    aged(article, 30)
    assert (ask_area(), ask_area()) == (1, 0)
    assert told("waiting_long") == [("area", article.get_absolute_url(), True)]

    Article.objects.filter(pk=article.pk).update(area_asked_at=timezone.now() - timedelta(days=60))
    assert ask_area() == 1


def test_area_that_was_asked_at_once_is_not_asked_again(stranger, area_reviewer):
    aged(submitted(stranger), 30)
    ask_area()

    assert told("waiting_long") == []


@pytest.mark.parametrize("count", (1, 4))
def test_routing_takes_the_same_queries_at_any_size(teacher, reviewer, count, django_assert_num_queries):
    for number in range(count):
        school = Organization.objects.create(
            kind="school", name=f"โรงเรียน {number}", parent=teacher.profile.organization
        )
        writer = make_person(f"writer{number}", school)
        submit_article(article=create_draft(by=writer, data={"title": "ก", "body": BODY}), by=writer)
    person = again(reviewer)
    person.organizations_as("reviewer")

    with django_assert_num_queries(1):
        assert len(Article.objects.for_review_by(person)) == count
