"""Sessions: listed in words, ended one by one or all at once, and what allauth's pages ask for."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.devices import device_in_words, sessions_of
from accounts.services import end_sessions
from tests.knowledge.desk import make_person

WORD = "secret-word"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; SM-A146P) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
)
ASK_SIGN_IN = (
    "account_change_password",
    "account_set_password",
    "account_email",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "usersessions_list",
)
ASK_AGAIN = ("account_email", "mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn")


def browser_of(user, agent=ANDROID):
    """Return a browser in which the person signed in by the form."""
    browser = Client(headers={"user-agent": agent})
    browser.post(reverse("account_login"), {"login": user.username, "password": WORD})
    return browser


def is_in(browser):
    return browser.get("/me/").status_code == 200


@pytest.mark.parametrize(
    "agent, words",
    (
        (ANDROID, "Chrome บน Android"),
        (IPHONE, "Safari บน iPhone"),
        (EDGE, "Edge บน Windows"),
        (ANDROID + " Line/14.10.0", "LINE บน Android"),
    ),
)
def test_devices_are_told_in_words(agent, words):
    assert device_in_words(agent).replace(" on ", " บน ") == words


def test_a_device_nobody_knows_has_a_name_too():
    assert device_in_words("") == device_in_words("curl")


def test_the_list_names_every_device(teacher):
    phone, computer = browser_of(teacher), browser_of(teacher, EDGE)

    rows = sessions_of(teacher, computer.session.session_key)

    assert [(row.is_current, row.device.split()[0]) for row in rows] == [(True, "Edge"), (False, "Chrome")]
    page = computer.get(reverse("usersessions_list")).content.decode()
    assert page.count('class="device"') == 2
    assert is_in(phone)


def test_one_device_is_signed_out(teacher):
    phone, computer = browser_of(teacher), browser_of(teacher, EDGE)
    session = UserSession.objects.get(session_key=phone.session.session_key)

    computer.post(reverse("accounts:session_end", args=[session.pk]))

    assert (is_in(phone), is_in(computer)) == (False, True)


def test_everywhere_else_is_signed_out(teacher):
    browsers = [browser_of(teacher) for _ in range(3)]

    browsers[0].post(reverse("usersessions_list"))

    assert [is_in(browser) for browser in browsers] == [True, False, False]


def test_sessions_of_others_stay(teacher, colleague):
    own, other = browser_of(teacher), browser_of(colleague)
    session = UserSession.objects.get(user=colleague)

    answer = own.post(reverse("accounts:session_end", args=[session.pk]))
    own.post(reverse("usersessions_list"))

    assert answer.status_code == 404
    assert is_in(other)


def test_ending_sessions_leaves_the_named_one(teacher):
    kept, other = browser_of(teacher), browser_of(teacher)

    count = end_sessions(teacher, except_key=kept.session.session_key)

    assert count == 1
    assert (is_in(kept), is_in(other)) == (True, False)


def test_an_ended_session_stays_dead_when_the_account_opens_again(teacher):
    browser = browser_of(teacher)
    teacher.is_active = False
    teacher.save()
    end_sessions(teacher)

    teacher.is_active = True
    teacher.save()

    assert not is_in(browser)


def test_signing_out_takes_the_session_off_the_list(teacher):
    browser_of(teacher).post(reverse("account_logout"))

    assert not UserSession.objects.filter(user=teacher).exists()


def test_administration_has_the_same_way_out(office):
    browser = browser_of(make_person("chief", office, is_staff=True, is_superuser=True))

    answer = browser.post(reverse("admin:logout"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not UserSession.objects.exists()


def test_the_last_sight_of_a_session_is_kept(teacher):
    browser = browser_of(teacher)
    before = UserSession.objects.get().last_seen_at
    session = browser.session
    session["seen_at"] -= 3600
    session.save()

    browser.get("/me/")

    assert UserSession.objects.get().last_seen_at > before


@pytest.mark.parametrize("name", ASK_SIGN_IN)
def test_pages_of_the_account_ask_to_sign_in(client, db, name):
    for answer in (client.get(reverse(name), follow=True), client.post(reverse(name), follow=True)):
        assert answer.request["PATH_INFO"] == reverse("account_login")


@pytest.mark.parametrize("name", ASK_AGAIN)
def test_changes_ask_for_the_password_again(client, teacher, name):
    client.force_login(teacher)

    answer = client.get(reverse(name))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("key", (999999, 2**63, 10**30))
def test_sessions_that_are_not_there(client, teacher, key):
    client.force_login(teacher)

    assert client.post(f"/account/sessions/{key}/end/").status_code == 404
