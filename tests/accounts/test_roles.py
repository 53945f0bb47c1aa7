"""Roles hold for an organization and everything below it, and nowhere else."""

import pytest

from accounts.models import RoleGrant, User
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
