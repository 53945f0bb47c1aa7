"""Pages of versions: history, comparing, bringing back, the next version with its difference."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from knowledge.comparison import compare, said_by
from knowledge.models import NextVersion, Topic
from knowledge.services import (
    ActionRefused,
    edit_published,
    restore_revision,
    return_next_version,
    save_next_version,
    set_aside,
    submit_next_version,
    withdraw_article,
)
from tests.knowledge.desk import BODY, again, published, stored

pytestmark = pytest.mark.django_db
SECRET = "ถ้อยคำที่ยังไม่เผยแพร่"


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


@pytest.fixture
def edited(article, reviewer):
    """An article with two versions."""
    return edit_published(article=article, by=reviewer, data={"title": "คำถูก"}, version=None, reason="คำผิด")


@pytest.fixture
def following(article, teacher):
    return save_next_version(article=article, by=teacher, data={"body": f"<p>{SECRET}</p>"})


def page(client, person, name, *arguments, **query):
    client.force_login(again(person))
    return client.get(reverse(f"knowledge:{name}", args=arguments), query)


def test_history_shows_versions_and_steps(client, edited, teacher, reviewer):
    shown = page(client, teacher, "article_history", edited.pk).context

    assert [(kept.number, kept.by, kept.reason) for kept in shown["revisions"]] == [
        (2, reviewer, "คำผิด"),
        (1, teacher, ""),
    ]
    assert [step.action for step in shown["steps"]] == ["submitted", "published", "edited"]


def test_history_shows_texts_set_aside(client, article, teacher):
    set_aside(article=article, by=teacher, title="ก", summary="", body=f"<p>{SECRET}</p>")

    shown = page(client, teacher, "article_history", article.pk).context

    assert [kept.title for kept in shown["aside"]] == ["ก"]
    assert (
        SECRET
        in page(client, teacher, "revision_detail", article.pk, shown["aside"][0].mark).content.decode()
    )


@pytest.mark.parametrize("count", (3, 30))
def test_history_takes_a_fixed_number_of_queries(
    client, article, teacher, reviewer, count, django_assert_num_queries
):
    for number in range(count):
        edit_published(article=article, by=reviewer, data={"title": f"แก้ {number}"}, version=None)
    client.force_login(again(teacher))

    with django_assert_num_queries(8):
        answer = client.get(reverse("knowledge:article_history", args=[article.pk]))

    assert len(answer.context["revisions"]) == count + 1


@pytest.mark.parametrize("person", ("colleague", "stranger", "other_reviewer"))
def test_what_stood_and_what_waits_is_not_for_others(client, article, following, teacher, request, person):
    kept = set_aside(article=article, by=teacher, title="ก", summary="", body=f"<p>{SECRET}</p>")
    other = request.getfixturevalue(person)

    answers = [
        page(client, other, "article_history", article.pk),
        page(client, other, "revision_detail", article.pk, kept.mark),
        page(client, other, "revision_compare", article.pk, **{"from": "1", "to": kept.mark}),
        page(client, other, "next_version", article.pk),
        page(client, other, "article_detail", article.pk),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 404, 200]
    assert not any(SECRET in answer.content.decode() for answer in answers)


def test_a_draft_of_the_next_version_is_not_for_the_reviewer_yet(
    client, article, following, teacher, reviewer
):
    assert page(client, reviewer, "next_version", article.pk).status_code == 404

    submit_next_version(article=article, by=teacher)

    assert SECRET in page(client, reviewer, "next_version", article.pk).content.decode()


@pytest.mark.parametrize("mark", ("3", "a1", "x", "a", "99999999999999999999", "1-1"))
def test_unknown_versions_are_not_there(client, edited, teacher, mark):
    assert page(client, teacher, "revision_detail", edited.pk, mark).status_code == 404
    compared = page(client, teacher, "revision_compare", edited.pk, **{"from": "1", "to": mark})
    assert compared.status_code == 404


def test_a_version_of_another_article_is_not_there(client, edited, teacher, reviewer):
    other = published(teacher, reviewer)
    kept = set_aside(article=other, by=teacher, title="ก", summary="", body="")

    assert page(client, teacher, "revision_detail", edited.pk, kept.mark).status_code == 404


@pytest.mark.parametrize("query", ({"from": "1", "to": "2"}, {"from": "2", "to": "1"}))
def test_the_older_one_is_the_old_text(client, edited, teacher, query):
    shown = page(client, teacher, "revision_compare", edited.pk, **query).context

    assert (shown["old"].number, shown["new"].number) == (1, 2)
    assert "คำถูก" in shown["comparison"].title


def test_comparing_without_a_choice_leads_back(client, edited, teacher):
    assert page(client, teacher, "revision_compare", edited.pk, to="1").url == reverse(
        "knowledge:article_history", args=[edited.pk]
    )


def test_fields_that_changed_are_named_in_words(teacher, colleague, reviewer):
    topic = Topic.objects.create(name="การอ่าน")
    article = published(teacher, reviewer, topic=topic, tags=["ก"])
    data = {"topic": None, "tags": ["ก", "ข"], "authors": [teacher, colleague], "kind": "manual"}
    edit_published(article=article, by=reviewer, data=data, version=None)
    new, old = article.revisions.numbered()

    changes = compare(said_by(old), said_by(new), reader=teacher).fields

    assert {(change.old, change.new) for change in changes} >= {
        ("การอ่าน", "–"),
        ("ก", "ก, ข"),
        (teacher.full_name, f"{teacher.full_name}, {colleague.full_name}"),
    }
    assert len(changes) == 4


def test_a_work_one_may_not_see_is_not_named_in_a_comparison(teacher, stranger, reviewer):
    hidden = published(stranger, _reviewer_of(stranger), title="เรื่องลับ")
    withdraw_article(article=hidden, by=stranger, reason="ก")
    article = published(teacher, reviewer, builds_on=stored(hidden))
    edit_published(article=article, by=reviewer, data={"builds_on": None}, version=None)
    new, old = article.revisions.numbered()

    (change,) = compare(said_by(old), said_by(new), reader=teacher).fields

    assert (change.old, change.new) == (str(hidden.pk), "–")


def _reviewer_of(person):
    from accounts.services import grant_role, sync_roles
    from tests.knowledge.desk import make_person

    sync_roles()
    found = make_person("reviewer-there", person.profile.organization)
    grant_role(user=found, role="reviewer", organization=person.profile.organization)
    return found


def test_authors_get_an_old_text_as_the_next_version(edited, teacher):
    following = restore_revision(revision=edited.revisions.get(number=1), by=teacher, reason="ดีกว่า")

    assert (following.title, following.restored_from, following.reason) == ("อ่านออกเขียนได้", 1, "ดีกว่า")
    assert (stored(edited).title, following.edited_by) == ("คำถูก", teacher)


def test_reviewers_let_an_old_text_stand_at_once(edited, reviewer):
    restore_revision(revision=edited.revisions.get(number=1), by=reviewer, reason="ดีกว่า")

    kept = edited.revisions.numbered().first()
    assert (kept.number, kept.restored_from, kept.reason) == (3, 1, "ดีกว่า")
    assert (stored(edited).title, NextVersion.objects.exists()) == ("อ่านออกเขียนได้", False)


def test_a_withdrawn_draft_takes_an_old_text_and_keeps_its_own(edited, teacher, reviewer):
    withdraw_article(article=edited, by=reviewer, reason="ก")

    restore_revision(revision=edited.revisions.get(number=1), by=teacher, reason="ดีกว่า")

    assert (stored(edited).title, stored(edited).status) == ("อ่านออกเขียนได้", "withdrawn")
    assert [kept.title for kept in edited.revisions.set_aside()] == ["คำถูก"]


def test_the_text_of_today_is_not_brought_back(edited, teacher):
    with pytest.raises(ActionRefused):
        restore_revision(revision=edited.revisions.get(number=2), by=teacher, reason="ก")


def test_nothing_is_restored_over_a_next_version(article, following, teacher, reviewer):
    edit_published(article=article, by=reviewer, data={"title": "คำถูก"}, version=None)

    with pytest.raises(ActionRefused):
        restore_revision(revision=article.revisions.get(number=1), by=teacher, reason="ก")
    assert SECRET in NextVersion.objects.get().body


def test_restoring_asks_first_and_for_the_reason(client, edited, teacher):
    address = reverse("knowledge:revision_restore", args=[edited.pk, "1"])
    client.force_login(teacher)

    assert client.post(address, {"reason": " "}).status_code == 200
    assert not NextVersion.objects.exists()
    assert client.post(address, {"reason": "ดีกว่า"}).url == NextVersion.objects.get().get_absolute_url()


def test_restoring_says_what_becomes_of_it(client, edited, teacher, reviewer):
    asked = [page(client, one, "revision_restore", edited.pk, "1") for one in (teacher, reviewer)]

    assert [answer.context["is_own"] for answer in asked] == [
        True,
        False,
    ]  # the author's text waits for a reviewer


def test_the_next_version_shows_what_changes(client, article, following, teacher):
    answer = page(client, teacher, "next_version", article.pk)

    assert [stretch.is_folded for stretch in answer.context["comparison"].stretches] == [False]
    assert BODY.removeprefix("<p>").removesuffix("</p>") in answer.content.decode()
    assert answer.context["changed_meanwhile"] is None


def test_the_next_version_warns_of_a_change_meanwhile(client, article, following, teacher, reviewer):
    edit_published(article=article, by=reviewer, data={"title": "คำถูก"}, version=None)

    assert page(client, teacher, "next_version", article.pk).context["changed_meanwhile"].number == 2


@pytest.mark.parametrize("count", (1, 12))
def test_the_next_version_takes_a_bounded_number_of_queries(
    client, article, teacher, count, django_assert_max_num_queries
):
    body = "".join(f"<p>ย่อหน้า {number}</p>" for number in range(count))
    save_next_version(article=article, by=teacher, data={"body": body, "tags": ["ก"] * count})
    client.force_login(again(teacher))

    with django_assert_max_num_queries(26):
        client.get(reverse("knowledge:next_version", args=[article.pk]))


def test_sending_and_discarding_from_its_page(client, article, following, teacher):
    client.force_login(teacher)
    submit, discard = (reverse(f"knowledge:next_{name}", args=[article.pk]) for name in ("submit", "discard"))

    client.post(submit, {"version": following.version + 1})
    assert NextVersion.objects.get().status == "draft"
    client.post(submit, {"version": following.version})
    assert NextVersion.objects.get().status == "submitted"
    assert client.get(discard).status_code == 200
    assert client.post(discard).url == article.get_absolute_url()
    assert not NextVersion.objects.exists()


def test_the_article_tells_its_people_of_the_next_version(
    client, article, following, teacher, reviewer, stranger
):
    submit_next_version(article=article, by=teacher)
    return_next_version(article=article, by=reviewer, reason="ขาดรูปประกอบ")
    for alias in ("default", "pages"):
        caches[alias].clear()

    pages = [page(client, person, "article_detail", article.pk) for person in (teacher, stranger)]
    client.logout()
    pages.append(client.get(article.get_absolute_url()))

    assert ["ขาดรูปประกอบ" in answer.content.decode() for answer in pages] == [True, False, False]
