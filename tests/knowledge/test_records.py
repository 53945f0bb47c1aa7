"""The public records follow every step that changes what everybody sees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.services.erasure import erase_person
from knowledge.models import Article, PublicRecord, Tag, Topic
from knowledge.services import (
    archive_article,
    edit_published,
    merge_article,
    publish_article,
    recount_published,
    refile_article,
    save_next_version,
    save_tag,
    submit_next_version,
    unarchive_article,
    withdraw_article,
)
from tests.knowledge.desk import BODY, make_person, published
from tests.knowledge.leaks import hidden_articles

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now().replace(microsecond=0) - timedelta(days=30)


@pytest.fixture
def public(teacher, reviewer):
    article = published(teacher, reviewer, title="อ่านคล่อง", tags=["การอ่าน"])
    PublicRecord.objects.update(changed_at=LONG_AGO)
    return article


def is_fresh(article):
    """Return whether it stands, if it changed since; None for what left no record."""
    record = PublicRecord.objects.filter(pk=article.pk).first()
    return record and (record.is_public, record.changed_at > LONG_AGO)


def edit(article, by, **data):
    return edit_published(article=article, by=by, data=data, version=None)


def next_published(article, teacher, reviewer):
    save_next_version(article=article, by=teacher, data={"title": "ใหม่", "body": BODY})
    submit_next_version(article=article, by=teacher)
    publish_article(article=article, by=reviewer)


STEPS = {
    "edit": lambda a, t, r: edit(a, r, title="ใหม่"),
    "next": next_published,
    "file": lambda a, t, r: refile_article(article=a, by=r, fields={"kind": "story"}),
    "tag": lambda a, t, r: save_tag(tag=Tag.objects.get(name="การอ่าน")),
}
ENDS = {
    "withdraw": lambda a, t, r: withdraw_article(article=a, by=r, reason="ผิด"),
    "archive": lambda a, t, r: archive_article(article=a, by=r, reason="เก่า"),
    "staff": lambda a, t, r: edit(a, r, visibility="staff"),
    "merge": lambda a, t, r: merge_article(article=a, into=published(t, r, title="ตัวจริง"), by=r, reason="ซ้ำ"),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_is_changed_is_changed_now(public, teacher, reviewer, step):
    STEPS[step](public, teacher, reviewer)

    assert is_fresh(public) == (True, True)


@pytest.mark.parametrize("step", ENDS)
def test_what_is_no_longer_public_is_gone_now(public, teacher, reviewer, step):
    ENDS[step](public, teacher, reviewer)

    assert is_fresh(public) == (False, True)


def test_a_draft_of_the_next_version_changes_nothing(public, teacher):
    save_next_version(article=public, by=teacher, data={"title": "ใหม่", "body": BODY})

    assert is_fresh(public) == (True, False)


def test_what_comes_back_stands_again(public, reviewer):
    archive_article(article=public, by=reviewer, reason="เก่า")
    unarchive_article(article=public, by=reviewer, reason="ยังใช้")

    assert is_fresh(public) == (True, True)


def test_what_was_never_public_leaves_no_record(teacher, reviewer):
    hidden = hidden_articles(teacher, reviewer)

    left = {state for state, article in hidden.items() if is_fresh(article)}
    assert left == {"withdrawn", "archived"}
    assert not PublicRecord.objects.standing().exists()


def test_record_of_what_is_gone_keeps_what_it_was_filed_under(public, teacher, reviewer):
    topic = Topic.objects.create(name="เดิม")
    refile_article(article=public, by=reviewer, fields={"topic": topic})
    withdraw_article(article=public, by=reviewer, reason="ผิด")
    Article.objects.filter(pk=public.pk).update(topic=Topic.objects.create(name="ใหม่"))

    assert PublicRecord.objects.get(pk=public.pk).topic == topic


def test_who_is_erased_is_taken_from_the_libraries_too(public, teacher, office):
    keeper = make_person("keeper", office, is_superuser=True)
    erase_person(person=teacher, by=keeper)

    assert is_fresh(public) == (True, True)


def test_recounting_writes_what_is_missing_and_closes_what_is_stale(public, teacher, reviewer):
    other = published(teacher, reviewer, title="อีกเรื่อง")
    PublicRecord.objects.filter(pk=other.pk).delete()
    Article.objects.filter(pk=public.pk).update(status="withdrawn")

    recount_published()

    assert is_fresh(public) == (False, True)
    assert is_fresh(other) == (True, True)
