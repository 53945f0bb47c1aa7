"""Trusted authors publish at once; a reviewer looks at it afterwards."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, Notification
from knowledge.models import Article, TrustedAuthor
from knowledge.permissions import can_publish_at_once
from knowledge.services import (
    ActionRefused,
    check_article,
    create_draft,
    give_trust,
    save_next_version,
    submit_article,
    submit_next_version,
    take_trust,
    withdraw_article,
)
from tests.knowledge.desk import BODY, again, stored, submitted

pytestmark = pytest.mark.django_db
PAGE = "/reviews/trusted/"
PICTURE = '<p>ก</p><img src="/files/00000000-0000-0000-0000-000000000000/" alt="">'


@pytest.fixture
def trusted(teacher, school, reviewer):
    give_trust(organization=school, person=teacher, by=reviewer)
    return teacher


def test_trusted_author_publishes_at_once_to_be_looked_at(trusted, reviewer):
    article = submitted(trusted)

    assert (article.status, article.published_by, article.unreviewed_since is not None) == (
        "published",
        trusted,
        True,
    )
    assert list(Article.objects.unreviewed().in_care_of(again(reviewer))) == [article]
    told = Notification.objects.filter(kind="published_at_once").values_list("user__username", "is_urgent")
    assert list(told) == [("reviewer", False)]


def test_others_of_the_school_wait_as_before(trusted, colleague):
    assert submitted(colleague).status == "submitted"


def test_everybody_of_a_school_can_be_trusted_but_who_said_so(school, teacher, colleague, reviewer, stranger):
    give_trust(organization=school, by=reviewer)

    assert [can_publish_at_once(again(one)) for one in (teacher, colleague, reviewer, stranger)] == [
        *(True, True, False, False)
    ]


def test_trust_ends_where_the_person_works_no_more(trusted, other_school):
    draft = create_draft(by=trusted, data={"title": "ก", "body": BODY})
    trusted.profile.organization = other_school
    trusted.profile.save()

    assert submit_article(article=draft, by=again(trusted)).status == "submitted"
    assert submitted(again(trusted)).status == "submitted"


def test_pictures_nobody_said_a_word_about_wait_for_a_reviewer(trusted):
    assert submitted(trusted, body=PICTURE).status == "submitted"
    assert submitted(trusted, body=PICTURE, pupils="none").status == "published"


def test_next_version_of_a_trusted_author_takes_the_place_at_once(trusted, reviewer):
    article = check_article(article=submitted(trusted), by=reviewer)
    save_next_version(article=article, by=trusted, data={"title": "ชื่อใหม่"})

    submit_next_version(article=article, by=trusted)

    now = stored(article)
    assert (now.title, now.unreviewed_since is not None) == ("ชื่อใหม่", True)


def test_looked_at_once_is_off_the_list(trusted, reviewer):
    article = submitted(trusted)

    for _twice in range(2):
        check_article(article=article, by=reviewer)

    assert stored(article).unreviewed_since is None
    assert article.reviews.filter(action="checked").count() == 1


def test_author_does_not_look_at_their_own(client, trusted):
    article = submitted(trusted)
    client.force_login(trusted)

    assert client.post(reverse("knowledge:article_check", args=[article.pk])).status_code == 403
    assert stored(article).unreviewed_since


def test_withdrawn_is_off_the_list(trusted, reviewer):
    article = withdraw_article(article=submitted(trusted), by=reviewer, reason="ข้อมูลไม่ถูกต้อง")

    assert (article.status, article.unreviewed_since) == ("withdrawn", None)


def test_nobody_trusts_oneself(school, reviewer):
    with pytest.raises(ActionRefused):
        give_trust(organization=school, person=reviewer, by=reviewer)

    assert not TrustedAuthor.objects.exists()


def test_trust_is_given_once_and_leaves_a_trail(school, teacher, reviewer):
    first = give_trust(organization=school, person=teacher, by=reviewer)
    assert give_trust(organization=school, person=teacher, by=reviewer) == first

    take_trust(trust=first, by=reviewer)

    trail = AuditEntry.objects.filter(organization=school, person=teacher).order_by("pk")
    assert list(trail.values_list("action", "actor__username")) == [
        ("trust", "reviewer"),
        ("untrust", "reviewer"),
    ]
    assert submitted(teacher).status == "submitted"


def test_reviewer_gives_and_takes_back_on_a_page(client, school, teacher, reviewer):
    client.force_login(reviewer)

    assert client.post(PAGE, {"person": "teacher"}).url == PAGE
    trust = TrustedAuthor.objects.get()
    assert (trust.user, trust.organization, trust.given_by) == (teacher, school, reviewer)
    assert client.post(f"{PAGE}{trust.pk}/end/").url == PAGE
    assert not TrustedAuthor.objects.exists()


@pytest.mark.parametrize("typed", ("stranger", "reviewer", "nobody", ""))
def test_page_refuses_who_is_not_in_care_and_oneself(client, reviewer, stranger, typed):
    client.force_login(reviewer)

    page = client.post(PAGE, {"person": typed})

    assert page.context["form"].errors
    assert not TrustedAuthor.objects.exists()


@pytest.mark.parametrize("organization", ("99999999999999999999", "x", "other"))
def test_page_refuses_other_units(client, reviewer, other_school, organization):
    client.force_login(reviewer)
    organization = other_school.pk if organization == "other" else organization

    assert client.post(PAGE, {"organization": organization}).context["form"].errors


def test_other_reviewers_neither_see_nor_take_it(client, trusted, other_reviewer):
    client.force_login(other_reviewer)
    trust = TrustedAuthor.objects.get()

    assert list(client.get(PAGE).context["page"]) == []
    assert client.post(f"{PAGE}{trust.pk}/end/").status_code == 404


def test_form_says_beforehand_that_it_is_published_at_once(client, trusted, colleague):
    said = []
    for person in (trusted, colleague):
        client.force_login(person)
        said.append(client.get("/articles/new/").context["is_at_once"])

    assert said == [True, False]
