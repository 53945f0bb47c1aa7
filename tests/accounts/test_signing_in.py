"""Signing in: limits by account, passwords, the address of the account, ways in through others."""

import os
import re
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings as real_settings
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.adapter import SocialAdapter
from accounts.models import User
from tests.knowledge.desk import again

WORD = "secret-word"
NEW = "กระติบข้าว-2570"


def signed_in(login, password=WORD, address="203.0.113.9"):
    """Sign in from the school's one address; return whether it worked."""
    browser = Client(REMOTE_ADDR=address)
    browser.post(reverse("account_login"), {"login": login, "password": password})
    return browser.get("/me/").status_code == 200


def test_the_sixth_wrong_password_closes_one_account_not_the_school(teacher, colleague):
    for _ in range(5):
        assert not signed_in("teacher", "wrong")

    assert not signed_in("teacher")
    assert signed_in("colleague")


def test_name_and_address_open_however_they_are_spelled(teacher):
    names = ("teacher", "Teacher", "teacher@example.org", "Teacher@Example.org")

    assert [signed_in(name) for name in names] == [True] * 4


def test_a_mixed_spelling_of_the_stored_address_is_no_hindrance(teacher):
    User.objects.filter(pk=teacher.pk).update(email="Teacher@Example.org")

    assert signed_in("teacher@example.org")


def test_limits_have_a_page_in_thai(client, teacher):
    client.force_login(teacher)

    answers = [client.post(reverse("account_reauthenticate"), {"password": "x"}) for _ in range(11)]

    assert answers[-1].status_code == 429
    assert 'lang="th"' in answers[-1].content.decode()


# --- passwords -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    (
        "kmc-25692569",
        "โรงเรียนบ้านหนองตาด",
        "สพป.อุบล 2569",
        "teacher2569",
        "ศูนย์การจัดการเรียนรู้1",
        "0812345678-0812345678",
        "password123",
        "สั้นไป",
    ),
)
def test_passwords_colleagues_would_guess_are_refused(teacher, school, password):
    teacher.profile.phone = "0812345678"
    school.name = "โรงเรียนบ้านหนองตาด"
    teacher.profile.organization = school

    with pytest.raises(ValidationError):
        validate_password(password, teacher)


@pytest.mark.parametrize(
    "password", (NEW, "ยายมะลิไปตลาดโรงเรียนทุกวันพุธ", "7392817364928", "x" * 64 + "กขค!" * 10)
)
def test_a_sentence_of_ones_own_is_fine(teacher, password):
    validate_password(password, teacher)


# --- the address ---------------------------------------------------------------------------------


@pytest.fixture
def trusted(client, teacher):
    """A browser in which the person has just shown that it is them."""
    client.post(reverse("account_login"), {"login": "teacher", "password": WORD})
    client.post(reverse("account_reauthenticate"), {"password": WORD})
    return client


@pytest.fixture
def link(trusted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        trusted.post(reverse("account_email"), {"email": "new@example.org"})
    assert mail.outbox[0].to == ["new@example.org"]
    return re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]


def test_the_address_follows_when_it_is_confirmed(trusted, link, teacher):
    assert again(teacher).email == "teacher@example.org"

    assert "new@example.org" in trusted.get(link).content.decode()
    trusted.post(link)

    assert again(teacher).email == "new@example.org"
    assert not EmailAddress.objects.exists()
    assert mail.outbox[1].to == ["teacher@example.org"]


def test_a_pending_address_opens_nothing(link, teacher):
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": "new@example.org"})

    assert mail.outbox == []
    assert not signed_in("new@example.org")


def test_an_address_somebody_else_took_meanwhile_is_not_given_twice(trusted, link, teacher, colleague):
    User.objects.filter(pk=colleague.pk).update(email="New@example.org")

    answer = trusted.post(link)

    assert answer.status_code in (200, 302)
    assert again(teacher).email == "teacher@example.org"


