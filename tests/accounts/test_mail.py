"""Letters: who gets one, what stands in it, what happens when it cannot be sent, digests, one tap to stop."""

import re
import threading
from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from accounts.models import MailChoice, Notification, OutgoingMail, User
from accounts.notice_words import NOTICES
from accounts.services import digests, erase_person, leave_office, merge_people
from accounts.services import mail as mailing
from accounts.services.digests import write_digests
from accounts.services.mail import claim_letter, send_due_mail, stop_path, try_again, write_account_letter
from accounts.services.notices import choose_rhythm, notify
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
HOST = "https://kmc.example.go.th"


@pytest.fixture(autouse=True)
def public_name(settings):
    settings.KMC_PUBLIC_URL = HOST


def told(*people, path="/articles/1/", is_urgent=True, actor=None, **details):
    keys = [person.pk for person in people]
    details = {"title": "อ่านออกเขียนได้"} | details
    notify(people=keys, kind="published", path=path, details=details, is_urgent=is_urgent, actor=actor)


def sent_to():
    return [letter.to[0] for letter in mail.outbox]


def make_due():
    OutgoingMail.objects.update(next_try_at=timezone.now())


class Server(EmailBackend):
    """A mail server that is asked and answers as the test wants."""

    answers: list = []
    asked = 0

    def send_messages(self, messages):
        Server.asked += 1
        answer = Server.answers.pop(0) if Server.answers else None
        if answer:
            raise answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.answers, Server.asked = [], 0
    return Server


# --- who gets one -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rhythm, is_urgent, count",
    (
        ("at_once", False, 1),
        ("at_once", True, 1),
        ("daily", False, 0),
        ("daily", True, 1),
        ("weekly", False, 0),
        ("weekly", True, 1),
        ("never", False, 0),
        ("never", True, 0),
        (None, False, 0),
        (None, True, 1),
    ),
)
def test_who_gets_a_letter_at_once(teacher, rhythm, is_urgent, count):
    if rhythm:
        choose_rhythm(person=teacher, rhythm=rhythm)

    told(teacher, is_urgent=is_urgent)

    assert send_due_mail() == len(mail.outbox) == count
    assert Notification.objects.exclude(mailed_at=None).count() == count


def test_who_has_no_address_gets_none(teacher):
    User.objects.filter(pk=teacher.pk).update(email="")

    told(teacher)

    assert (Notification.objects.count(), OutgoingMail.objects.count()) == (1, 0)


@transaction.atomic
def told_then_failed(person):
    told(person)
    raise ZeroDivisionError


def test_a_step_taken_back_takes_its_letters_back(teacher):
    with pytest.raises(ZeroDivisionError):
        told_then_failed(teacher)

    assert (Notification.objects.count(), OutgoingMail.objects.count()) == (0, 0)


# --- what stands in it ------------------------------------------------------------------------------------------------


def test_a_letter_says_it_in_thai_with_whole_addresses(teacher, colleague, settings):
    with translation.override("en"):
        told(teacher, actor=colleague, title="บัตรคำ")
    send_due_mail()

    [letter] = mail.outbox
    with translation.override("th"):
        assert letter.subject == f"{gettext('Your article is published')} · {settings.KMC_SITE_NAME}"
    assert "สมชาย ใจดี" in letter.body
    assert "บัตรคำ" in letter.body
    assert re.findall(r"https?://\S+", letter.body) == [f"{HOST}/articles/1/", f"{HOST}{stop_path(teacher)}"]


def test_subjects_hold_nothing_a_person_typed(teacher, colleague, monkeypatch):
    for kind in NOTICES:
        notify(
            people=[teacher.pk],
            kind=kind,
            path="/",
            actor=colleague,
            details={"title": "ความลับ", "reason": "ความลับ"},
            is_urgent=True,
        )

    subjects = " ".join(OutgoingMail.objects.values_list("subject", flat=True))
    assert [word for word in ("ความลับ", "สุดา", "สมชาย", "%(") if word in subjects] == []


def test_no_header_comes_from_what_people_type(teacher, settings):
    settings.KMC_SITE_NAME = "คลังความรู้\r\nBcc: everybody@example.org"
    told(teacher, title="ก\r\nBcc: x@example.org\r\n\r\n<script>")
    send_due_mail()

    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert (sent["Bcc"], sent["To"], sent.get_content_type()) == (None, "teacher@example.org", "text/plain")
    assert "<script>" in sent.get_content()


