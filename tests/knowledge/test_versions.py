"""The next version of a published article: the public text stands until it is published, nothing is overwritten."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Notification, User
from knowledge.freshness import due_day
from knowledge.models import Attachment, NextVersion, PublishedTotal, Revision, Topic
from knowledge.search import search
from knowledge.services import (
    ActionRefused,
    EditConflict,
    attach_file,
    discard_next_version,
    edit_published,
    publish_article,
    publish_next_version,
    return_next_version,
    save_draft,
    save_next_version,
    submit_article,
    submit_next_version,
    withdraw_article,
)
from knowledge.uploads import checked_cover, checked_document
from tests.knowledge.desk import again, picture_file, published, stored

pytestmark = pytest.mark.django_db
NEW = {"title": "อ่านออกเขียนได้ ฉบับใหม่", "body": "<p>ข้อความใหม่</p>"}


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


@pytest.fixture
def following(article, teacher):
    return save_next_version(article=article, by=teacher, data=NEW, version=article.version)


def numbers(article):
    return [(kept.number, kept.title) for kept in article.revisions.numbered()]


def sent(following, by):
    return submit_next_version(article=following.article, by=by)


def test_first_publication_keeps_version_one(article, teacher, reviewer):
    kept = article.revisions.get()

    assert (kept.number, kept.title, kept.by, kept.approved_by) == (1, article.title, teacher, reviewer)
    assert kept.details["authors"] == [teacher.pk]


def test_a_next_version_leaves_the_published_text(article, following):
    standing = stored(article)

    assert (standing.title, standing.status, standing.version) == (
        article.title,
        "published",
        article.version,
    )
    assert (following.status, following.title, following.based_on) == ("draft", NEW["title"], 1)
    assert numbers(article) == [(1, article.title)]


def test_publishing_takes_the_place(article, following, teacher, reviewer):
    waiting = sent(following, teacher)

    publish_next_version(article=article, by=reviewer, version=waiting.version)

    standing = stored(article)
    assert (standing.title, standing.body, standing.published_by) == (NEW["title"], NEW["body"], reviewer)
    assert standing.first_published_at == article.first_published_at
    assert standing.published_at > article.published_at
    assert standing.review_due_on == due_day(standing.kind, timezone.localdate())
    assert not NextVersion.objects.exists()
    assert numbers(article) == [(2, NEW["title"]), (1, article.title)]
    kept = article.revisions.numbered().first()
    assert (kept.by, kept.approved_by) == (teacher, reviewer)
    assert [hit.article.pk for hit in search("ฉบับใหม่", user=teacher).page] == [article.pk]


def test_counts_follow_the_next_version(teacher, reviewer):
    old, new = Topic.objects.create(name="เก่า"), Topic.objects.create(name="ใหม่")
    article = published(teacher, reviewer, topic=old)
    following = save_next_version(article=article, by=teacher, data={"topic": new, "visibility": "staff"})
    assert Topic.objects.get(pk=old.pk).article_count == 1
    sent(following, teacher)

    publish_next_version(article=article, by=reviewer)

    counts = Topic.objects.in_bulk([old.pk, new.pk])
    assert (counts[old.pk].staff_article_count, counts[new.pk].staff_article_count) == (0, 1)
    assert counts[new.pk].article_count == 0
    assert {row.visibility: row.total for row in PublishedTotal.objects.all()} == {"public": 0, "staff": 1}


def test_everything_the_form_names_is_taken_over(article, teacher, colleague, reviewer):
    data = NEW | {
        "summary": "สรุป",
        "kind": "manual",
        "tags": ["การอ่าน", "ภาษา"],
        "authors": [teacher, colleague],
        "outside_authors": ["ครูใหญ่"],
        "level": "primary",
        "subject": "thai",
        "source_url": "https://example.org/",
        "pupils": "none",
        "builds_on": None,
    }
    sent(save_next_version(article=article, by=teacher, data=data), teacher)

    publish_next_version(article=article, by=reviewer)

    standing = stored(article)
    assert (standing.summary, standing.kind, standing.level, standing.subject) == (
        "สรุป",
        "manual",
        "primary",
        "thai",
    )
    assert sorted(standing.tags.names()) == ["การอ่าน", "ภาษา"]
    assert [one.display_name for one in standing.authorships.all()] == [
        teacher.full_name,
        colleague.full_name,
        "ครูใหญ่",
    ]
    assert (standing.source_url, standing.pupils) == ("https://example.org/", "none")


def test_what_is_gone_meanwhile_leaves_the_articles_own(teacher, reviewer):
    old, new = Topic.objects.create(name="เก่า"), Topic.objects.create(name="ใหม่")
    article = published(teacher, reviewer, topic=old)
    sent(save_next_version(article=article, by=teacher, data=NEW | {"topic": new}), teacher)
    new.delete()

    publish_next_version(article=article, by=reviewer)

    assert stored(article).topic == old


def test_a_merged_account_is_credited_as_the_one_that_was_kept(
    article, teacher, colleague, stranger, reviewer
):
    data = NEW | {"authors": [teacher, colleague, stranger]}
    sent(save_next_version(article=article, by=teacher, data=data), teacher)
    User.objects.filter(pk=colleague.pk).update(
        closed_because="merged", merged_into=stranger, is_active=False
    )

    publish_next_version(article=article, by=reviewer)

    assert [one.user for one in stored(article).authorships.all()] == [teacher, stranger]


def text_file(name, content=b"words"):
    return checked_document(SimpleUploadedFile(name, content))


def names(article, reader):
    return sorted(file.name for file in Attachment.objects.visible_to(again(reader)).filter(role="document"))


def test_files_come_and_go_with_the_next_version(article, teacher, reviewer, stranger):
    old = attach_file(by=teacher, file=text_file("เก่า.txt"), article=article)
    handed_in = {"files": [text_file("ใหม่.txt", b"new words")], "removed_files": [str(old.key)]}
    sent(save_next_version(article=article, by=teacher, data={}, **handed_in), teacher)
    assert names(article, stranger) == ["เก่า.txt"]
    assert names(article, reviewer) == ["เก่า.txt", "ใหม่.txt"]

    publish_next_version(article=article, by=reviewer)

    assert names(article, stranger) == ["ใหม่.txt"]
    assert article.revisions.numbered().first().details["files"] == ["ใหม่.txt"]


def test_a_cover_waits_and_replaces(article, teacher, reviewer):
    cover = checked_cover(picture_file()).content
    following = save_next_version(article=article, by=teacher, data={"cover": cover})
    assert (bool(following.cover), bool(stored(article).cover)) == (True, False)
    sent(following, teacher)

    publish_next_version(article=article, by=reviewer)

    assert stored(article).cover.name == following.cover.name
    assert stored(article).cover.storage.exists(following.cover.name)


def test_the_same_form_sent_twice_doubles_nothing(article, teacher):
    data = NEW | {"cover": checked_cover(picture_file()).content, "tags": ["ก"]}
    for _time in range(2):
        save_next_version(
            article=article, by=teacher, data=data, version=article.version, files=[text_file("ก.txt")]
        )

    following = NextVersion.objects.get()
    assert (following.version, following.new_attachments.count()) == (article.version + 1, 1)


def test_the_same_text_makes_no_next_version(article, teacher):
    same = {"title": article.title, "body": article.body, "summary": article.summary, "kind": article.kind}

    assert save_next_version(article=article, by=teacher, data=same, version=article.version) is None
    assert not NextVersion.objects.exists()


def test_clearing_the_summary_is_a_change(teacher, reviewer):
    article = published(teacher, reviewer, summary="สรุป")

    assert save_next_version(article=article, by=teacher, data={"summary": ""}).summary == ""


def test_a_stale_form_is_a_conflict_with_the_stored_text(article, following, colleague):
    with pytest.raises(EditConflict) as conflict:
        save_next_version(article=article, by=colleague, data={"title": "อื่น"}, version=article.version)

    assert (conflict.value.stored.title, conflict.value.wanted) == (NEW["title"], {"title": "อื่น"})
    assert NextVersion.objects.get().title == NEW["title"]


def test_a_form_from_before_a_discarded_version_is_a_conflict(article, following, teacher):
    seen = following.version
    discard_next_version(article=article, by=teacher)

    with pytest.raises(EditConflict):
        save_next_version(article=article, by=teacher, data={"title": "อื่น"}, version=seen)


def test_reviewers_put_a_waiting_version_right_without_becoming_its_writer(
    article, following, teacher, reviewer
):
    sent(following, teacher)

    put_right = save_next_version(article=article, by=reviewer, data={"summary": "สรุป"})

    assert (put_right.edited_by, put_right.summary, put_right.status) == (teacher, "สรุป", "submitted")


def test_sending_twice_sends_once(article, following, teacher, reviewer):
    for _time in range(2):
        sent(following, teacher)

    steps = article.reviews.filter(action="submitted", of_next=True)
    assert steps.count() == 1
    assert Notification.objects.filter(user=reviewer, path=following.get_absolute_url()).count() == 1


def test_an_empty_text_is_not_sent(article, teacher):
    save_next_version(article=article, by=teacher, data={"body": "<p> </p>"})

    with pytest.raises(ActionRefused):
        submit_next_version(article=article, by=teacher)


def test_returning_tells_its_writer_and_leaves_the_published_text(article, following, teacher, reviewer):
    sent(following, teacher)

    back = return_next_version(article=article, by=reviewer, reason="ขาดผล")

    told = Notification.objects.get(user=teacher, kind="returned")
    assert (back.status, stored(article).status) == ("returned", "published")
    assert (told.path, told.details["reason"]) == (following.get_absolute_url(), "ขาดผล")
    step = article.reviews.last()
    assert (step.action, step.of_next, step.reason) == ("returned", True, "ขาดผล")


@pytest.mark.parametrize("reason", ("", "  "))
def test_returning_needs_a_reason(article, following, teacher, reviewer, reason):
    sent(following, teacher)

    with pytest.raises(ActionRefused):
        return_next_version(article=article, by=reviewer, reason=reason)


@pytest.mark.parametrize("person", ("teacher", "colleague", "stranger", "other_reviewer"))
def test_only_reviewers_of_the_unit_publish_it(article, following, teacher, request, person):
    sent(following, teacher)

    with pytest.raises(PermissionDenied):
        publish_next_version(article=article, by=request.getfixturevalue(person))
    assert stored(article).title == article.title


def test_a_draft_of_it_is_not_published(article, following, reviewer):
    with pytest.raises(ActionRefused):
        publish_next_version(article=article, by=reviewer)


def test_what_changed_while_the_reviewer_read_is_not_published(article, following, teacher, reviewer):
    seen = sent(following, teacher).version
    save_next_version(article=article, by=reviewer, data={"title": "อีกที"})

    with pytest.raises(EditConflict):
        publish_next_version(article=article, by=reviewer, version=seen)


def test_discarding_keeps_the_text_aside_and_drops_the_files(article, teacher):
    save_next_version(article=article, by=teacher, data=NEW, files=[text_file("ก.txt")])

    for _time in range(2):
        discard_next_version(article=article, by=teacher)

    aside = article.revisions.set_aside().get()
    assert (aside.title, aside.body, aside.by) == (NEW["title"], NEW["body"], teacher)
    assert not NextVersion.objects.exists()
    assert (article.attachments.count(), Attachment.objects.get().article_id) == (0, None)
    assert article.reviews.filter(action="discarded", of_next=True).count() == 1


def test_withdrawing_sets_the_next_version_aside(article, following, reviewer):
    withdraw_article(article=article, by=reviewer, reason="ผิด")

    assert not NextVersion.objects.exists()
    assert [kept.title for kept in article.revisions.set_aside()] == [NEW["title"]]


def test_published_again_after_withdrawal_is_the_next_number(article, teacher, reviewer):
    withdrawn = withdraw_article(article=article, by=reviewer, reason="ผิด")
    save_draft(article=withdrawn, by=teacher, data={"title": "แก้แล้ว"}, version=None)
    publish_article(article=submit_article(article=stored(article), by=teacher), by=reviewer)

    assert numbers(article) == [(2, "แก้แล้ว"), (1, article.title)]


def test_reviewers_edits_are_versions_too(article, reviewer):
    edit_published(article=article, by=reviewer, data={"title": "คำถูก"}, version=None, reason="คำผิด")

    kept = article.revisions.numbered().first()
    assert (kept.number, kept.title, kept.by, kept.reason) == (2, "คำถูก", reviewer, "คำผิด")


@pytest.fixture
def older(article):
    """An article published before versions were kept."""
    article.revisions.all().delete()
    return article


def test_an_older_articles_text_gets_number_one_before_it_is_replaced(older, reviewer, teacher):
    edit_published(article=older, by=reviewer, data={"title": "คำถูก"}, version=None)

    assert numbers(older) == [(2, "คำถูก"), (1, older.title)]
    first = older.revisions.get(number=1)
    assert (first.by, first.approved_by, first.at) == (teacher, reviewer, older.published_at)


def test_an_older_article_is_kept_when_it_is_withdrawn_or_followed(older, teacher, reviewer):
    save_next_version(article=older, by=teacher, data=NEW)
    assert numbers(older) == [(1, older.title)]

    withdraw_article(article=older, by=reviewer, reason="ผิด")
    assert numbers(older) == [(1, older.title)]


def test_numbers_are_unique_whatever_happens(article, teacher):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(article=article, number=1, title="ก", by=teacher)
