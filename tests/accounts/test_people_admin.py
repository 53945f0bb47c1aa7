"""People and roles in the administration: no way round the predicates of the pages."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, Role, RoleGrant, User
from accounts.services import grant_role, sync_roles
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db
PASSWORD = {"password1": "กระติบข้าว-2570", "password2": "กระติบข้าว-2570", "usable_password": "true"}


@pytest.fixture
def administrator(client, office):
    sync_roles()
    person = make_person("administrator", office)
    grant_role(user=person, role="administrator", organization=office)
    client.force_login(person)
    return person


def change(model, pk, page="change"):
    return reverse(f"admin:accounts_{model}_{page}", args=[pk])


def send(client, person, **fields):
    """Send the form of a person with what it needs."""
    profile = person.profile
    data = {
        "username": person.username,
        "given_name": person.given_name,
        "email": person.email,
        "profile-TOTAL_FORMS": "1",
        "profile-INITIAL_FORMS": "1",
        "profile-0-id": profile.pk,
        "profile-0-user": person.pk,
        "role_grants-TOTAL_FORMS": "0",
        "role_grants-INITIAL_FORMS": "0",
    }
    return client.post(change("user", person.pk), data | fields)


@pytest.mark.parametrize("role", ("officer", "administrator"))
def test_no_administrator_takes_a_trusted_account_over(client, administrator, office, role):
    person = make_person("trusted", office)
    grant_role(user=person, role=role, organization=office)
    before = again(person)

    send(client, person, email="thief@example.org", username="thief", family_name="ใหม่")
    answer = client.post(reverse("admin:auth_user_password_change", args=[person.pk]), PASSWORD)

    after = again(person)
    assert answer.status_code == 403
    assert (after.email, after.username, after.password) == (before.email, before.username, before.password)
    assert after.family_name == "ใหม่"


def test_an_administrator_helps_a_teacher(client, administrator, teacher):
    before = again(teacher).password

    send(client, teacher, email="new@example.org")
    client.post(reverse("admin:auth_user_password_change", args=[teacher.pk]), PASSWORD)

    assert (again(teacher).email, again(teacher).password != before) == ("new@example.org", True)


def test_states_and_rights_do_not_come_through_the_form(client, administrator, teacher):
    send(client, teacher, is_staff="on", is_superuser="on", is_service="on", groups="1", user_permissions="1")

    person = again(teacher)
    assert (person.is_active, person.is_staff, person.is_superuser, person.is_service) == (
        True,
        False,
        False,
        False,
    )
    assert (person.groups.count(), person.user_permissions.count()) == (0, 0)


@pytest.mark.parametrize("because", ("merged", "erased"))
def test_what_was_merged_or_erased_is_only_looked_at(client, administrator, teacher, because):
    User.objects.filter(pk=teacher.pk).update(is_active=False, closed_because=because)

    assert client.get(change("user", teacher.pk)).status_code == 200
    assert send(client, teacher, given_name="อื่น").status_code == 403


def test_accounts_are_closed_and_opened_by_the_services(client, administrator, teacher):
    chosen = {"_selected_action": [teacher.pk, administrator.pk]}

    client.post(reverse("admin:accounts_user_changelist"), chosen | {"action": "deactivate"})
    closed = again(teacher)
    client.post(reverse("admin:accounts_user_changelist"), chosen | {"action": "reopen"})

    assert (closed.is_active, closed.closed_because, again(administrator).is_active) == (False, "left", True)
    assert again(teacher).is_active is True
    actions = AuditEntry.objects.filter(person=teacher).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["leave", "return"]


def test_the_last_superuser_stays_one(client, office):
    person = make_person("root", office, is_superuser=True, is_staff=True)
    client.force_login(person)

    for fields in ({}, {"is_superuser": "on", "is_service": "on"}):
        send(client, person, **fields)

    assert (again(person).is_superuser, again(person).is_service, again(person).is_staff) == (
        True,
        False,
        True,
    )


def test_the_last_administrator_grant_stays(client, administrator):
    grant = RoleGrant.objects.get()
    chosen = {"action": "delete_selected", "_selected_action": [grant.pk], "post": "yes"}

    client.post(change("rolegrant", grant.pk, "delete"), {"post": "yes"})
    answer = client.post(reverse("admin:accounts_rolegrant_changelist"), chosen, follow=True)

    assert RoleGrant.objects.get() == grant
    assert [message.level_tag for message in answer.context["messages"]] == ["error", "error"]


def test_a_role_elsewhere_is_not_given_in_the_administration(client, administrator, other_school, teacher):
    other_school.parent, other_school.kind = None, "office"
    other_school.save()
    data = {"user": teacher.pk, "role": Role.objects.get(slug="officer").pk, "organization": other_school.pk}

    answer = client.post(reverse("admin:accounts_rolegrant_add"), data)

    assert answer.context["adminform"].form.non_field_errors()
    assert not teacher.role_grants.exists()


@pytest.mark.parametrize("huge", ("99999999999999999999", "x", "-1"))
def test_impossible_ids_are_answered(client, administrator, huge):
    data = {"user": huge, "role": huge, "organization": huge}
    chosen = {"action": "deactivate", "_selected_action": huge}

    answers = [
        client.post(reverse("admin:accounts_rolegrant_add"), data),
        client.post(reverse("admin:accounts_user_changelist"), chosen),
        client.get(f"/admin/accounts/user/{huge}/change/"),
        client.post(f"/admin/accounts/user/{huge}/password/", PASSWORD),
    ]

    assert all(answer.status_code < 500 for answer in answers)
