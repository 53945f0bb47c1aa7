"""The second step: who needs it, how it is set up, what it is good for, and how it is taken away."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.permissions import can_remove_second_step, needs_second_step
from accounts.services import grant_role, sync_roles
from accounts.services.mail import send_due_mail
from accounts.services.notices import choose_rhythm
from accounts.services.second_step import remove_second_step, second_step_of
from tests.knowledge.desk import make_person

PASSWORD = "กระติบข้าว-2570"
SETUP = "/account/second-step/"


def code_of(secret, step=0):
    """Return what an authenticator app shows now, or half a minute later."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[1 + step]))


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})


@pytest.fixture
def officer(office, settings):
    sync_roles()
    user = make_person("officer", office)
    user.set_password(PASSWORD)
    user.save()
    grant_role(user=user, role="officer", organization=office)
    return user


@pytest.fixture
def strict(settings):
    settings.KMC_REQUIRE_SECOND_STEP = True


@pytest.fixture
def secret(client, officer):
    """Set up the authenticator app in a browser; return its secret."""
    sign_in(client, officer)
    address = reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(address).content.decode()
    kept = re.search(r"set-up__key\">(\w+)<", page)[1]
    answer = client.post(address, {"code": code_of(kept)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return kept


def test_roles_that_open_much_need_one(strict, officer, teacher, office):
    chief = make_person("chief", office, is_superuser=True)
    keeper = make_person("keeper", office)
    grant_role(user=keeper, role="administrator", organization=office)
    head = make_person("head", office)
    grant_role(user=head, role="manager", organization=office)

    assert [needs_second_step(user) for user in (officer, chief, keeper)] == [True] * 3
    assert [needs_second_step(user) for user in (teacher, head)] == [False] * 2


def test_nobody_needs_one_where_the_office_does_not_ask(settings, officer):
    settings.KMC_REQUIRE_SECOND_STEP = False

    assert not needs_second_step(officer)


def test_an_officer_is_led_to_the_set_up_and_back(strict, client, officer):
    sign_in(client, officer)

    answer = client.get("/targets/?plan=1")

    assert answer["Location"] == SETUP
    assert client.session["after_second_step"] == "/targets/?plan=1"
    assert client.get(SETUP).status_code == 200
    assert client.get("/account/safety/").status_code == 200
    assert client.post(reverse("preferences"), {"language": "en"})["Location"] == "/"
    assert client.post("/articles/new/", {"title": "ก"})["Location"] == SETUP


def test_after_the_set_up_everything_opens(strict, client, secret):
    assert client.get("/targets/").status_code == 200


def test_teachers_and_visitors_are_left_alone(strict, client, teacher):
    assert client.get("/targets/").status_code == 200
    client.force_login(teacher)
    assert client.get("/targets/").status_code == 200


def test_the_second_step_is_looked_up_once_in_a_while(strict, client, secret):
    looked_up = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/no-such-page/")
        looked_up.append(sum("mfa_authenticator" in query["sql"] for query in queries))

    assert looked_up == [1, 0]


def test_signing_in_asks_for_a_code_once(client, officer, secret):
    browser = Client()

    asked = sign_in(browser, officer)
    assert asked["Location"] == reverse("mfa_authenticate")
    assert browser.get("/me/").status_code == 302

    browser.post(asked["Location"], {"code": code_of(secret, 1)})
    assert browser.get("/me/").status_code == 200

    replay = Client()
    sign_in(replay, officer)
    replay.post(asked["Location"], {"code": code_of(secret, 1)})
    assert replay.get("/me/").status_code == 302


def test_thai_digits_and_spaces_are_no_mistake(client, officer, secret):
    browser, code = Client(), code_of(secret, 1)
    sign_in(browser, officer)

    typed = f"{code[:3]} {code[3:]}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    browser.post(reverse("mfa_authenticate"), {"code": typed})

    assert browser.get("/me/").status_code == 200


def test_a_recovery_code_opens_once(officer, secret):
    codes = Authenticator.objects.get(user=officer, type="recovery_codes").wrap().get_unused_codes()
    answers = []
    for _ in range(2):
        browser = Client()
        sign_in(browser, officer)
        browser.post(reverse("mfa_authenticate"), {"code": codes[0]})
        answers.append(browser.get("/me/").status_code)

    assert answers == [200, 302]
    assert second_step_of(officer).codes_left == 9


def test_guessing_codes_is_limited_by_account(officer, secret):
    browser = Client()
    sign_in(browser, officer)
    for guess in range(6):
        page = browser.post(reverse("mfa_authenticate"), {"code": f"00000{guess}"})

    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})

    assert page.status_code == 200
    assert browser.get("/me/").status_code == 302
    assert list(officer.access_entries.order_by("pk").values_list("event", flat=True))[-1] == "limited"


