"""Accounts in wrong hands and at the wrong moment: refused registrations, two managers at once, merged addresses."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from accounts.services import come_back, refuse_people
from accounts.services.merging import merge_people
from tests.accounts.lists import manager, with_role  # noqa: F401
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db


def pending(school, username="asked"):
    person = make_person(username, school)
    User.objects.filter(pk=person.pk).update(is_active=False, closed_because="pending")
    return again(person)


def test_a_refused_registration_keeps_neither_password_nor_address(school, manager):  # noqa: F811
    person = pending(school)
    refuse_people(people=[person], by=manager)

    back = come_back(person=again(person), by=manager)

    assert not back.is_active
    assert back.closed_because == "invited"
    assert back.email == ""
    assert not back.has_usable_password()


def test_two_managers_add_one_address_at_once(client, school, manager, monkeypatch):  # noqa: F811
    client.force_login(manager)
    data = {"given_name": "สมใจ", "family_name": "ดีงาม", "email": "once@example.org"}
    make_person("once", school)
    monkeypatch.setattr(
        "accounts.forms.staff.PersonForm.clean_email", lambda form: form.cleaned_data["email"]
    )

    answer = client.post(reverse("accounts:person_add", args=[school.pk]), data)

    assert answer.status_code == 200
    assert "once" in answer.content.decode()
    assert User.objects.filter(given_name="สมใจ").count() == 0


def test_two_managers_paste_one_list_at_once(client, school, manager, monkeypatch):  # noqa: F811
    client.force_login(manager)
    make_person("once", school)
    monkeypatch.setattr("accounts.people_list.taken_addresses", lambda emails: set())
    lines = {"lines": "สมใจ ดีงาม, ครู, once@example.org", "confirm": "1"}

    answer = client.post(reverse("accounts:people_add", args=[school.pk]), lines)

    assert answer.status_code == 200
    assert User.objects.filter(given_name="สมใจ").count() == 0


def test_a_move_that_somebody_else_made_meanwhile_is_told(client, school, other_school, manager, monkeypatch):  # noqa: F811
    teacher = make_person("mover", school)
    client.force_login(manager)
    monkeypatch.setattr("accounts.forms.staff.ensure_possible_move", lambda **data: None)

    answer = client.post(
        reverse("accounts:person_move", args=[teacher.pk]),
        {"to_organization": school.pk, "moved_on": "2025-01-05"},
    )

    assert answer.status_code == 200
    assert not teacher.moves.exists()


@pytest.mark.parametrize("kept_email", ("", "kept@example.org"))
def test_nobody_gives_an_officer_another_address_by_merging(office, school, kept_email):
    chief, officer = with_role("chief", "administrator", office), with_role("officer", "officer", office)
    User.objects.filter(pk=officer.pk).update(email=kept_email)
    twin = make_person("twin", school)

    with pytest.raises(ValidationError):
        merge_people(keep=again(officer), drop=twin, by=chief, take_email=True)

    assert again(officer).email == kept_email
    merge_people(keep=again(officer), drop=twin, by=chief)
    assert again(officer).email == kept_email


def test_the_address_of_somebody_who_only_asked_is_not_taken_without_being_wanted(office, school):
    chief, keep = with_role("chief", "administrator", office), make_person("keep", school)
    User.objects.filter(pk=keep.pk).update(email="")

    merge_people(keep=again(keep), drop=pending(school), by=chief)

    assert again(keep).email == ""
