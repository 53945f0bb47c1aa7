"""Wanted topics: every step, who may take it, and who hears of it."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import SiteState
from accounts.services import grant_role
from accounts.services.erasure import erase_person
from knowledge import permissions
from knowledge.models import Topic, TopicRequest
from knowledge.services import ActionRefused, publish_article, save_article, submit_article
from knowledge.services import wanted as services
from knowledge.shown.alike import wishes_like
from tests.knowledge.desk import BODY, again, make_person, published

pytestmark = pytest.mark.django_db
ADDRESS = "192.0.2.1"


@pytest.fixture
def topic(colleague):
    return Topic.objects.create(name="การบริหารโรงเรียน", owner=colleague)


@pytest.fixture
def wish(teacher, topic):
    return services.ask(by=teacher, data={"title": "ตารางสอนครูสามคน", "topic": topic})


@pytest.fixture
def keeper(office, reviewer):
    person = make_person("keeper", office, "ธนากร", "แก้วมณี")
    grant_role(user=person, role="administrator", organization=office)
    return again(person)


def state(wish):
    return TopicRequest.objects.get(pk=wish.pk).status


def told(person, kind):
    return [notice.path for notice in person.notifications.filter(kind=kind)]


def test_owner_of_the_topic_hears_what_is_asked_and_the_unit_is_kept(wish, colleague, school):
    assert told(colleague, "wished") == [wish.get_absolute_url()]
    assert (wish.status, wish.organization) == ("open", school)


def test_same_form_sent_twice_is_one_wish(teacher, stranger, colleague, topic):
    token = uuid.uuid4()
    data = {"title": "ตารางสอน", "topic": topic}
    first, second = (services.ask(by=teacher, data=data, form_token=token) for _ in range(2))

    assert first == second
    assert len(told(colleague, "wished")) == 1
    with pytest.raises(ActionRefused):
        services.ask(by=stranger, data=data, form_token=token)


def test_visitors_wish_waits_nameless_until_it_is_let_through(topic, colleague, reviewer, teacher):
    wish = services.ask(by=None, data={"title": "ดูงานห้องสมุด", "topic": topic}, address=ADDRESS)

    assert (wish.status, wish.asked_by, wish.organization) == ("held", None, None)
    assert told(colleague, "wished") == []
    seen = {who: wish in TopicRequest.objects.visible_to(who) for who in (AnonymousUser(), teacher, reviewer)}
    assert list(seen.values()) == [False, False, True]
    with pytest.raises(PermissionDenied):
        services.let_through(wish=wish, by=teacher)

    for _ in range(2):
        services.let_through(wish=wish, by=reviewer)

    assert wish in TopicRequest.objects.visible_to(AnonymousUser())
    assert len(told(colleague, "wished")) == 1


def test_what_was_refused_to_a_visitor_is_seen_by_nobody_else(teacher, reviewer):
    wish = services.ask(by=None, data={"title": "โฆษณา"}, address=ADDRESS)
    services.close(wish=wish, by=reviewer, reason="ไม่ใช่ความรู้")

    assert state(wish) == "closed"
    assert wish not in TopicRequest.objects.visible_to(teacher)
    assert wish not in TopicRequest.objects.visible_to(AnonymousUser())


def test_a_visitor_asks_five_times_an_hour_and_another_address_still_may():
    for number in range(services.ASKED_BY_ADDRESS):
        services.ask(by=None, data={"title": f"เรื่อง {number}"}, address=ADDRESS)
    with pytest.raises(ActionRefused):
        services.ask(by=None, data={"title": "อีกเรื่อง"}, address=ADDRESS)

    services.ask(by=None, data={"title": "อีกเรื่อง"}, address="192.0.2.2")
    assert TopicRequest.objects.held().count() == services.ASKED_BY_ADDRESS + 1


def test_wanting_it_too_counts_once_and_changes_visitors_pages(wish, stranger):
    before = SiteState.objects.current_version()
    for _ in range(2):
        services.second(wish=wish, by=stranger)

    shown = TopicRequest.objects.with_seconds(stranger).get(pk=wish.pk)
    assert (shown.second_count, shown.is_seconded) == (1, True)
    assert SiteState.objects.current_version() > before
    services.unsecond(wish=wish, by=stranger)
    assert TopicRequest.objects.with_seconds(stranger).get(pk=wish.pk).second_count == 0


def test_nobody_wants_their_own_wish_too(wish, teacher):
    with pytest.raises(ActionRefused):
        services.second(wish=wish, by=teacher)


def test_asker_and_supporters_hear_that_it_is_taken_on_and_one_takes_it(wish, teacher, stranger, colleague):
    services.second(wish=wish, by=stranger)
    for _ in range(2):
        services.take(wish=wish, by=colleague)

    assert state(wish) == "taken"
    assert [len(told(person, "wish_taken")) for person in (teacher, stranger, colleague)] == [1, 1, 0]
    with pytest.raises(ActionRefused):
        services.take(wish=wish, by=stranger)


def test_taker_gives_back_and_so_does_who_keeps_the_wishes(wish, colleague, stranger, keeper):
    services.take(wish=wish, by=colleague)
    with pytest.raises(ActionRefused):
        services.give_back(wish=wish, by=stranger)

    services.give_back(wish=wish, by=keeper)

    assert state(wish) == "open"
    assert told(colleague, "wish_given_back") == [wish.get_absolute_url()]


def test_answer_leads_everybody_to_the_article(wish, teacher, stranger, colleague, reviewer):
    article = published(colleague, reviewer)
    services.second(wish=wish, by=stranger)
    services.take(wish=wish, by=colleague)
    for _ in range(2):
        services.answer(wish=wish, by=colleague, article=article)

    assert state(wish) == "answered"
    paths = [told(person, "wish_answered") for person in (teacher, stranger, colleague)]
    assert paths == [[article.get_absolute_url()], [article.get_absolute_url()], []]


def test_a_draft_is_no_answer(wish, reviewer, draft):
    with pytest.raises(ActionRefused):
        services.answer(wish=wish, by=reviewer, article=draft)

    assert state(wish) == "open"


def test_publishing_what_was_written_for_it_answers(wish, teacher, colleague, reviewer):
    services.take(wish=wish, by=colleague)
    data = {"title": "ตารางสอนของเรา", "body": BODY}
    article = save_article(article=None, by=colleague, data=data, wanted=str(wish.pk))
    assert state(wish) == "taken"
    submit_article(article=article, by=colleague)

    publish_article(article=article, by=reviewer)

    wish.refresh_from_db()
    assert (wish.status, wish.article, wish.ended_by) == ("answered", article, reviewer)
    assert told(teacher, "wish_answered") == [article.get_absolute_url()]


@pytest.mark.parametrize("number", ("", "0", "ก", "99999999999999999999", "-1", "\x00"))
def test_number_of_no_wish_leaves_the_draft_alone(teacher, number):
    save_article(article=None, by=teacher, data={"title": "ก", "body": BODY}, wanted=number)

    assert teacher.created_articles.count() == 1


def test_what_another_took_on_is_not_answered_by_ones_draft(wish, colleague, stranger):
    services.take(wish=wish, by=colleague)
    save_article(article=None, by=stranger, data={"title": "ก", "body": BODY}, wanted=str(wish.pk))

    assert TopicRequest.objects.get(pk=wish.pk).article is None


def test_asker_closes_while_nobody_writes_and_asks_again(wish, teacher, colleague):
    services.close(wish=wish, by=teacher, reason="พบแล้ว")
    assert state(wish) == "closed"
    services.reopen(wish=wish, by=teacher)
    services.take(wish=wish, by=colleague)

    with pytest.raises(ActionRefused):
        services.close(wish=wish, by=teacher, reason="พบแล้ว")
    assert state(wish) == "taken"


MAY = {
    "can_second": ("stranger", "colleague", "reviewer", "keeper"),
    "can_take": ("teacher", "stranger", "colleague", "reviewer", "keeper"),
    "can_answer": ("reviewer", "keeper"),
    "can_close": ("teacher", "keeper"),
    "can_give_back": (),
    "can_reopen": (),
    "can_let_through": (),
}


def test_who_may_what_with_an_open_wish(wish, teacher, stranger, colleague, reviewer, keeper):
    people = {
        "visitor": AnonymousUser(),
        "teacher": teacher,
        "stranger": stranger,
        "colleague": colleague,
        "reviewer": reviewer,
        "keeper": keeper,
    }

    found = {name: permissions.wish_actions(person, wish) for name, person in people.items()}

    assert {act: tuple(name for name in people if found[name][act]) for act in MAY} == MAY


def test_like_wishes_are_found_by_their_words(wish, teacher, stranger):
    services.ask(by=stranger, data={"title": "การเลี้ยงปลาดุก"})

    assert wishes_like("ตารางสอนครูสามคนหกชั้น", user=stranger) == [wish]
    assert wishes_like("", user=stranger) == []
    assert wishes_like("\ud800 ก", user=stranger) == []


def test_erasing_the_taker_opens_it_again(wish, teacher, colleague, keeper):
    services.take(wish=wish, by=colleague)
    save_article(article=None, by=colleague, data={"title": "ก", "body": BODY}, wanted=str(wish.pk))

    services.second(wish=services.ask(by=teacher, data={"title": "อื่น"}), by=colleague)

    erase_person(person=colleague, by=keeper)

    wish.refresh_from_db()
    assert (wish.status, wish.taken_by, wish.article) == ("open", None, None)
    assert not colleague.seconded_topic_requests.exists()
    assert Topic.objects.get().owner is None
