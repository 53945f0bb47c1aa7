"""Links for a new password: they serve who signs in, and nobody whose account was closed meanwhile."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from accounts.services import come_back, erase_person, leave_office, merge_people, sync_roles
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db
PASSWORD = "ดอกบัวบานยามเช้า"


@pytest.fixture
def keeper(office):
    sync_roles()
    return make_person("keeper", office, is_superuser=True)


@pytest.fixture
def link(client, teacher):
    """Return the address the person was sent, before anything happens to the account."""
    client.post(reverse("account_reset_password"), {"email": teacher.email})
    return re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]


def use(client, link):
    """Open the link and send a password; return the last page."""
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(address, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def left(person, keeper, school):
    leave_office(person=person, by=keeper)


def erased(person, keeper, school):
    erase_person(person=person, by=keeper)


def merged(person, keeper, school):
    merge_people(keep=make_person("kept", school), drop=person, by=keeper)


def prepared(person, keeper, school):
    User.objects.filter(pk=person.pk).update(is_active=False, closed_because="invited")


CLOSINGS = (left, erased, merged, prepared)


def test_the_link_sets_a_password(client, teacher, link):
    use(client, link)

    assert again(teacher).check_password(PASSWORD)


@pytest.mark.parametrize("close", CLOSINGS)
def test_a_link_from_before_the_end_sets_no_password(client, teacher, keeper, school, link, close):
    close(teacher, keeper, school)

    page = use(client, link)

    assert page.context["token_fail"]
    assert not again(teacher).check_password(PASSWORD)


@pytest.mark.parametrize("close", CLOSINGS)
def test_a_link_opened_before_the_end_sets_no_password(client, teacher, keeper, school, link, close):
    form = client.get(link)["Location"]
    close(teacher, keeper, school)

    page = client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    assert page.context["token_fail"]
    assert not again(teacher).check_password(PASSWORD)


def test_nothing_is_sent_to_a_closed_account(client, teacher, keeper):
    leave_office(person=teacher, by=keeper)

    client.post(reverse("account_reset_password"), {"email": teacher.email})

    assert mail.outbox == []


def test_the_account_of_who_came_back_is_theirs_again(client, teacher, keeper):
    leave_office(person=teacher, by=keeper)
    come_back(person=teacher, by=keeper)

    client.post(reverse("account_reset_password"), {"email": teacher.email})

    assert len(mail.outbox) == 1