def test_whose_addresses_are_known_is_not_told(
    trusted, teacher, colleague, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = trusted.post(reverse("account_email"), {"email": "colleague@example.org"})

    assert answer["Location"] == reverse("account_email")
    assert mail.outbox == []


def test_the_wish_can_be_taken_back(trusted, link, teacher):
    trusted.post(reverse("account_email"), {"cancel": "1"})

    assert not EmailAddress.objects.exists()
    assert trusted.get(link).status_code == 200
    assert again(teacher).email == "teacher@example.org"


@pytest.mark.parametrize(
    "email", ("", "x", "teacher@example.org", "a" * 300 + "@example.org", "x\x00@example.org")
)
def test_addresses_that_are_none(trusted, email):
    answer = trusted.post(reverse("account_email"), {"email": email})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["email"])


# --- ways in through others ----------------------------------------------------------------------


def test_nothing_of_it_is_there_unless_turned_on(client, db):
    page = client.get(reverse("account_login")).content.decode()

    assert "/account/social/" not in page
    for address in (
        "/account/social/",
        "/account/social/google/login/",
        "/account/social/oidc/office/login/",
    ):
        assert client.get(address).status_code == 404


TURNED_ON = """
import django
django.setup()
from django.conf import settings
from django.urls import reverse
print(reverse("google_login"), reverse("openid_connect_login", args=["office"]), *settings.SOCIALACCOUNT_PROVIDERS)
print(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"][1:])
"""


def test_settings_turn_it_on(tmp_path):
    env = {
        "KMC_GOOGLE_CLIENT_ID": "x",
        "KMC_GOOGLE_SECRET": "x",
        "KMC_OIDC_SERVER": "https://id.example.go.th/a",
    }
    env |= {
        "KMC_OIDC_ID": "x",
        "KMC_OIDC_SECRET": "x",
        "KMC_DATA_DIR": str(tmp_path),
        "KMC_ENV_FILE": os.devnull,
    }
    env |= {"DJANGO_SETTINGS_MODULE": "kmc.settings", "DATABASE_URL": ""}
    found = subprocess.run(
        [sys.executable, "-c", TURNED_ON],
        cwd=real_settings.BASE_DIR,
        env=os.environ | env,
        capture_output=True,
    )

    assert found.stdout.decode().splitlines() == [
        "/account/social/google/login/ /account/social/oidc/office/login/ google openid_connect",
        "['https://accounts.google.com', 'https://id.example.go.th']",
    ]


def came_from_google(client, email, *, verified=True):
    """Let the adapter judge who came back from the provider."""
    request = RequestFactory().get("/")
    request.user, request.session = client.get("/").wsgi_request.user, client.session
    login = SocialLogin(
        user=User(email=email),
        account=SocialAccount(provider="google", uid="1"),
        email_addresses=[EmailAddress(email=email, verified=verified)],
    )
    login.connect = lambda request, user: connected.append(user)
    connected = []
    SocialAdapter(request).pre_social_login(request, login)
    return connected


def test_the_account_of_the_same_address_is_opened(client, teacher):
    assert came_from_google(client, "Teacher@example.org") == [teacher]


def test_an_address_the_provider_did_not_confirm_opens_nothing(client, teacher):
    assert came_from_google(client, "teacher@example.org", verified=False) == []


def test_an_account_not_used_yet_is_taken_over(client, teacher):
    User.objects.filter(pk=teacher.pk).update(is_active=False, closed_because="invited")

    came_from_google(client, "teacher@example.org")

    assert (again(teacher).is_active, again(teacher).closed_because) == (True, "")


@pytest.mark.parametrize("reason", ("pending", "left", "merged", "erased"))
def test_closed_accounts_stay_closed(client, teacher, reason):
    User.objects.filter(pk=teacher.pk).update(is_active=False, closed_because=reason)

    with pytest.raises(ImmediateHttpResponse) as refusal:
        came_from_google(client, "teacher@example.org")

    assert refusal.value.response["Location"] == reverse("account_inactive")
    assert not again(teacher).is_active


def test_strangers_get_no_account(client, db, settings):
    settings.KMC_SELF_REGISTRATION = True

    assert came_from_google(client, "stranger@example.org") == []
    assert not SocialAdapter().is_open_for_signup(None, None)
