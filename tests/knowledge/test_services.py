"""Writes to knowledge: one draft a form, no lost text, true counts, a trail, mail that may fail."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import ActivityDay, OutgoingMail, SiteState
from accounts.services.mail import send_due_mail
from knowledge.models import Article, Attachment, PublishedTotal, Review, Topic
from knowledge.services import (
    ActionRefused,
    EditConflict,
    create_draft,
    discard_draft,
    edit_published,
    publish_article,
    recount_published,
    return_article,
    save_draft,
    submit_article,
    withdraw_article,
)
from tests.knowledge.desk import BODY, published, stored, submitted

pytestmark = pytest.mark.django_db


def counts(topic):
    topic.refresh_from_db()
    totals = dict(PublishedTotal.objects.values_list("visibility", "total"))
    return totals, topic.article_count, topic.staff_article_count


@pytest.fixture
def topic():
    return Topic.objects.create(name="การจัดการเรียนการสอน")


def test_create_draft_sent_twice_makes_one(teacher):
    token = uuid.uuid4()

    first = create_draft(by=teacher, data={"title": "เรื่อง", "body": BODY}, form_token=token)
    second = create_draft(by=teacher, data={"title": "เรื่อง", "body": BODY}, form_token=token)

    assert (first.pk, Article.objects.count(), second.version) == (second.pk, 1, 1)
    assert [credit.user for credit in first.authorships.all()] == [teacher]
    assert first.organization == teacher.profile.organization


def test_create_draft_sent_again_with_more_text_keeps_the_newer(teacher):
    token = uuid.uuid4()
    create_draft(by=teacher, data={"title": "เรื่อง", "body": BODY}, form_token=token)

    again = create_draft(by=teacher, data={"title": "เรื่องยาว", "body": BODY}, form_token=token)

    assert (Article.objects.count(), again.title) == (1, "เรื่องยาว")


def test_create_draft_without_title_takes_the_opening_words(teacher):
    article = create_draft(by=teacher, data={"title": "", "body": "<p>วันแรกของการสอน</p>"})

    assert article.title == "วันแรกของการสอน"


def test_save_draft_with_an_old_version_keeps_both_texts(draft, teacher):
    save_draft(article=draft, by=teacher, data={"title": "จากโทรศัพท์"}, version=1)

    with pytest.raises(EditConflict) as conflict:
        save_draft(article=draft, by=teacher, data={"title": "จากคอมพิวเตอร์"}, version=1)

    assert stored(draft).title == "จากโทรศัพท์"
    assert conflict.value.stored.title == "จากโทรศัพท์"
    assert conflict.value.wanted == {"title": "จากคอมพิวเตอร์"}


def test_save_draft_repeated_word_for_word_is_no_conflict(draft, teacher):
    data = {"title": "ชื่อใหม่", "body": BODY, "tags": ["PLC"], "authors": [teacher]}
    save_draft(article=draft, by=teacher, data=data, version=1)

    again = save_draft(article=draft, by=teacher, data=data, version=1)

    assert again.version == 2


def test_save_draft_of_a_published_article_is_refused(teacher, reviewer):
    article = published(teacher, reviewer)

    with pytest.raises(ActionRefused):
        save_draft(article=article, by=teacher, data={"title": "แอบแก้"}, version=article.version)


def test_authors_keep_the_organization_of_their_time(draft, teacher, colleague, other_school):
    then = teacher.profile.organization
    teacher.profile.organization = other_school
    teacher.profile.save()

    save_draft(
        article=draft,
        by=teacher,
        data={"authors": [teacher, colleague], "outside_authors": ["ปราชญ์ชาวบ้าน"]},
        version=1,
    )

    credits = [(credit.display_name, credit.organization) for credit in draft.authorships.all()]
    assert credits == [("สมชาย ใจดี", then), ("สุดา แสงทอง", then), ("ปราชญ์ชาวบ้าน", None)]


@pytest.mark.parametrize(
    "dirty, clean",
    (
        ('<p onclick="x()">ก<script>alert(1)</script></p>', "<p>ก</p>"),
        ('<p style="color:red" class="MsoNormal ta-center">ก</p>', '<p class="ta-center">ก</p>'),
        ('<a href="java\tscript:alert(1)">ก</a>', "ก"),
        ('<img src="https://elsewhere.example/p.png" onerror="x()"><p>ก</p>', "<p>ก</p>"),
        ("<iframe src='//evil'></iframe><p>ก</p>", "<p>ก</p>"),
        ("<p>นำ้ เเปลก ก\u200bข\u0000</p>", "<p>น้ำ แปลก กข</p>"),
        ("<svg><style><p>ก</p></style></svg><base href='//evil'><p>ข</p>", "<p>ก</p><p>ข</p>"),
    ),
)
def test_body_is_cleaned_on_save(teacher, dirty, clean):
    article = create_draft(by=teacher, data={"title": "เรื่อง", "body": dirty})

    assert stored(article).body == clean


def test_submit_without_text_is_refused(teacher):
    article = create_draft(by=teacher, data={"title": "ยังไม่มีอะไร", "body": "<p></p>"})

    with pytest.raises(ActionRefused):
        submit_article(article=article, by=teacher)

    assert stored(article).status == "draft"


def test_submit_twice_leaves_one_step(draft, teacher):
    submit_article(article=draft, by=teacher)
    submit_article(article=draft, by=teacher)

    assert [step.action for step in draft.reviews.all()] == ["submitted"]


def test_publish_stamps_counts_and_tells(teacher, reviewer, topic):
    article = submitted(teacher, topic=topic)
    before = SiteState.objects.current_version()

    done = publish_article(article=article, by=reviewer, version=article.version)
    send_due_mail()

    assert (done.status, done.published_by, done.first_published_on) == (
        "published",
        reviewer,
        timezone.localdate(),
    )
    assert counts(topic) == ({"public": 1}, 1, 1)
    assert SiteState.objects.current_version() > before
    assert ActivityDay.objects.filter(user=reviewer).exists()
    link = f"{settings.KMC_PUBLIC_URL}{article.get_absolute_url()}"
    assert [letter.to for letter in mail.outbox] == [["reviewer@example.org"], ["teacher@example.org"]]
    assert all(link in letter.body for letter in mail.outbox)


def test_publish_twice_counts_once(teacher, reviewer, topic):
    article = published(teacher, reviewer, topic=topic)

    publish_article(article=article, by=reviewer)

    assert counts(topic) == ({"public": 1}, 1, 1)
    assert article.reviews.filter(action="published").count() == 1


def test_publish_of_a_text_changed_since_it_was_read_is_refused(teacher, reviewer):
    article = submitted(teacher)
    save_draft(article=article, by=reviewer, data={"title": "แก้คำผิด"}, version=article.version)

    with pytest.raises(EditConflict):
        publish_article(article=article, by=reviewer, version=article.version)

    assert stored(article).status == "submitted"


def test_own_work_is_not_published_by_oneself(reviewer, colleague):
    entered = submitted(reviewer, authors=[colleague])
    credited = submitted(colleague, authors=[colleague, reviewer])

    for article in (entered, credited):
        with pytest.raises(PermissionDenied):
            publish_article(article=article, by=reviewer)

    assert not Article.objects.published().exists()


def test_return_needs_a_reason(teacher, reviewer):
    article = submitted(teacher)

    with pytest.raises(ActionRefused):
        return_article(article=article, by=reviewer, reason=" \u200b ")

    assert stored(article).status == "submitted"
    return_article(article=article, by=reviewer, reason="ขอตารางผลคะแนน")
    assert (stored(article).status, article.reviews.last().reason) == ("returned", "ขอตารางผลคะแนน")


def test_withdraw_takes_back_counts_and_keeps_the_first_day(teacher, reviewer, topic):
    article = published(teacher, reviewer, topic=topic)
    long_ago = timezone.now() - timedelta(days=400)
    Article.objects.filter(pk=article.pk).update(
        first_published_at=long_ago, first_published_on=long_ago.date()
    )

    withdraw_article(article=article, by=teacher, reason="ข้อมูลเก่า")

    assert counts(topic) == ({"public": 0}, 0, 0)
    publish_article(article=submit_article(article=article, by=teacher), by=reviewer)
    assert (stored(article).first_published_on, counts(topic)) == (long_ago.date(), ({"public": 1}, 1, 1))


def test_edit_published_moves_the_counts(teacher, reviewer, topic):
    article = published(teacher, reviewer, topic=topic)
    other = Topic.objects.create(name="การเงินและพัสดุ")

    edit_published(
        article=article, by=reviewer, data={"topic": other, "visibility": "staff"}, version=article.version
    )

    assert counts(topic) == ({"public": 0, "staff": 1}, 0, 0)
    assert counts(other) == ({"public": 0, "staff": 1}, 0, 1)
    assert article.reviews.last().action == Review.Action.EDITED


def test_recount_agrees_with_the_kept_counts(teacher, reviewer, topic):
    published(teacher, reviewer, topic=topic)
    published(teacher, reviewer, topic=topic, visibility="staff")
    kept = counts(topic)
    PublishedTotal.objects.all().delete()
    Topic.objects.update(article_count=9, staff_article_count=9)

    assert recount_published() == 2
    assert counts(topic) == kept == ({"public": 1, "staff": 1}, 1, 2)


def test_archive_hides_a_draft_and_deletes_nothing(draft, teacher):
    discard_draft(article=draft, by=teacher)
    discard_draft(article=draft, by=teacher)

    assert stored(draft).status == "discarded"
    assert list(Article.objects.written_by(teacher).in_working_order()) == []
    assert draft.reviews.count() == 1


def test_mail_down_never_stops_a_step(teacher, reviewer, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    article = submitted(teacher)

    publish_article(article=article, by=reviewer)
    sent = send_due_mail()

    assert (stored(article).status, sent) == ("published", 0)
    assert OutgoingMail.objects.waiting().of(teacher).count() == 1
    assert "was not sent" in caplog.text
    assert teacher.email not in caplog.text


def test_pictures_of_the_text_come_to_the_article(teacher, stranger):
    own = Attachment.objects.create(
        file="a", name="a", content_type="image/webp", size=1, uploaded_by=teacher
    )
    foreign = Attachment.objects.create(
        file="b", name="b", content_type="image/webp", size=1, uploaded_by=stranger
    )
    body = f'<img src="/files/{own.key}/" alt=""><img src="/files/{foreign.key}/" alt="">'

    article = create_draft(by=teacher, data={"title": "เรื่อง", "body": body})

    assert list(article.attachments.all()) == [own]
