"""The access log: who came in, who tried, who was refused, and for how long it is kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Invitation
from accounts.services import access

WORD = "secret-word"


def lines():
    return list(AccessLog.objects.order_by("pk").values_list("event", "user__username", "method", "path"))


def sign_in(client, login, password=WORD, **extra):
    return client.post(reverse("account_login"), {"login": login, "password": password}, **extra)


def test_coming_and_going_is_written(client, teacher):
    sign_in(client, "teacher")
    client.post(reverse("account_logout"))

    assert lines() == [
        ("signed_in", "teacher", "POST", "/account/login/"),
        ("signed_out", "teacher", "POST", "/account/logout/"),
    ]


@pytest.mark.parametrize("login", ("teacher", "TEACHER", "teacher@example.org"))
def test_a_wrong_password_is_written_with_the_account(client, teacher, login):
    sign_in(client, login, "wrong")

    assert lines() == [("failed", "teacher", "POST", "/account/login/")]


def test_what_was_typed_is_not_written(client, teacher):
    sign_in(client, "my-secret-password", "teacher")

    assert lines() == [("failed", None, "POST", "/account/login/")]
    assert "my-secret" not in str(AccessLog.objects.values())


def test_too_many_attempts_are_written_once_a_minute(client, teacher):
    for _ in range(8):
        sign_in(client, "teacher", "wrong")

    assert [event for event, *_ in lines()] == ["failed"] * 5 + ["limited"]


def test_a_page_of_too_many_requests_is_written(client, teacher, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "nobody")

    answer = sign_in(client, "nobody")

    assert answer.status_code == 429
    assert lines()[-1] == ("limited", None, "POST", "/account/login/")


def test_refusals_of_people_are_written_not_those_of_visitors(client, teacher):
    client.get("/me/")
    client.force_login(teacher)
    client.get("/roles/?token=abc")
    client.get("/no-such-page/")

    assert lines() == [("refused", "teacher", "GET", "/roles/")]


def test_the_address_is_that_of_the_connection(client, teacher):
    headers = {"x-forwarded-for": "203.0.113.9"}
    sign_in(client, "teacher", headers=headers, REMOTE_ADDR="198.51.100.7")

    assert AccessLog.objects.get().address == "198.51.100.7"


@pytest.mark.parametrize(
    "forwarded, address",
    (("192.0.2.1, 203.0.113.9", "203.0.113.9"), ("nonsense", "198.51.100.7"), ("2001:db8::1", "2001:db8::1")),
)
def test_behind_a_proxy_its_own_word_counts(client, teacher, settings, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    sign_in(client, "teacher", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="198.51.100.7")

    assert AccessLog.objects.get().address == address


def test_lines_cannot_be_forged(teacher):
    request = RequestFactory().get("/ก%0A2026-01-01 signed_in%1B[31m/" + "x" * 300)
    request.resolver_match = None

    access.note_access(request, AccessLog.Event.REFUSED, user=teacher)

    path = AccessLog.objects.get().path
    assert path.startswith("/ก?2026-01-01 signed_in?[31m/")
    assert len(path) == 200


def test_keys_in_addresses_are_not_written(client, teacher, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password_from_key": "1/m/ip"}
    for _ in range(2):
        client.post(reverse("account_reset_password_from_key", args=["1a", "secret-key"]), {"password1": "x"})

    assert "secret-key" not in str(list(AccessLog.objects.values()))
    assert lines()[-1][0] == "limited"


def test_a_log_that_cannot_be_written_stops_nobody(client, teacher, monkeypatch):
    def broken(**fields):
        raise DatabaseError

    monkeypatch.setattr(AccessLog.objects, "create", broken)

    sign_in(client, "teacher")

    assert client.get("/me/").status_code == 200


def test_old_lines_are_dropped_new_ones_kept(teacher, time_machine):
    now = timezone.now()
    for days in (200, 170):
        time_machine.move_to(now - timedelta(days=days))
        AccessLog.objects.create(event="signed_in", user=teacher, path=f"/{days}/")
    time_machine.move_to(now)

    call_command("prune_logs", stdout=StringIO())

    assert [line.path for line in AccessLog.objects.all()] == ["/170/"]


def test_the_log_is_kept_ninety_days_at_least(db):
    with pytest.raises(CommandError):
        call_command("prune_logs", days=89)


def test_expired_codes_are_dropped(teacher, colleague):
    now = timezone.now()
    for user, days in ((teacher, -1), (colleague, 1)):
        expires = now + timedelta(days=days)
        Invitation.objects.create(user=user, code_hash=user.username, expires_at=expires)

    call_command("prune_logs", stdout=StringIO())

    assert [one.user for one in Invitation.objects.all()] == [colleague]
