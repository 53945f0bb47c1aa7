"""Archived articles open by their number; of two duplicates one stays, and the number of the other leads to it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Notification
from knowledge.models import Article, Bookmark, Comment, Follow, PublishedTotal, Thanks, Use
from knowledge.services import (
    ActionRefused,
    archive_article,
    merge_article,
    unarchive_article,
    withdraw_article,
)
from knowledge.services.tallies import shift_tally
from tests.knowledge.desk import again, make_person, published, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(teacher, colleague, reviewer):
    """Two articles on the same thing: the one that goes, the one that stays."""
    return published(teacher, reviewer, title="สมุดเล่มเล็ก"), published(
        colleague, reviewer, title="หนังสือเล่มเล็ก"
    )


def address(name, article):
    return reverse(f"knowledge:{name}", args=[article.pk])


def test_archived_article_opens_by_number_and_stands_nowhere_else(client, teacher, reviewer):
    article = published(teacher, reviewer)

    archive_article(article=article, by=reviewer, reason="ระเบียบเปลี่ยนแล้ว")

    assert client.get(article.get_absolute_url()).status_code == 200
    assert f'href="{article.get_absolute_url()}"' not in client.get("/articles/").content.decode()
    assert PublishedTotal.objects.get(visibility="public").total == 0
    step = article.reviews.last()
    assert (step.action, step.reason) == ("archived", "ระเบียบเปลี่ยนแล้ว")
    assert Notification.objects.filter(kind="archived", user=teacher).exists()


def test_archiving_needs_a_reason_and_a_published_article(teacher, reviewer):
    article = published(teacher, reviewer)
    with pytest.raises(ActionRefused):
        archive_article(article=article, by=reviewer, reason=" ")
    withdraw_article(article=article, by=reviewer, reason="ก")
    with pytest.raises(ActionRefused):
        archive_article(article=article, by=reviewer, reason="ก")

    assert stored(article).status == "withdrawn"


def test_archived_article_comes_back_as_it_was(client, teacher, reviewer):
    article = published(teacher, reviewer)
    archive_article(article=article, by=reviewer, reason="ก")

    with pytest.raises(PermissionDenied):
        unarchive_article(article=article, by=teacher, reason="ข")
    unarchive_article(article=article, by=reviewer, reason="ใช้ต่อได้")

    assert stored(article).status == "published"
    assert f'href="{article.get_absolute_url()}"' in client.get("/articles/").content.decode()
    assert PublishedTotal.objects.get(visibility="public").total == 1


def test_archive_asks_first(client, teacher, reviewer):
    article = published(teacher, reviewer)
    client.force_login(reviewer)

    assert client.get(address("article_archive", article)).status_code == 200
    assert client.post(address("article_archive", article), {"reason": ""}).context["form"].errors
    assert stored(article).status == "published"
    client.post(address("article_archive", article), {"reason": "เก่าแล้ว"})
    assert stored(article).status == "archived"


def test_number_of_a_merged_article_leads_to_the_one_that_stays(client, pair, reviewer):
    gone, stays = pair

    merge_article(article=gone, into=stays, by=reviewer, reason="เรื่องเดียวกัน")

    answer = client.get(gone.get_absolute_url())
    assert (answer.status_code, answer.url) == (301, stays.get_absolute_url())
    client.force_login(reviewer)
    assert client.get(gone.get_absolute_url()).url == stays.get_absolute_url()


def test_visitors_kept_page_leads_on_as_soon_as_it_is_merged(client, pair, reviewer):
    gone, stays = pair
    assert client.get(gone.get_absolute_url()).status_code == 200

    merge_article(article=gone, into=stays, by=reviewer, reason="ก")

    assert client.get(gone.get_absolute_url()).status_code == 301


def test_chains_are_followed_to_their_end(client, pair, teacher, reviewer):
    first, second = pair
    third = published(teacher, reviewer)
    merge_article(article=first, into=second, by=reviewer, reason="ก")
    merge_article(article=second, into=third, by=reviewer, reason="ก")

    assert client.get(first.get_absolute_url()).url == third.get_absolute_url()


def test_the_page_that_stays_asks_for_itself_who_may_read(client, pair, reviewer):
    gone, stays = pair
    Article.objects.filter(pk=stays.pk).update(visibility="staff")
    merge_article(article=gone, into=stays, by=reviewer, reason="ก")

    assert client.get(gone.get_absolute_url(), follow=True).status_code == 404


def test_circles_cannot_come_about(pair, teacher, reviewer):
    first, second = pair
    merge_article(article=first, into=second, by=reviewer, reason="ก")
    third = published(teacher, reviewer)

    for article, into in ((second, first), (third, first), (first, third), (third, third)):
        with pytest.raises(ActionRefused):
            merge_article(article=article, into=into, by=reviewer, reason="ก")


def left_by(person, article):
    """Let the person leave one of everything with the article."""
    Thanks.objects.create(article=article, by=person)
    Bookmark.objects.create(article=article, user=person)
    Follow.objects.create(article=article, user=person)
    Comment.objects.create(article=article, by=person, text="ดีมาก")
    Use.objects.create(article=article, by=person, place="ป.2", result="อ่านคล่อง")
    shift_tally(article=article, thanks=1, comments=1, uses=1)


def test_what_readers_left_goes_along_once_a_person_and_the_numbers_are_right(
    pair, school, stranger, reviewer
):
    gone, stays = pair
    other = make_person("other", school)
    for person, article in ((stranger, gone), (stranger, stays), (other, gone)):
        left_by(person, article)

    merge_article(article=gone, into=stays, by=reviewer, reason="ก")

    assert [
        model.objects.filter(article=stays).count() for model in (Thanks, Bookmark, Follow, Comment, Use)
    ] == [*(2, 2, 2, 3, 3)]
    tally = stored(stays).tally
    assert (tally.thanks, tally.comments, tally.uses) == (2, 3, 3)
    empty = stored(gone).tally
    assert (empty.thanks, empty.comments, empty.uses) == (0, 0, 0)


def test_thanks_of_an_author_of_the_other_do_not_become_thanks_to_oneself(pair, colleague, reviewer):
    gone, stays = pair
    left_by(colleague, gone)

    merge_article(article=gone, into=stays, by=reviewer, reason="ก")

    assert not Thanks.objects.filter(by=colleague).exists()
    assert stored(stays).tally.thanks == 0


def test_both_authors_are_told_where_it_went(pair, reviewer):
    gone, stays = pair

    merge_article(article=gone, into=stays, by=reviewer, reason="เรื่องเดียวกัน")

    told = Notification.objects.filter(kind="merged").order_by("user__username")
    assert [(row.user.username, row.path) for row in told] == [
        ("colleague", stays.get_absolute_url()),
        ("teacher", stays.get_absolute_url()),
    ]


def test_merging_twice_is_merging_once(pair, reviewer):
    gone, stays = pair
    for _twice in range(2):
        merge_article(article=gone, into=stays, by=reviewer, reason="ก")

    assert gone.reviews.filter(action="merged").count() == 1
    assert PublishedTotal.objects.get(visibility="public").total == 1


def test_reviewer_merges_only_what_is_in_care(pair, stranger, other_reviewer, reviewer, teacher):
    gone, _stays = pair
    foreign = published(stranger, other_reviewer)

    for article, into in ((gone, foreign), (foreign, gone)):
        with pytest.raises(PermissionDenied):
            merge_article(article=article, into=into, by=reviewer, reason="ก")
    with pytest.raises(PermissionDenied):
        merge_article(article=gone, into=_stays, by=teacher, reason="ก")


def test_page_shows_both_before_it_merges(client, pair, reviewer):
    gone, stays = pair
    client.force_login(reviewer)
    form = {"into": f"http://testserver{stays.get_absolute_url()}", "reason": "ซ้ำกัน"}

    asked = client.post(address("article_merge", gone), form)
    assert asked.context["into"] == stays
    assert stored(gone).status == "published"

    done = client.post(address("article_merge", gone), {"into": stays.pk, "reason": "ซ้ำกัน", "is_seen": "1"})
    assert done.url == stays.get_absolute_url()
    assert stored(gone).merged_into == stays


@pytest.mark.parametrize("into", ("", "0", "99999999999999999999", "ไม่มีเรื่องนี้", "itself", "foreign"))
def test_page_says_what_is_wrong_with_the_article_named(
    client, pair, stranger, other_reviewer, reviewer, into
):
    gone, _stays = pair
    foreign = published(stranger, other_reviewer)
    into = {"itself": gone.pk, "foreign": foreign.pk}.get(into, into)
    client.force_login(reviewer)

    page = client.post(address("article_merge", gone), {"into": into, "reason": "ก", "is_seen": "1"})

    assert page.context["form"].errors.keys() == {"into"}
    assert stored(gone).status == "published"


def test_only_administrators_part_them_again(pair, reviewer, admin_user):
    gone, stays = pair
    merge_article(article=gone, into=stays, by=reviewer, reason="ก")

    with pytest.raises(PermissionDenied):
        unarchive_article(article=gone, by=again(reviewer), reason="คนละเรื่อง")
    unarchive_article(article=gone, by=admin_user, reason="คนละเรื่อง")

    assert (stored(gone).status, stored(gone).merged_into) == ("published", None)
