"""Who looks after a network: named by the organization that keeps it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.services import grant_role, sync_roles
from networks.models import NetworkCoordinator, NetworkSchool, SchoolNetwork
from networks.permissions import can_manage_network, can_name_coordinators
from networks.services import give_network, take_network_back
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(office, school):
    sync_roles()
    made = SchoolNetwork.objects.create(name="กลุ่มเครือข่ายโรงเรียนน้ำยืน 1", organization=office)
    NetworkSchool.objects.create(network=made, school=school)
    return made


@pytest.fixture
def coordinator(office, network):
    person = make_person("coordinator", office)
    grant_role(user=person, role="coordinator", organization=office)
    return person


def page_of(network):
    return reverse("networks:network_coordinators", args=[network.pk])


@pytest.mark.parametrize("role", ("coordinator", "manager", "administrator", "reviewer", "officer"))
def test_roles_of_the_keeping_organization_name_coordinators(network, office, school, role):
    here, below = make_person("here", office), make_person("below", school)
    grant_role(user=here, role=role, organization=office)
    grant_role(user=below, role=role, organization=school)
    may = role in ("coordinator", "manager", "administrator")

    assert (can_name_coordinators(again(here), network), can_manage_network(again(here), network)) == (
        may,
        may,
    )
    assert not can_manage_network(again(below), network)
    assert not can_manage_network(AnonymousUser(), network)


def test_who_was_given_a_network_manages_it_and_names_nobody(client, network, office, teacher, colleague):
    other = SchoolNetwork.objects.create(name="เครือข่ายอื่น", organization=office)
    give_network(network=network, user=teacher)
    client.force_login(teacher)

    answers = client.get(page_of(network)), client.post(page_of(network), {"person": colleague.pk})

    assert [answer.status_code for answer in answers] == [200, 403]
    assert (can_manage_network(teacher, network), can_manage_network(teacher, other)) == (True, False)


def test_giving_and_taking_back_are_traced_once(network, teacher, coordinator):
    for _ in range(2):
        grant = give_network(network=network, user=teacher, by=coordinator)
    for _ in range(2):
        take_network_back(
            grant=NetworkCoordinator(pk=grant.pk, network=network, user=teacher), by=coordinator
        )

    entries = AuditEntry.objects.filter(person=teacher).order_by("pk")
    assert [(entry.action, entry.actor, entry.details["network"]) for entry in entries] == [
        ("grant", coordinator, network.pk),
        ("revoke", coordinator, network.pk),
    ]


def test_a_coordinator_gives_a_network_and_takes_it_back(client, network, teacher, coordinator):
    client.force_login(coordinator)

    client.post(page_of(network), {"person": teacher.pk})
    grant = network.coordinator_grants.get()
    question = client.get(reverse("networks:coordinator_remove", args=[grant.pk]))
    client.post(reverse("networks:coordinator_remove", args=[grant.pk]))

    assert (grant.user, grant.granted_by, question.status_code) == (teacher, coordinator, 200)
    assert not network.coordinator_grants.exists()


@pytest.mark.parametrize("person", ("99999999999999999999", "x", "\x00", ""))
def test_an_impossible_person_is_a_form_error(client, network, coordinator, person):
    client.force_login(coordinator)

    assert list(client.post(page_of(network), {"person": person}).context["form"].errors) == ["person"]


@pytest.mark.parametrize("count", (1, 3))
def test_coordinators_take_a_fixed_number_of_queries(
    client, network, school, coordinator, count, django_assert_num_queries
):
    for number in range(count):
        give_network(network=network, user=make_person(f"leader{number}", school), by=coordinator)
    client.force_login(coordinator)

    with django_assert_num_queries(10):
        client.get(page_of(network))
