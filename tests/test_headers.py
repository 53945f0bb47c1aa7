"""What every answer carries, what cookies may do, and what ends a session."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.access import ACCESS
from tests.access.world import address_of

PASSWORD = "ผ้าขาวม้า-2569"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "http://[::1",
    "javascript:x",
    "\t//evil.example",
)
# Signs a visitor's page and prints what a site reached over https sends.
OVER_HTTPS = """
import json, django
django.setup()
from django.test import Client
answer = Client().get("/account/login/", secure=True, headers={"host": "kmc.example.go.th"})
from django.conf import settings
cookies = {name: [cookie["secure"], cookie["path"], cookie["domain"]] for name, cookie in answer.cookies.items()}
names = [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE]
print(json.dumps([answer.headers["Strict-Transport-Security"], cookies, names]))
"""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ADMIN_PAGES = ("/admin/", "/admin/knowledge/article/", "/admin/accounts/user/add/", "/admin/jsi18n/")
ERROR_PAGES = ("/no-such-page/", "/articles/999/", "/articles/?q=%00", "/preferences/")


def addresses(things):
    """Return every address of the table, the pages of sign-in and of the administration, and wrong ones."""
    ours = [address_of(name, row[0], things) for name, row in ACCESS.items()]
    accounts = [
        reverse(f"account_{name}") for name in ("login", "reset_password", "change_password", "logout")
    ]
    return [*ours, *accounts, *ADMIN_PAGES, *ERROR_PAGES]


def faults(response):
    """Return what is missing or wrong in the headers of an answer."""
    policy = response.headers.get("Content-Security-Policy", "")
    wrong = {name for name, value in ALWAYS.items() if response.headers.get(name) != value}
    if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
        wrong.add("Content-Security-Policy")
    if "sandbox" not in policy and "frame-ancestors 'none'" not in policy:
        wrong.add("frame-ancestors")
    if "microphone=()" not in response.headers.get("Permissions-Policy", ""):
        wrong.add("Permissions-Policy")
    return wrong


def asked_for(client, things):
    """Yield every address with its answer, each file read to its end."""
    for address in addresses(things):
        response = client.get(address)
        if response.streaming:
            response.getvalue()
        yield address, response


@pytest.mark.parametrize("role", ("visitor", "author", "officer", "superuser"))
def test_every_answer_carries_the_headers(client, world, role):
    if role != "visitor":
        client.force_login(world.people[role])

    wrong = {
        address: found for address, answer in asked_for(client, world.things) if (found := faults(answer))
    }

    assert wrong == {}


@pytest.mark.parametrize("role", ("author", "superuser"))
def test_nothing_made_for_a_person_is_kept(client, world, role):
    client.force_login(world.people[role])

    kept = [
        address
        for address, answer in asked_for(client, world.things)
        if "no-store" not in answer.headers.get("Cache-Control", "")
    ]

    assert kept == []


def test_visitors_get_no_cookie_before_they_sign_in(client, world):
    given = {address for address, answer in asked_for(client, world.things) if answer.cookies}

    named = ("account_login", "account_reset_password", "accounts:start", "knowledge:wanted_create")
    forms = {reverse(name) for name in named}
    links = {"accounts:start_link": "code", "accounts:notification_stop": "stop_token"}
    forms |= {address_of(*link, world.things) for link in links.items()}
    assert given == forms  # the token of their forms


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, author):
    client.get(reverse("account_login"))
    sign_in(client)
    client.post(reverse("preferences"), {"language": "en", "theme": "dark"})

    flags = {name: (cookie["httponly"], cookie["samesite"]) for name, cookie in client.cookies.items()}

    names = {"kmc_csrf", "kmc_session", "kmc_language", "kmc_theme"}
    assert names <= set(flags)
    assert set(flags.values()) == {(True, "Lax")}


def test_over_https_cookies_are_bound_to_the_host(tmp_path):
    env = {"KMC_SECURE": "1", "KMC_ALLOWED_HOSTS": "kmc.example.go.th", "KMC_DATA_DIR": str(tmp_path)}
    env |= {"DJANGO_SETTINGS_MODULE": "kmc.settings", "DATABASE_URL": "", "KMC_ENV_FILE": os.devnull}
    found = subprocess.run(
        [sys.executable, "-c", OVER_HTTPS], cwd=settings.BASE_DIR, env=os.environ | env, capture_output=True
    )

    lasting, cookies, session = json.loads(found.stdout)
    assert lasting == "max-age=31536000; includeSubDomains; preload"
    assert cookies == {"__Host-csrf": [True, "/", ""]}
    assert session == ["__Host-session", True]


@pytest.fixture
def author(world):
    """Return a person with a password and a mail address."""
    person = world.people["author"]
    person.email = "author@example.go.th"
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, **more):
    return client.post(reverse("account_login"), {"login": "author", "password": PASSWORD} | more)


def is_signed_in(client):
    return client.get(reverse("accounts:me")).status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_page_sends_people_to_other_sites(client, author, target):
    answers = [client.post(reverse("preferences"), {"next": target}), sign_in(client, next=target)]
    answers.append(client.get(reverse("account_login"), {"next": target}))  # signed in already
    answers.append(client.post(reverse("account_logout"), {"next": target}))

    assert [answer["Location"] for answer in answers] == ["/"] * 4


def test_signing_out_needs_a_press_and_clears_the_browser(client, author):
    sign_in(client)

    asked = client.get(reverse("account_logout"))
    assert asked.status_code == 200
    assert is_signed_in(client)

    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)


def test_a_session_signed_out_is_worthless_on_the_server(client, author):
    sign_in(client)
    stolen = client.cookies["kmc_session"].value
    client.post(reverse("account_logout"))

    client.cookies["kmc_session"] = stolen

    assert not is_signed_in(client)


def test_the_session_changes_at_sign_in(client, author):
    client.post(reverse("knowledge:article_create"), {"title": "เขียนค้างไว้"})  # kept in a visitor's session
    before = client.cookies["kmc_session"].value

    sign_in(client)

    assert client.cookies["kmc_session"].value != before
    assert is_signed_in(client)


def test_a_new_password_ends_the_other_sessions(client, author):
    other = Client()
    for browser in (client, other):
        sign_in(browser)

    new = {"oldpassword": PASSWORD, "password1": "กระติบข้าว-2570", "password2": "กระติบข้าว-2570"}
    client.post(reverse("account_change_password"), new)

    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


def test_a_deactivated_person_is_out_at_once(client, author):
    sign_in(client)

    author.is_active = False
    author.save()

    assert not is_signed_in(client)


def test_guessing_the_old_password_is_limited(client, author):
    sign_in(client)
    guess = {"oldpassword": "wrong", "password1": "กระติบข้าว-2570", "password2": "กระติบข้าว-2570"}

    answers = [client.post(reverse("account_change_password"), guess).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]


@pytest.mark.parametrize("door", ("account_login", "admin:login"))
def test_every_door_counts_wrong_passwords_together(client, author, door):
    address = reverse(door)
    for _ in range(5):
        client.post(address, {"login": "author", "username": "author", "password": "wrong"}, follow=True)
        client.post(reverse("account_login"), {"login": "author", "password": "wrong"})

    sign_in(client)

    assert not is_signed_in(client)


def asked_for_password(email, **headers):
    """Return what a visitor sees after asking for a new password."""
    answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True, headers=headers)
    return answer.status_code, answer.redirect_chain, answer.content.replace(email.encode(), b"")


def test_a_reset_does_not_tell_who_has_an_account(author):
    known, unknown = asked_for_password("author@example.go.th"), asked_for_password("nobody@example.go.th")

    assert known == unknown
    assert mail.outbox[0].to == ["author@example.go.th"]
    assert settings.KMC_SITE_NAME in mail.outbox[0].body


def test_resets_of_one_address_are_limited(author):
    answers = [asked_for_password("author@example.go.th")[0] for _ in range(6)]

    assert answers == [200] * 5 + [429]


def test_the_link_of_a_reset_leads_to_the_site(author):
    asked_for_password("author@example.go.th", **{"x-forwarded-host": "evil.example"})

    assert re.findall(r"https?://([^/]+)/", mail.outbox[0].body) == ["testserver"]
    assert (
        Client().post(reverse("account_reset_password"), headers={"host": "evil.example"}).status_code == 400
    )


def test_the_link_of_a_reset_works_once(client, author):
    asked_for_password("author@example.go.th")
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    new = {"password1": "กระติบข้าว-2570", "password2": "กระติบข้าว-2570"}
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, new)

    author.refresh_from_db()

    assert author.check_password("กระติบข้าว-2570")
    assert "password1" not in Client().get(link, follow=True).content.decode()


def test_a_form_without_its_token_gets_a_page_in_thai(author):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)

    answer = strict.post(reverse("knowledge:article_create"), {"title": "ก"})

    assert answer.status_code == 403
    assert 'lang="th"' in answer.content.decode()
    assert faults(answer) == set()
