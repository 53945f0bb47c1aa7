"""The pages of roles: who sees, gives and takes back what."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, Organization, RoleGrant, User
from accounts.services import grant_role, sync_roles
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(school):
    sync_roles()
    person = make_person("manager", school, "วิภา")
    grant_role(user=person, role="manager", organization=school)
    return person


@pytest.fixture
def administrator(office):
    sync_roles()
    person = make_person("administrator", office, "อารี")
    grant_role(user=person, role="administrator", organization=office)
    return person


def page_of(unit):
    return reverse("accounts:organization_roles", args=[unit.pk])


def held_by(person):
    return sorted(person.role_grants.values_list("role__slug", flat=True))


def give(client, unit, person, role):
    return client.post(page_of(unit), {"person": person.pk, "role": role})


def test_a_manager_gives_a_role_and_it_is_traced(client, manager, school, colleague):
    client.force_login(manager)

    answer = give(client, school, colleague, "reviewer")

    entry = AuditEntry.objects.newest_first().first()
    assert answer["Location"] == page_of(school)
    assert (held_by(colleague), RoleGrant.objects.get(user=colleague).granted_by) == (["reviewer"], manager)
    assert (entry.action, entry.actor, entry.person, entry.details) == (
        "grant",
        manager,
        colleague,
        {"role": "reviewer"},
    )


@pytest.mark.parametrize("role", ("officer", "administrator", "boss", ""))
def test_a_manager_gives_no_role_beyond_the_school(client, manager, school, colleague, role):
    client.force_login(manager)

    assert give(client, school, colleague, role).status_code == 200
    assert held_by(colleague) == []


def test_a_manager_gives_nothing_to_themselves_or_to_strangers(client, manager, school, stranger):
    client.force_login(manager)

    for person in (manager, stranger):
        give(client, school, person, "reviewer")

    assert (held_by(manager), held_by(stranger)) == (["manager"], [])


@pytest.mark.parametrize("person", ("99999999999999999999", "x", "\x00", "-1", ""))
def test_an_impossible_person_is_a_form_error(client, manager, school, person):
    client.force_login(manager)

    answer = client.post(page_of(school), {"person": person, "role": "reviewer"})

    assert list(answer.context["form"].errors) == ["person"]


def test_an_administrator_gives_every_role_in_their_part(client, administrator, school, colleague):
    client.force_login(administrator)

    for role in ("reviewer", "manager", "coordinator", "officer", "administrator"):
        give(client, school, colleague, role)

    assert held_by(colleague) == ["administrator", "coordinator", "manager", "officer", "reviewer"]
    assert User.objects.get(pk=colleague.pk).is_staff is False


def test_a_role_at_the_office_is_seen_but_not_taken_by_a_school(client, manager, administrator, school):
    client.force_login(manager)
    grant = administrator.role_grants.get()

    page = client.get(page_of(school))
    answer = client.post(reverse("accounts:role_revoke", args=[grant.pk]))

    assert list(page.context["above"]) == [grant]
    assert answer.status_code == 403
    assert held_by(administrator) == ["administrator"]


def test_a_role_is_taken_back_after_a_question(client, manager, school, colleague):
    grant = grant_role(user=colleague, role="reviewer", organization=school)
    address = reverse("accounts:role_revoke", args=[grant.pk])
    client.force_login(manager)

    question = client.get(address)
    held = held_by(colleague)
    client.post(address)

    assert (question.status_code, held, held_by(colleague)) == (200, ["reviewer"], [])
    assert AuditEntry.objects.newest_first().first().action == "revoke"


def test_the_last_administrator_stays_and_is_told_why(client, administrator):
    client.force_login(administrator)

    answer = client.post(
        reverse("accounts:role_revoke", args=[administrator.role_grants.get().pk]), follow=True
    )

    assert held_by(administrator) == ["administrator"]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_name_is_found_without_any_script(client, manager, school, colleague, teacher):
    client.force_login(manager)

    form = client.get(page_of(school), {"q": "นํ้า สุดา"}).context["form"]
    found = client.get(page_of(school), {"q": "แสงทอง"}).context["form"]

    assert form.has_matches is False
    assert [key for key, _label in found.fields["person"].widget.choices] == [colleague.pk]


@pytest.mark.parametrize("count", (1, 3))
def test_roles_of_a_unit_take_a_fixed_number_of_queries(
    client, administrator, office, count, django_assert_num_queries
):
    for number in range(count):
        unit = Organization.objects.create(kind="school", name=f"โรงเรียน {number}", parent=office)
        for place in (office, unit):
            person = make_person(f"p{place.pk}-{number}", unit)
            grant_role(user=person, role="reviewer", organization=place, by=administrator)
    client.force_login(administrator)

    with django_assert_num_queries(13):
        client.get(page_of(office))


@pytest.mark.parametrize("count", (1, 3))
def test_all_roles_take_a_fixed_number_of_queries(
    client, administrator, office, count, django_assert_num_queries
):
    for number in range(count):
        grant_role(user=make_person(f"p{number}", office), role="reviewer", organization=office)
    client.force_login(administrator)

    with django_assert_num_queries(10):
        client.get(reverse("accounts:role_list"))


def test_an_administrator_below_sees_only_their_part(client, administrator, school, colleague):
    mine = grant_role(user=colleague, role="administrator", organization=school)
    client.force_login(colleague)

    assert [row.pk for row in client.get(reverse("accounts:role_list")).context["page"]] == [mine.pk]
    assert client.get(page_of(school.parent)).status_code == 403
