"""Notifications: who is told, what the line says, the page, opening and reading, the bell."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from accounts import notice_words
from accounts.models import MailChoice, Notification, User
from accounts.notice_words import NOTICES, NoticeKind, grouped, sentence_of
from accounts.services.notices import choose_rhythm, notify, read_all
from kmc.middleware import LANGUAGE_COOKIE
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
LIST = reverse("accounts:notification_list")


def told(person, path="/articles/1/", kind="published", actor=None, title="อ่านออกเขียนได้"):
    notify(people=[person.pk], kind=kind, path=path, actor=actor, details={"title": title})
    return Notification.objects.latest("pk")


def filled(person, count):
    Notification.objects.bulk_create(
        Notification(user=person, kind="published", path=f"/articles/{number}/", details={"title": "ก"})
        for number in range(1, count + 1)
    )


@pytest.fixture
def thanked(monkeypatch):
    kind = NoticeKind("%(actor)s ขอบคุณ %(title)s", "ขอบคุณ", "%(people)s คนขอบคุณ %(title)s")
    monkeypatch.setitem(notice_words.NOTICES, "test-thanks", kind)
    return "test-thanks"


# --- who is told ------------------------------------------------------------------------------------------------------


def test_each_is_told_once_and_nobody_of_their_own_act(teacher, colleague, school):
    gone = make_person("gone", school, is_active=False, closed_because="left")
    machine = make_person("machine", school, is_service=True)
    people = [teacher.pk, teacher.pk, colleague.pk, gone.pk, machine.pk, 10**9]

    count = notify(people=people, kind="published", path="/articles/1/", actor=colleague)

    assert (count, list(Notification.objects.values_list("user", flat=True))) == (1, [teacher.pk])


def test_telling_many_takes_as_many_queries_as_telling_one(school, django_assert_num_queries):
    people = [make_person(f"person{number}", school).pk for number in range(20)]

    for chosen in (people[:1], people):
        with django_assert_num_queries(6):  # a transaction; people, who got much, rows, letters
            notify(people=chosen, kind="published", path="/articles/1/", is_urgent=True)


# --- what the line says -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ("%(actor)s %(nothing)s 100%", "%s %d {0} {actor.password}", "%%", "%(title)")
)
def test_a_title_is_never_read_as_a_pattern(teacher, title):
    assert title in sentence_of(told(teacher, title=title))


def test_what_is_missing_is_left_open(teacher):
    notice = Notification(user=teacher, kind="returned", path="/", details={})

    with translation.override("en"):
        assert sentence_of(notice) == "“…” was returned for revision: …"


def test_a_kind_of_another_day_still_has_a_line(teacher):
    assert sentence_of(Notification(user=teacher, kind="gone", path="/"))


def test_lines_hold_no_control_characters_and_no_endless_titles(teacher):
    notice = told(teacher, title="ก\r\nBcc: x\x00\x1b[31m\u202e" + "น้ำ" * 500)

    title = notice.details["title"]
    assert title.startswith("ก Bcc: x [31m")
    assert (title.endswith("น้ำ…"), len(title) < 600) == (True, True)


def test_the_name_is_the_present_one_and_the_language_the_readers(client, teacher, colleague, thanked):
    told(teacher, kind=thanked, actor=colleague)
    User.objects.filter(pk=colleague.pk).update(given_name="สุดาพร")
    told(teacher, path="/articles/2/")
    client.force_login(teacher)
    client.cookies[LANGUAGE_COOKIE] = "en"

    page = client.get(LIST).content.decode()

    assert "สุดาพร แสงทอง ขอบคุณ อ่านออกเขียนได้" in page
    assert "“อ่านออกเขียนได้” is published." in page


def test_titles_are_escaped(client, teacher):
    told(teacher, title="<img src=x onerror=alert(1)>")
    client.force_login(teacher)

    page = client.get(LIST).content.decode()

    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


def test_every_kind_has_words_for_all_it_names(teacher):
    values = {"title": "ก", "reason": "ข"}

    for kind in NOTICES:
        sentence = sentence_of(Notification(user=teacher, kind=kind, path="/", details=values))
        assert "%(" not in sentence


def test_the_same_of_the_same_thing_stands_together(teacher, colleague, stranger, reviewer, thanked):
    for actor in (colleague, stranger, stranger):
        told(teacher, kind=thanked, actor=actor)
    read_all(by=teacher, until=Notification.objects.latest("pk").pk)
    told(teacher, kind=thanked, actor=reviewer)
    told(teacher, kind=thanked, actor=reviewer, path="/articles/2/")

    lines = grouped(Notification.objects.of(teacher).newest_first().with_actor())

    assert [(line.is_unread, line.sentence) for line in lines] == [
        (True, "วิชัย ศรีสุข ขอบคุณ อ่านออกเขียนได้"),
        (True, "วิชัย ศรีสุข ขอบคุณ อ่านออกเขียนได้"),
        (False, "2 คนขอบคุณ อ่านออกเขียนได้"),
    ]


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_mine_the_newest_first(client, teacher, colleague):
    filled(teacher, 32)
    told(colleague, title="ความลับ")
    client.force_login(teacher)

    first, second = (client.get(LIST, {"page": number}).context["page"] for number in (1, 2))

    mine = list(Notification.objects.of(teacher).order_by("-pk").values_list("pk", flat=True))
    assert [notice.pk for notice in [*first, *second]] == mine


def test_only_what_is_unread_can_be_asked_for(client, teacher):
    filled(teacher, 3)
    seen = Notification.objects.earliest("pk")
    Notification.objects.filter(pk=seen.pk).update(read_at=timezone.now())
    client.force_login(teacher)

    shown = client.get(LIST, {"unread": "1"}).context["page"]

    assert {notice.pk for notice in shown} == set(Notification.objects.unread().values_list("pk", flat=True))
    assert len(shown) == 2


def test_an_empty_page_says_what_will_come(client, teacher):
    client.force_login(teacher)

    assert [
        'class="empty"' in client.get(LIST, query).content.decode() for query in ({}, {"unread": "1"})
    ] == [True, True]


@pytest.mark.parametrize("count", (1, 3, 10_000))
def test_the_page_takes_a_fixed_number_of_queries(client, teacher, count, django_assert_num_queries):
    filled(teacher, count)
    client.force_login(teacher)

    with django_assert_num_queries(7):
        assert client.get(LIST).status_code == 200


# --- opening and reading ----------------------------------------------------------------------------------------------


def test_opening_leads_there_and_marks_what_led_to_the_same_page(client, teacher, colleague):
    for person in (teacher, teacher, colleague):
        notice = told(person)
    other = told(teacher, path="/articles/2/")
    mine = Notification.objects.of(teacher).earliest("pk")
    client.force_login(teacher)

    answer = client.get(reverse("accounts:notification_open", args=[mine.pk]))

    assert answer["Location"] == "/articles/1/"
    assert set(Notification.objects.unread().values_list("pk", flat=True)) == {notice.pk, other.pk}


@pytest.mark.parametrize(
    "path", ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "", "x")
)
def test_opening_never_leads_off_the_site(client, teacher, path):
    notice = Notification.objects.create(user=teacher, kind="published", path=path)
    client.force_login(teacher)

    answer = client.get(reverse("accounts:notification_open", args=[notice.pk]))

    assert answer["Location"] == LIST


def test_nobody_opens_what_was_told_to_another(client, teacher, colleague):
    notice = told(teacher)
    client.force_login(colleague)

    answer = client.get(reverse("accounts:notification_open", args=[notice.pk]))

    assert (answer.status_code, Notification.objects.unread().count()) == (404, 1)


def test_marking_all_leaves_what_came_meanwhile_and_what_is_not_mine(client, teacher, colleague):
    foreign, seen, later = told(colleague), told(teacher), told(teacher)
    client.force_login(teacher)

    client.post(reverse("accounts:notification_read_all"), {"until": seen.pk})

    assert set(Notification.objects.unread()) == {foreign, later}


@pytest.mark.parametrize("until", ("", "x", "-1", "0", "9" * 40))
def test_marking_all_without_a_right_number_marks_nothing(client, teacher, until):
    told(teacher)
    client.force_login(teacher)

    answer = client.post(reverse("accounts:notification_read_all"), {"until": until})

    assert (answer.status_code, Notification.objects.unread().count()) == (302, 1)


# --- the bell ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count, shown", ((0, ""), (1, "1"), (99, "99"), (100, "99+"), (500, "99+")))
def test_the_bell_counts_what_is_unread(client, teacher, colleague, count, shown):
    filled(teacher, count)
    filled(colleague, 2)
    client.force_login(teacher)

    answer = client.get(reverse("accounts:me"))

    assert str(answer.context["unread_notices"]) == shown
    assert ("bell__count" in answer.content.decode()) == bool(shown)


def test_visitors_have_no_bell(client, db):
    assert "tool bell" not in client.get("/").content.decode()


# --- how often, and how long ------------------------------------------------------------------------------------------


def test_the_choice_is_kept_and_shown(client, teacher):
    client.force_login(teacher)
    address = reverse("accounts:notification_settings")
    before = client.get(address).context["form"]["rhythm"].value()

    for rhythm in ("weekly", "sometimes", "never"):
        client.post(address, {"rhythm": rhythm})

    assert (before, client.get(address).context["form"]["rhythm"].value()) == ("daily", "never")


def test_choosing_twice_keeps_one_row(teacher):
    for rhythm in ("never", "at_once", "at_once"):
        choose_rhythm(person=teacher, rhythm=rhythm)

    assert [choice.rhythm for choice in MailChoice.objects.all()] == ["at_once"]


def test_old_ones_are_dropped_read_or_not(teacher):
    old, young = told(teacher), told(teacher)
    Notification.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=181))

    call_command("prune_logs", verbosity=0)

    assert list(Notification.objects.all()) == [young]
