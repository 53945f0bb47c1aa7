"""Thanks, bookmarks and follows: pressed twice they are one; who follows is told once; the shelf is one's own."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from accounts.models import Notification
from accounts.services import erase_person
from accounts.services.merging import merge_people
from knowledge.models import Article, Bookmark, Follow, Tally, Thanks, Topic
from knowledge.services import ActionRefused, create_draft, keeping, submit_article, withdraw_article
from knowledge.services.following import tell_followers
from knowledge.services.keeping import set_bookmark, set_follow, set_thanks
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db
SHELF = "/me/saved/"


@pytest.fixture
def topic(db):
    return Topic.objects.create(name="การอ่าน")


@pytest.fixture
def article(teacher, reviewer, topic):
    return published(teacher, reviewer, topic=topic, title="บัตรคำบ้านเรา")


@pytest.fixture
def keeper(office):
    return make_person("keeper", office, is_superuser=True)


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("user__username", flat=True))


def thanked(article):
    return Tally.objects.get(article=article).thanks


def press(client, name, thing=None, wanted="yes", **data):
    place = reverse(f"knowledge:{name}", args=[thing.pk] if thing else [])
    return client.post(place, {"wanted": wanted} | data)


# --- thanks -------------------------------------------------------------------------------------------------------------


def test_thanks_pressed_twice_are_one_and_told_once(client, article, colleague):
    client.force_login(colleague)
    for wanted in ("yes", "yes", "no", "no", "yes"):
        press(client, "article_thank", article, wanted)

    assert Thanks.objects.count() == thanked(article) == 1
    assert told("thanked") == ["teacher"]


def test_authors_do_not_thank_themselves(client, article, teacher):
    client.force_login(teacher)

    press(client, "article_thank", article)

    assert not Thanks.objects.exists()
    assert reverse("knowledge:article_thank", args=[article.pk]) not in page_of(client, article)


def page_of(client, article):
    caches["pages"].clear()
    return client.get(article.get_absolute_url()).content.decode()


def test_visitors_see_how_many_thank_colleagues_also_who(client, article, colleague, stranger):
    set_thanks(article=article, by=colleague, wanted=True)

    seen = []
    for person in (None, stranger):
        client.logout()
        if person:
            client.force_login(person)
        page = page_of(client, article)
        seen.append(("reader-acts__thanks" in page, colleague.full_name in page))

    assert seen == [(True, False), (True, True)]


def test_visitors_kept_page_follows_the_thanks(client, article, colleague):
    before = client.get(article.get_absolute_url()).content.decode()

    set_thanks(article=article, by=colleague, wanted=True)

    assert "reader-acts__thanks" not in before
    assert "reader-acts__thanks" in client.get(article.get_absolute_url()).content.decode()


def test_two_accounts_of_one_person_thank_once(article, colleague, stranger, keeper):
    for person in (colleague, stranger):
        set_thanks(article=article, by=person, wanted=True)

    merge_people(keep=colleague, drop=stranger, by=keeper)

    assert Thanks.objects.count() == thanked(article) == 1


# --- bookmarks ----------------------------------------------------------------------------------------------------------


def test_an_article_is_kept_once_and_found_on_the_shelf(
    client, article, colleague, stranger, teacher, reviewer
):
    other = published(teacher, reviewer, title="ปลูกผัก")
    client.force_login(colleague)
    for one in (article, article, other):
        press(client, "article_bookmark", one)

    found = [one.article.title for one in client.get(SHELF, {"q": "บัตรคำ"}).context["page"]]
    every = [one.article.title for one in client.get(SHELF).context["page"]]
    client.force_login(stranger)
    theirs = list(client.get(SHELF).context["page"])

    assert (found, every, theirs) == (["บัตรคำบ้านเรา"], ["ปลูกผัก", "บัตรคำบ้านเรา"], [])


def test_what_is_removed_can_be_put_back(client, article, colleague):
    set_bookmark(article=article, by=colleague, wanted=True)
    client.force_login(colleague)

    answer = press(client, "article_bookmark", article, "no", shelf="1")
    undo = client.get(answer["Location"])
    press(client, "article_bookmark", article, shelf="1", kind="bookmark", id=article.pk)

    assert undo.context["removed"] == {"kind": "bookmark", "target": article}
    assert Bookmark.objects.get().article == article


def test_a_withdrawn_article_is_not_shown_and_can_be_let_go_of(client, article, colleague, reviewer):
    set_bookmark(article=article, by=colleague, wanted=True)
    withdraw_article(article=article, by=reviewer, reason="ผิด")
    client.force_login(colleague)

    page = client.get(SHELF)
    press(client, "article_bookmark", article, "no")

    assert page.context["kept_total"] == 0
    assert article.title not in page.content.decode()
    assert not Bookmark.objects.exists()


def test_drafts_are_neither_kept_nor_thanked_nor_followed(client, draft, colleague, teacher):
    client.force_login(colleague)
    answers = [press(client, name, draft).status_code for name in ("article_bookmark", "article_thank")]
    answers.append(press(client, "follow", kind="article", id=draft.pk).status_code)
    with pytest.raises(ActionRefused):
        set_bookmark(article=draft, by=teacher, wanted=True)

    assert answers == [404, 404, 404]
    assert [model.objects.count() for model in (Bookmark, Thanks, Follow)] == [0, 0, 0]


def test_a_shelf_has_an_end(monkeypatch, article, topic, colleague):
    monkeypatch.setattr(keeping, "MOST_KEPT", 1)
    set_follow(by=colleague, kind="article", target=article, wanted=True)
    set_follow(by=colleague, kind="article", target=article, wanted=True)

    with pytest.raises(ActionRefused):
        set_follow(by=colleague, kind="topic", target=topic, wanted=True)


# --- follows ------------------------------------------------------------------------------------------------------------


def test_each_kind_of_thing_is_followed_from_its_page(client, article, topic, school, teacher, colleague):
    things = {"article": article, "topic": topic, "person": teacher, "organization": school}
    client.force_login(colleague)
    for kind, thing in things.items():
        assert f'name="kind" value="{kind}"' in client.get(thing.get_absolute_url()).content.decode()
        for _ in range(2):
            press(client, "follow", kind=kind, id=thing.pk)

    followed = {one.kind: one.target for one in colleague.follows.with_targets()}
    assert followed == things
    page = client.get(SHELF, {"part": "follows"}).content.decode()
    assert [str(thing) in page for thing in things.values()] == [True] * 4
    for kind, thing in things.items():
        press(client, "follow", wanted="no", kind=kind, id=thing.pk, shelf="1")
    assert not Follow.objects.exists()


def test_visitors_and_oneself_have_nothing_to_follow(client, teacher, article):
    visited = client.get(teacher.get_absolute_url()).content.decode()
    client.force_login(teacher)

    own = client.get(teacher.get_absolute_url()).content.decode()
    press(client, "follow", kind="person", id=teacher.pk)

    assert "follow-button" not in visited + own
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    "data",
    (
        {},
        {"kind": "role", "id": 1},
        {"kind": "topic", "id": "9" * 30},
        {"kind": "topic", "id": "x"},
        {"kind": "topic"},
    ),
)
def test_nonsense_is_not_followed(client, colleague, data):
    client.force_login(colleague)

    assert press(client, "follow", **data).status_code == 404


def test_followers_of_a_new_article_are_told_once(teacher, colleague, stranger, reviewer, school, topic):
    child = Topic.objects.create(name="อ่านคล่อง", parent=topic)
    for kind, target in (("topic", topic), ("person", teacher), ("organization", school)):
        set_follow(by=colleague, kind=kind, target=target, wanted=True)
    set_follow(by=stranger, kind="topic", target=child, wanted=True)
    for person in (teacher, reviewer):
        set_follow(by=person, kind="topic", target=topic, wanted=True)
    Notification.objects.all().delete()

    article = published(teacher, reviewer, topic=child)

    assert told("followed_published") == ["colleague", "stranger"]
    assert set(Notification.objects.of(colleague).values_list("path", flat=True)) == {
        article.get_absolute_url()
    }


def test_followers_of_an_article_are_told_of_changes_alone(article, colleague, reviewer, topic, stranger):
    set_follow(by=colleague, kind="article", target=article, wanted=True)
    set_follow(by=stranger, kind="topic", target=topic, wanted=True)

    tell_followers(article=article, by=reviewer, kind="changed")

    assert told("followed_changed") == ["colleague"]


def test_nobody_is_told_of_what_is_not_published(draft, teacher, colleague):
    set_follow(by=colleague, kind="person", target=teacher, wanted=True)

    tell_followers(article=draft, by=teacher, kind="published")
    submit_article(article=create_draft(by=teacher, data={"title": "ร่าง", "body": "<p>ก</p>"}), by=teacher)

    assert told("followed_published") == []


# --- the shelf, the poster, the end of an account -----------------------------------------------------------------------


@pytest.mark.parametrize("part, queries", (("saved", 11), ("follows", 9)))
@pytest.mark.parametrize("count", (1, 4))
def test_the_shelf_has_a_fixed_number_of_queries(
    client, teacher, reviewer, colleague, django_assert_num_queries, count, part, queries
):
    for number in range(count):
        article = published(teacher, reviewer, title=f"เรื่อง {number}")
        set_bookmark(article=article, by=colleague, wanted=True)
        set_follow(by=colleague, kind="article", target=article, wanted=True)
    client.force_login(colleague)

    with django_assert_num_queries(queries):
        client.get(SHELF, {"part": part})


def test_the_poster_holds_the_public_address(client, settings, article):
    settings.KMC_PUBLIC_URL = "https://kmc.example.go.th"

    answer = client.get(reverse("knowledge:article_qr", args=[article.pk]))

    assert answer.context["address"] == f"https://kmc.example.go.th{article.get_absolute_url()}"
    assert "<svg" in answer.content.decode()


def test_a_poster_is_for_who_may_read(client, article, draft, colleague):
    Article.objects.filter(pk=article.pk).update(visibility="staff")
    places = [reverse("knowledge:article_qr", args=[one.pk]) for one in (article, draft)]

    visited = [client.get(place).status_code for place in places]
    client.force_login(colleague)

    assert visited == [404, 404]
    assert [client.get(place).status_code for place in places] == [200, 404]


def test_an_erased_person_leaves_no_shelf(article, topic, colleague, stranger, teacher, keeper):
    set_thanks(article=article, by=colleague, wanted=True)
    set_thanks(article=article, by=stranger, wanted=True)
    set_bookmark(article=article, by=colleague, wanted=True)
    set_follow(by=colleague, kind="topic", target=topic, wanted=True)
    set_follow(by=stranger, kind="person", target=colleague, wanted=True)

    erase_person(person=colleague, by=keeper)

    assert thanked(article) == Thanks.objects.count() == 1
    assert [model.objects.count() for model in (Bookmark, Follow)] == [0, 0]
