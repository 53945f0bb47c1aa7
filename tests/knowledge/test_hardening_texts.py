"""Holes of texts: unsent ones before reviewers, what staff said among themselves, the form of another person."""

import uuid

import pytest
from django.urls import reverse

from knowledge.models import Article
from knowledge.services import ActionRefused, create_draft, merge_article, set_aside, withdraw_article
from knowledge.services.talk import add_comment, report_comment
from knowledge.services.versions import discard_next_version, save_next_version
from knowledge.views import word
from tests.knowledge.desk import again, form_of, published

pytestmark = pytest.mark.django_db
SECRET = "ยังไม่ได้ส่งตรวจ"


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


def page(client, person, name, *arguments, **query):
    client.force_login(again(person))
    return client.get(reverse(f"knowledge:{name}", args=arguments), query)


def test_a_next_version_that_was_given_up_unsent_is_not_for_reviewers(client, article, teacher, reviewer):
    save_next_version(article=article, by=teacher, data={"title": SECRET, "body": f"<p>{SECRET}</p>"})
    discard_next_version(article=article, by=teacher)
    mark = article.revisions.set_aside().get().mark

    answers = [
        page(client, reviewer, "article_history", article.pk),
        page(client, reviewer, "revision_detail", article.pk, mark),
        page(client, reviewer, "revision_compare", article.pk, **{"from": mark, "to": "now"}),
        page(client, reviewer, "revision_restore", article.pk, mark),
    ]

    assert [answer.status_code for answer in answers] == [200, 404, 404, 404]
    assert SECRET not in answers[0].content.decode()
    assert SECRET in page(client, teacher, "revision_detail", article.pk, mark).content.decode()


def test_reviewers_find_what_they_wrote_themselves_and_what_waited_before_them(
    client, article, teacher, reviewer
):
    mine = set_aside(article=article, by=reviewer, title="ก", summary="", body=f"<p>{SECRET}</p>")

    assert SECRET in page(client, reviewer, "revision_detail", article.pk, mine.mark).content.decode()


def test_what_staff_said_among_themselves_does_not_become_public_by_merging(teacher, colleague, reviewer):
    inner = published(teacher, reviewer, title="ภายใน", visibility="staff")
    outer = published(colleague, reviewer, title="ทุกคน")
    add_comment(article=inner, by=colleague, text="เฉพาะพวกเรา")

    with pytest.raises(ActionRefused):
        merge_article(article=inner, into=outer, by=reviewer, reason="ซ้ำ")
    merge_article(article=outer, into=inner, by=reviewer, reason="ซ้ำ")

    assert Article.objects.get(pk=outer.pk).merged_into == inner


def test_reports_do_not_show_what_was_withdrawn(client, article, teacher, reviewer, colleague, stranger):
    comment = add_comment(article=article, by=colleague, text="ก")
    report_comment(comment=comment, by=stranger, reason="ข")
    withdraw_article(article=article, by=teacher, reason="ค")
    Article.objects.filter(pk=article.pk).update(title=SECRET)

    assert SECRET not in page(client, reviewer, "comment_reports").content.decode()


def test_the_form_of_another_person_makes_no_error(client, teacher, stranger):
    token = uuid.uuid4()
    kept = create_draft(by=teacher, data={"title": "ก", "body": "<p>ข</p>"}, form_token=token)
    client.force_login(stranger)

    answer = client.post(reverse("knowledge:article_create"), form_of(stranger, form_token=str(token)))

    assert (answer.status_code, Article.objects.get()) == (200, kept)


def test_head_asks_for_documents_as_often_as_get(client, article, monkeypatch):
    monkeypatch.setattr(word, "DOCUMENTS_AN_HOUR", 1)
    address = reverse("knowledge:article_docx", args=[article.pk])

    assert [client.head(address).status_code for _time in range(2)] == [200, 429]