def test_secrets_cannot_be_read_in_the_database(officer, secret):
    data = Authenticator.objects.get(user=officer, type="totp").data

    assert secret not in str(data)


def test_a_changed_key_of_the_site_opens_nothing(settings, officer, secret):
    settings.SECRET_KEY = "another key of the site, as long as it should be"
    browser = Client()
    sign_in(browser, officer)

    answers = [browser.post(reverse("mfa_authenticate"), {"code": code}) for code in (code_of(secret, 1), "")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert browser.get("/me/").status_code == 302


def test_who_needs_one_keeps_the_last(strict, client, officer, secret):
    address = reverse("mfa_deactivate_totp")

    client.post(address)

    assert second_step_of(officer).app is not None
    assert client.get(address).status_code == 200


def test_others_may_turn_it_off(client, officer, secret):
    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=officer).exists()


def test_an_administrator_helps_who_lost_everything(client, officer, secret, office):
    keeper = make_person("keeper", office)
    grant_role(user=keeper, role="administrator", organization=office)
    helper = Client()
    helper.force_login(keeper)

    helper.post(reverse("accounts:second_step_remove", args=[officer.pk]))

    entry = AuditEntry.objects.get(action="second_step")
    assert (entry.actor, entry.person, entry.details) == (keeper, officer, {"removed": 2})
    assert not second_step_of(officer).is_set
    assert client.get("/me/").status_code == 302


def test_the_person_is_told(officer, office):
    choose_rhythm(person=officer, rhythm="never")  # of notifications; this concerns the account

    remove_second_step(person=officer, by=None)
    send_due_mail()

    assert [message.to for message in mail.outbox] == [["officer@example.org"]]


def test_nobody_helps_superusers_or_themselves(officer, office, teacher):
    chief = make_person("chief", office, is_superuser=True)
    second = make_person("second", office, is_superuser=True)

    assert not can_remove_second_step(chief, second)
    assert not can_remove_second_step(chief, chief)
    assert not can_remove_second_step(teacher, officer)
    assert can_remove_second_step(chief, officer)


def test_a_passkey_is_offered_to_those_who_have_one(officer, secret):
    browser = Client()
    sign_in(browser, officer)

    page = browser.get(reverse("mfa_authenticate")).content.decode()

    assert "data-passkey" not in page


ANSWERS = (
    "",
    "9" * 5000,
    "[" * 100_000,
    "null",
    "5",
    "[]",
    "{}",
    '{"id": 1, "rawId": "x", "response": 5, "type": "public-key"}',
    '{"id": "AA", "rawId": "AA", "response": {"userHandle": "////"}, "type": "public-key"}',
    (
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", '
        '"authenticatorData": "AA", "signature": "AA", "userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}'
    ),
)


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_what_no_passkey_says_is_an_error_of_the_form(client, officer, secret, answer):
    sent = {"credential": answer, "name": "x"}
    browser = Client()
    browser.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    codes = [browser.post(reverse("mfa_login_webauthn"), sent).status_code]
    sign_in(browser, officer)
    codes.append(browser.post(reverse("mfa_authenticate"), sent).status_code)
    client.get(reverse("mfa_add_webauthn"))
    codes.append(client.post(reverse("mfa_add_webauthn"), sent).status_code)

    assert codes == [302, 200, 200]