def test_an_address_no_mail_can_have_is_given_up(teacher):
    User.objects.filter(pk=teacher.pk).update(email="a@example.org\nBcc: b@example.org")
    told(teacher)

    send_due_mail()

    letter = OutgoingMail.objects.get()
    assert (mail.outbox, letter.given_up_at is None, letter.error) == ([], False, "BadHeaderError")


def test_a_letter_can_be_stopped_by_the_mail_program(teacher):
    told(teacher)
    write_account_letter(person=teacher, subject="ก", text="second_step_removed")
    send_due_mail()

    told_by, of_account = (dict(letter.extra_headers) for letter in mail.outbox)
    assert told_by["List-Unsubscribe"] == f"<{HOST}{stop_path(teacher)}>"
    assert told_by["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in of_account


def test_what_was_sent_is_not_kept(teacher):
    told(teacher)
    send_due_mail()

    letter = OutgoingMail.objects.get()
    assert (letter.sent_at is None, letter.body, letter.stop_link) == (False, "", "")


# --- what cannot be sent ----------------------------------------------------------------------------------------------


def test_a_server_that_is_down_stops_nothing_and_is_tried_again(teacher, colleague, server, caplog):
    told(teacher, colleague)
    server.answers = [ConnectionRefusedError(111, "refused"), None, None]

    first = send_due_mail()
    asked = server.asked
    make_due()

    assert (first, asked, send_due_mail()) == (0, 1, 2)  # it was asked once for all, not for each letter
    assert sorted(sent_to()) == ["colleague@example.org", "teacher@example.org"]
    assert "ConnectionRefusedError 111" in caplog.text
    assert "example.org" not in caplog.text


def test_the_pauses_grow_until_it_is_given_up_after_three_days(teacher, server):
    told(teacher)
    server.answers = [SMTPServerDisconnected("gone")] * 20
    pauses = []
    while not OutgoingMail.objects.get().given_up_at:
        send_due_mail()
        pauses.append(round((OutgoingMail.objects.get().next_try_at - timezone.now()).total_seconds() / 60))
        make_due()

    assert pauses[:-1] == [1, 5, 15, 60, 240, 720, 1440, 1440]
    assert (send_due_mail(), server.asked) == (0, 9)


@pytest.mark.parametrize(
    "answer, is_final",
    (
        (SMTPRecipientsRefused({"x": (550, b"unknown")}), True),
        (SMTPRecipientsRefused({"x": (451, b"later")}), False),
        (SMTPDataError(554, b"no"), True),
        (SMTPDataError(452, b"full"), False),
    ),
)
def test_one_refused_letter_does_not_stop_the_next(teacher, colleague, server, answer, is_final):
    told(teacher)
    told(colleague)
    server.answers = [answer]

    assert send_due_mail() == 1
    assert (sent_to(), OutgoingMail.objects.given_up().exists()) == (["colleague@example.org"], is_final)


def test_a_letter_given_up_can_be_tried_again(client, office, teacher, server):
    chief = make_person("chief", office, is_superuser=True, is_staff=True)
    told(teacher)
    server.answers = [SMTPDataError(554, b"no")]
    send_due_mail()
    client.force_login(chief)
    page = reverse("admin:accounts_outgoingmail_changelist")

    answer = client.post(page, {"action": "send_again", "_selected_action": [OutgoingMail.objects.get().pk]})

    assert (answer.status_code, send_due_mail(), sent_to()) == (302, 1, ["teacher@example.org"])


def test_what_was_sent_is_not_sent_again(teacher):
    told(teacher)
    send_due_mail()

    assert (try_again(letters=OutgoingMail.objects.all()), send_due_mail()) == (0, 0)


def test_the_administration_says_when_nobody_sends(client, office, teacher):
    chief = make_person("chief", office, is_superuser=True, is_staff=True)
    told(teacher)
    client.force_login(chief)
    page = reverse("admin:accounts_outgoingmail_changelist")

    young = "manage.py work" in client.get(page).content.decode()
    OutgoingMail.objects.update(next_try_at=timezone.now() - timedelta(minutes=11))

    assert (young, "manage.py work" in client.get(page).content.decode()) == (False, True)


# --- two workers, one that is killed ----------------------------------------------------------------------------------


def test_a_claimed_letter_is_left_alone(teacher):
    told(teacher)

    assert (claim_letter().user, claim_letter()) == (teacher, None)


def test_a_worker_killed_before_sending_leaves_the_letter_to_the_next(teacher):
    told(teacher)
    claim_letter()  # and then kill -9

    make_due()

    assert (send_due_mail(), send_due_mail(), sent_to()) == (1, 0, ["teacher@example.org"])


def killed_while_noting(letter, **options):
    raise SystemExit


def test_a_worker_killed_after_sending_sends_the_same_letter_once_more(teacher, monkeypatch):
    told(teacher)
    letter = claim_letter()
    with monkeypatch.context() as killed:
        killed.setattr(OutgoingMail, "save", killed_while_noting)
        with pytest.raises(SystemExit):
            mailing.send_letter(letter, mailing.get_connection())

    for _try in range(2):
        make_due()
        send_due_mail()

    keys = [sent.extra_headers["Message-ID"] for sent in mail.outbox]
    assert (len(keys), len(set(keys))) == (2, 1)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time by itself")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_workers_send_each_letter_once(teacher, colleague, stranger):
    for number in range(1, 21):
        told(teacher, colleague, stranger, path=f"/articles/{number}/")
    start = threading.Barrier(4)

    def send():
        start.wait()
        try:
            send_due_mail()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(mail.outbox) == len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 60


# --- accounts that end ------------------------------------------------------------------------------------------------


def test_nothing_goes_to_who_left(teacher, colleague):
    told(teacher, colleague)

    leave_office(person=teacher, by=None)
    User.objects.filter(pk=colleague.pk).update(is_active=False)

    assert (send_due_mail(), mail.outbox, OutgoingMail.objects.count()) == (0, [], 0)


def test_erasing_takes_notifications_letters_and_the_name_in_those_of_others(teacher, colleague, office):
    keeper = make_person("keeper", office, "อารี", is_superuser=True)
    told(teacher, colleague)
    choose_rhythm(person=teacher, rhythm="weekly")
    notify(people=[colleague.pk], kind="used", path="/", actor=teacher, is_urgent=True)

    erase_person(person=teacher, by=keeper)

    assert set(Notification.objects.values_list("user", "actor")) == {(colleague.pk, None)}
    assert (OutgoingMail.objects.of(teacher).count(), MailChoice.objects.count()) == (0, 0)
    assert [letter.body for letter in OutgoingMail.objects.all() if teacher.full_name in letter.body] == []


def test_after_a_merge_letters_and_choice_follow(teacher, colleague, office):
    chief = make_person("chief", office, is_superuser=True)
    choose_rhythm(person=colleague, rhythm="weekly")
    told(colleague)
    link = stop_path(colleague)

    merge_people(keep=teacher, drop=colleague, by=chief)

    assert (send_due_mail(), sent_to()) == (1, ["teacher@example.org"])
    assert (MailChoice.objects.rhythm_of(teacher), mailing.person_of_stop(link.split("/")[-2])) == (
        "weekly",
        teacher,
    )


# --- digests ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rhythm, daily, weekly", (("daily", 1, 0), (None, 1, 0), ("weekly", 0, 1), ("never", 0, 0))
)
def test_a_digest_goes_by_choice_and_once(teacher, rhythm, daily, weekly):
    if rhythm:
        choose_rhythm(person=teacher, rhythm=rhythm)
    told(teacher, is_urgent=False)
    counts = []

    for options in ({}, {}, {"weekly": True}, {"weekly": True}):
        call_command("send_digests", **options, verbosity=0)
        counts.append(OutgoingMail.objects.count())

    assert counts == [daily, daily, daily + weekly, daily + weekly]


