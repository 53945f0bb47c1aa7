"""Roles hold for an organization and everything below it, and nowhere else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import AuditEntry, RoleGrant, User
from accounts.permissions import administers, can_grant_role, can_revoke_grant, grantable_roles
from accounts.services import grant_role, revoke_role, sync_roles
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(school):
    sync_roles()
    return make_person("keeper", school)


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_a_role_at_the_office_reaches_its_schools(person, office, school):
    grant_role(user=person, role="reviewer", organization=office)

    assert fresh(person).organizations_as("reviewer") == sorted([office.pk, school.pk])


def test_a_role_at_a_school_stays_there(person, school):
    grant_role(user=person, role="reviewer", organization=school)

    assert fresh(person).organizations_as("reviewer") == [school.pk]
    assert fresh(person).organizations_as("manager") == []


def test_granting_twice_is_granting_once(person, office):
    grant_role(user=person, role="officer", organization=office)
    grant_role(user=person, role="officer", organization=office)

    assert RoleGrant.objects.count() == 1


def test_taking_the_administrator_role_back_closes_the_administration(person, office):
    make_person("root", office, is_superuser=True)
    grant = grant_role(user=person, role="administrator", organization=office)
    opened = fresh(person).is_staff

    revoke_role(grant=grant)

    assert (opened, fresh(person).is_staff, list(fresh(person).groups.all())) == (True, False, [])


def test_syncing_roles_twice_changes_nothing(person):
    first = [(role.pk, role.slug) for role in sync_roles()]

    assert [(role.pk, role.slug) for role in sync_roles()] == first


def test_granting_and_revoking_leave_one_line_each(person, office):
    boss = make_person("boss", office, is_superuser=True)
    for _ in range(2):
        grant = grant_role(user=person, role="officer", organization=office, by=boss)
    for _ in range(2):
        revoke_role(grant=RoleGrant(pk=grant.pk, user=person, role=grant.role, organization=office), by=boss)

    entries = AuditEntry.objects.order_by("pk").values_list("action", "actor", "person", "organization")
    assert list(entries) == [(act, boss.pk, person.pk, office.pk) for act in ("grant", "revoke")]


def test_an_administrator_of_a_school_does_not_open_the_administration_pages(person, school):
    grant_role(user=person, role="administrator", organization=school)

    assert (fresh(person).is_staff, fresh(person).groups.count()) == (False, 0)
    assert administers(fresh(person), school)
    assert not administers(fresh(person), school.parent)


def test_the_last_administrator_keeps_the_role(person, office):
    grant = grant_role(user=person, role="administrator", organization=office)

    with pytest.raises(ValidationError):
        revoke_role(grant=grant)

    assert fresh(person).is_staff is True
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


@pytest.mark.parametrize("other", ({"is_active": False}, {"is_service": True}))
def test_who_cannot_come_in_is_no_other_administrator(person, office, other):
    grant = grant_role(user=person, role="administrator", organization=office)
    grant_role(user=make_person("other", office, **other), role="administrator", organization=office)

    with pytest.raises(ValidationError):
        revoke_role(grant=grant)


def test_an_administrator_of_a_school_is_no_other_administrator(person, office, school):
    grant = grant_role(user=person, role="administrator", organization=office)
    grant_role(user=make_person("other", school), role="administrator", organization=school)

    with pytest.raises(ValidationError):
        revoke_role(grant=grant)


def test_one_of_two_administrators_may_go_and_not_the_second(person, office):
    other = make_person("other", office)
    grants = [grant_role(user=one, role="administrator", organization=office) for one in (person, other)]

    revoke_role(grant=grants[0])
    with pytest.raises(ValidationError):
        revoke_role(grant=grants[1])

    assert list(RoleGrant.objects.values_list("user", flat=True)) == [other.pk]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time by itself")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_administrators_revoked_at_once_leave_one(office):
    sync_roles()
    people = [make_person(f"keeper{number}", office) for number in range(2)]
    grants = [grant_role(user=one, role="administrator", organization=office) for one in people]
    together = Barrier(2)

    def revoke(grant):
        together.wait()
        try:
            revoke_role(grant=grant)
        except ValidationError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(revoke, grants))

    assert RoleGrant.objects.filter(role__slug="administrator").count() == 1


GIVEN = {
    "teacher": (),
    "reviewer": (),
    "officer": (),
    "coordinator": (),
    "manager": ("reviewer", "manager", "coordinator"),
    "administrator": ("reviewer", "manager", "coordinator", "officer", "administrator"),
}


@pytest.mark.parametrize("role", GIVEN)
def test_who_gives_what_where(person, school, other_school, role):
    if role != "teacher":
        grant_role(user=person, role=role, organization=school)

    assert grantable_roles(fresh(person), school) == GIVEN[role]
    assert grantable_roles(fresh(person), other_school) == ()
    assert grantable_roles(fresh(person), school.parent) == ()
    assert grantable_roles(AnonymousUser(), school) == ()


def test_managers_neither_give_to_themselves_nor_take_from_themselves(person, school, colleague):
    own = grant_role(user=person, role="manager", organization=school)
    other = grant_role(user=colleague, role="manager", organization=school)
    officer = grant_role(user=colleague, role="officer", organization=school)
    manager = fresh(person)

    assert not can_grant_role(manager, "reviewer", school, manager)
    assert can_grant_role(manager, "reviewer", school, colleague)
    assert [can_revoke_grant(manager, grant) for grant in (own, other, officer)] == [False, True, False]


def test_nothing_is_given_at_a_unit_that_ended_but_taken_back_it_is(person, school, colleague):
    grant_role(user=person, role="administrator", organization=school)
    grant = grant_role(user=colleague, role="reviewer", organization=school)
    school.status = "closed"
    grant.organization = school

    assert grantable_roles(fresh(person), school) == ()
    assert can_revoke_grant(fresh(person), grant)
