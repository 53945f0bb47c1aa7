"""A coordinator moves, leaves, is merged or erased: what becomes of the network, and who is told before."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.services import come_back, erase_person, leave_office, merge_people, move_person, sync_roles
from networks.models import SchoolNetwork
from networks.services import give_network
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db
ALONE = "Nobody else coordinates it."


@pytest.fixture
def keeper(office):
    sync_roles()
    return make_person("keeper", office, is_superuser=True)


@pytest.fixture
def named(office, teacher):
    """Return a network with the teacher as its coordinator."""
    return SchoolNetwork.objects.create(name="เครือข่ายน้ำยืน", organization=office, coordinator=teacher)


@pytest.fixture
def given(office, teacher):
    """Return a network that was given to the teacher."""
    network = SchoolNetwork.objects.create(name="เครือข่ายเดชอุดม", organization=office)
    give_network(network=network, user=teacher)
    return network


def coordinators(network):
    """Return who brings the network together: the one named, and those it was given to."""
    network.refresh_from_db()
    return {network.coordinator, *(grant.user for grant in network.coordinator_grants.all())} - {None}


@pytest.mark.parametrize("end", (leave_office, erase_person))
def test_an_account_that_ends_leaves_its_networks(named, given, teacher, colleague, keeper, end):
    give_network(network=named, user=colleague)

    end(person=teacher, by=keeper)

    assert (coordinators(named), coordinators(given)) == ({colleague}, set())
    entries = AuditEntry.objects.filter(action="revoke", person=teacher, actor=keeper)
    assert {entry.details["network"] for entry in entries} == {named.pk, given.pk}


def test_a_visitor_sees_at_once_that_nobody_is_named(client, named, teacher, keeper):
    assert teacher.full_name in client.get(named.get_absolute_url()).content.decode()

    leave_office(person=teacher, by=keeper)

    assert teacher.full_name not in client.get(named.get_absolute_url()).content.decode()


def test_who_comes_back_is_given_networks_anew(named, given, teacher, keeper):
    leave_office(person=teacher, by=keeper)

    come_back(person=again(teacher), by=keeper)

    assert list(again(teacher).coordinated()) == []


def test_networks_follow_to_the_account_that_stays(named, given, teacher, colleague, keeper):
    give_network(network=given, user=colleague)

    merge_people(keep=colleague, drop=teacher, by=keeper)

    assert (coordinators(named), coordinators(given)) == ({colleague}, {colleague})


def test_who_moves_keeps_the_networks(named, given, teacher, other_school, keeper):
    move_person(person=teacher, to_organization=other_school, by=keeper)

    assert (coordinators(named), coordinators(given)) == ({teacher}, {teacher})


def page_of(client, name, person, keeper, query=""):
    client.force_login(keeper)
    client.cookies["kmc_language"] = "en"
    return client.get(reverse(f"accounts:{name}", args=[person.pk]) + query).content.decode()


def test_the_question_before_leaving_names_the_networks(client, named, given, teacher, colleague, keeper):
    give_network(network=given, user=colleague)

    page = page_of(client, "person_leave", teacher, keeper)

    assert (named.name in page, given.name in page, page.count(ALONE)) == (True, True, 1)


def test_two_coordinators_who_leave_together_leave_nobody(client, school, given, teacher, colleague, keeper):
    give_network(network=given, user=colleague)
    client.force_login(keeper)
    client.cookies["kmc_language"] = "en"
    address = reverse("accounts:organization_leave", args=[school.pk])

    page = client.post(address, {"people": [teacher.pk, colleague.pk]}).content.decode()

    assert page.count(ALONE) == 1


def test_the_question_before_a_move_names_the_networks(client, named, teacher, other_school, keeper):
    page = page_of(client, "person_move", teacher, keeper, f"?to={other_school.pk}")

    assert "goes on coordinating" in page
    assert named.name in page


def test_nothing_is_said_of_networks_where_there_are_none(client, teacher, keeper):
    assert "lose their coordinator" not in page_of(client, "person_leave", teacher, keeper)