def test_a_digest_tells_what_was_neither_read_nor_mailed(teacher):
    told(teacher, title="ส่งทันที", is_urgent=True)
    told(teacher, title="อ่านแล้ว", is_urgent=False)
    Notification.objects.of(teacher).mark_read()
    told(teacher, title="เก่ามาก", is_urgent=False)
    Notification.objects.unread().update(at=timezone.now() - timedelta(days=15))
    told(teacher, title="ข่าวใหม่", is_urgent=False)
    OutgoingMail.objects.all().delete()

    write_digests(is_weekly=False)

    body = OutgoingMail.objects.get().body
    assert [word for word in ("ส่งทันที", "อ่านแล้ว", "เก่ามาก", "ข่าวใหม่") if word in body] == ["ข่าวใหม่"]


def test_nothing_to_say_no_letter(teacher, colleague, school):
    told(teacher, is_urgent=False)
    Notification.objects.of(teacher).mark_read()
    closed = make_person("closed", school)
    told(closed, colleague, is_urgent=False)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    User.objects.filter(pk=colleague.pk).update(email="")

    assert (write_digests(is_weekly=False), OutgoingMail.objects.count()) == (0, 0)


def test_a_long_digest_ends_with_how_many_more(teacher):
    for number in range(1, 36):
        told(teacher, path=f"/articles/{number}/", is_urgent=False)

    write_digests(is_weekly=False)
    again = write_digests(is_weekly=False)

    body = OutgoingMail.objects.get().body
    assert (body.count(f"{HOST}/articles/"), f"{HOST}/articles/35/" in body, again) == (30, True, 0)
    with translation.override("th"):
        assert ngettext("and %(counter)s more", "and %(counter)s more", 5) % {"counter": 5} in body


