"""Asking for an account: closed unless the office opens it, waiting for a manager, telling nobody who has one."""

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from accounts.models import StaffProfile, User
from accounts.services import grant_role, sync_roles
from accounts.services.mail import send_due_mail
from tests.knowledge.desk import make_person

PASSWORD = "กระติบข้าว-2570"
SIGNUP = "/account/signup/"
WAITING = "/account/waiting/"


def asked(client, unit, **changes):
    data = {
        "prefix": "นาง",
        "given_name": "มะลิ",
        "family_name": "ทองดี",
        "organization": unit.pk,
        "email": "mali@example.org",
        "username": "mali.t",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | changes
    body = urlencode(data, errors="surrogatepass")
    return client.post(SIGNUP, body, content_type="application/x-www-form-urlencoded")


@pytest.fixture
def is_open(settings):
    settings.KMC_SELF_REGISTRATION = True


def test_registration_is_closed_unless_the_office_opens_it(client, school):
    answer = asked(client, school)

    assert "mali" not in answer.content.decode()
    assert not User.objects.exists()


def test_the_sign_in_page_offers_it_where_it_is_open(client, is_open, db):
    assert SIGNUP in client.get(reverse("account_login")).content.decode()


def test_a_new_account_waits_closed(client, is_open, school):
    answer = asked(client, school)

    user = User.objects.get()
    assert answer["Location"] == WAITING
    assert (user.is_active, user.closed_because, user.username) == (False, "pending", "mali.t")
    assert StaffProfile.objects.get(user=user).formal_name == "นางมะลิ ทองดี"
    assert user.profile.organization == school


def test_who_waits_is_told_so_at_sign_in(client, is_open, school):
    asked(client, school)

    answer = client.post(reverse("account_login"), {"login": "mali.t", "password": PASSWORD})

    assert answer["Location"] == WAITING
    assert client.get("/me/").status_code == 302


def test_the_managers_of_the_unit_get_a_letter(client, is_open, school):
    sync_roles()
    grant_role(user=make_person("head", school), role="manager", organization=school)
    grant_role(user=make_person("chief", school.parent), role="manager", organization=school.parent)

    asked(client, school)
    send_due_mail()

    [letter] = mail.outbox
    page = reverse("accounts:organization_people", args=[school.pk])
    assert (letter.to, "มะลิ" in letter.subject) == (["head@example.org"], False)
    assert f"{settings.KMC_PUBLIC_URL}{page}" in letter.body


def test_where_there_is_none_those_above_get_it(client, is_open, school):
    sync_roles()
    grant_role(user=make_person("chief", school.parent), role="manager", organization=school.parent)

    asked(client, school)
    send_due_mail()

    assert [message.to for message in mail.outbox] == [["chief@example.org"]]


def test_an_address_with_an_account_answers_the_same(client, is_open, school, teacher):
    answer = asked(client, school, email="TEACHER@example.org")

    assert answer["Location"] == WAITING
    assert User.objects.count() == 1
    assert [message.to for message in mail.outbox] == [["teacher@example.org"]]
    assert re.search(r"http://testserver/account/password/reset/", mail.outbox[0].body)


@pytest.mark.parametrize("username", ("teacher", "Teacher", "มะลิ", "a", "x" * 300, "teacher@example.org"))
def test_user_names_are_latin_and_free(client, is_open, school, teacher, username):
    answer = asked(client, school, username=username)

    assert answer.status_code == 200
    assert "username" in answer.context["form"].errors
    assert User.objects.count() == 1


def test_only_addresses_of_the_office_where_it_says_so(client, is_open, school, settings):
    settings.KMC_EMAIL_DOMAINS = ["esan5.go.th"]

    refused = asked(client, school)
    asked(client, school, email="Mali@ESAN5.go.th")

    assert list(refused.context["form"].errors) == ["email"]
    assert User.objects.get().email == "mali@esan5.go.th"


@pytest.mark.parametrize("unit", ("99999999999999999999", "0", "ก", ""))
def test_impossible_units_are_refused(client, is_open, school, unit):
    assert list(asked(client, school, organization=unit).context["form"].errors) == ["organization"]


def test_nobody_asks_to_work_in_a_closed_school(client, is_open, school):
    type(school).objects.filter(pk=school.pk).update(status="closed")

    assert list(asked(client, school).context["form"].errors) == ["organization"]


@pytest.mark.parametrize("field", ("given_name", "family_name", "prefix", "username", "email"))
@pytest.mark.parametrize("text", ("\x00", "\ud800", "ก" * 1000))
def test_hostile_words_are_errors_of_the_form(client, is_open, school, field, text):
    answer = asked(client, school, **{field: text})

    assert answer.status_code in (200, 302)
    assert User.objects.filter(username="mali.t").count() <= 1


def test_a_password_of_the_schools_name_is_refused(client, is_open, school):
    word = f"{school.name}2569"

    answer = asked(client, school, password1=word, password2=word)

    assert list(answer.context["form"].errors) == ["password1"]