def test_a_digest_that_fails_marks_nothing_as_mailed(teacher, monkeypatch):
    told(teacher, is_urgent=False)
    monkeypatch.setattr(digests, "letter_to", lambda *given, **options: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write_digests(is_weekly=False)

    assert Notification.objects.get().mailed_at is None


@pytest.mark.parametrize("count", (1, 10))
def test_a_digest_takes_few_queries_a_person(school, count, django_assert_num_queries):
    told(*(make_person(f"person{number}", school) for number in range(count)), is_urgent=False)

    with django_assert_num_queries(1 + 6 * count):
        assert write_digests(is_weekly=False) == count


# --- one tap to stop --------------------------------------------------------------------------------------------------


def test_the_address_alone_changes_nothing_one_press_does(client, teacher):
    told(teacher)
    address = stop_path(teacher)

    shown = [client.get(address), client.head(address)]
    before = MailChoice.objects.rhythm_of(teacher)
    pressed = client.post(address, {"stop": "1"})

    assert [answer.status_code for answer in shown] == [200, 200]
    assert (before, MailChoice.objects.rhythm_of(teacher)) == ("daily", "never")
    assert (pressed["Location"], OutgoingMail.objects.count()) == (address, 0)
    assert client.get(address).context["is_stopped"]


def test_a_mail_program_stops_it_with_one_post_and_no_redirect(teacher):
    machine = Client(enforce_csrf_checks=True)

    answer = machine.post(stop_path(teacher), {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, MailChoice.objects.rhythm_of(teacher)) == (204, "never")


def test_it_can_come_again(client, teacher):
    choose_rhythm(person=teacher, rhythm="never")

    client.post(stop_path(teacher), {"again": "1"})

    assert MailChoice.objects.rhythm_of(teacher) == "daily"


def test_an_address_that_was_not_ours_stops_nobody(client, teacher, colleague):
    right = stop_path(teacher)
    wrong = [right.replace(f"{teacher.pk}:", f"{colleague.pk}:"), right[:-2] + "/", "/notifications/stop/x/"]

    answers = [client.post(address).status_code for address in (*wrong, "/notifications/stop/%00/")]

    assert (answers, MailChoice.objects.count()) == ([404, 404, 404, 400], 0)


def test_the_address_holds_no_name_and_ends_with_the_account(client, teacher, office):
    address = stop_path(teacher)
    erase_person(person=teacher, by=make_person("keeper", office, is_superuser=True))

    assert ("teacher" in address, client.get(address).status_code) == (False, 404)


def test_letters_are_dropped_thirty_days_after_they_ended(teacher, colleague, stranger):
    told(teacher, colleague, stranger)
    past = timezone.now() - timedelta(days=31)
    OutgoingMail.objects.of(teacher).update(sent_at=past)
    OutgoingMail.objects.of(colleague).update(given_up_at=past)
    OutgoingMail.objects.of(stranger).update(written_at=past)

    call_command("prune_logs", verbosity=0)

    assert [letter.user for letter in OutgoingMail.objects.all()] == [stranger]
