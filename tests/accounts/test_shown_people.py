"""Pages kept for visitors follow whatever happens to a person: no act leaves an old name or number standing."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import SiteState, User
from accounts.services import (
    approve_people,
    come_back,
    erase_person,
    invite_people,
    leave_office,
    merge_organizations,
    merge_people,
    move_person,
    open_account,
    sync_roles,
)
from accounts.services.access import open_invited_account
from accounts.services.inviting import find_invitation
from tests.accounts.lists import STAFF, received, written
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db
NEW = "ทองแท้"


@pytest.fixture
def keeper(office):
    sync_roles()
    return make_person("keeper", office, "อารี", "รักงาน", is_superuser=True, is_staff=True)


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


def renamed_by_save(person, keeper):
    person.family_name = NEW
    person.save()


def renamed_by_named_fields(person, keeper):
    person.family_name = NEW
    person.save(update_fields=["family_name", "sort_key"])


def renamed_by_import(person, keeper):
    headings = ["ชื่อ", "นามสกุล", "ชื่อผู้ใช้", "อีเมล"]
    rows = [[person.given_name, NEW, person.username, person.email]]
    written(received(person.profile.organization, keeper, rows, headings, STAFF), keeper)


def renamed_by_erasure(person, keeper):
    erase_person(person=person, by=keeper)


def renamed_by_merge(person, keeper):
    kept = make_person("kept", person.profile.organization, person.given_name, NEW)
    merge_people(keep=kept, drop=person, by=keeper)


RENAMINGS = (
    renamed_by_save,
    renamed_by_named_fields,
    renamed_by_import,
    renamed_by_erasure,
    renamed_by_merge,
)


@pytest.mark.parametrize("rename", RENAMINGS)
def test_an_article_names_its_author_as_of_now(client, article, teacher, keeper, rename):
    before = teacher.family_name
    assert before in client.get(article.get_absolute_url()).content.decode()

    rename(teacher, keeper)

    page = client.get(article.get_absolute_url()).content.decode()
    assert before not in page
    assert (NEW if rename is not renamed_by_erasure else "อดีตบุคลากร") in page


def test_an_article_follows_the_administration(client, article, teacher, keeper):
    address = reverse("admin:accounts_user_change", args=[teacher.pk])
    client.get(article.get_absolute_url())
    client.force_login(keeper)
    names = {"username": teacher.username, "given_name": teacher.given_name, "family_name": NEW}
    forms = {
        f"{name}-{count}_FORMS": "0" for name in ("profile", "role_grants") for count in ("TOTAL", "INITIAL")
    }

    response = client.post(address, names | {"email": teacher.email} | forms)

    client.logout()
    client.cookies.clear()
    assert response.status_code == 302
    assert NEW in client.get(article.get_absolute_url()).content.decode()


def left(person, keeper, other):
    leave_office(person=person, by=keeper)


def moved(person, keeper, other):
    move_person(person=person, to_organization=other, by=keeper)


def unit_merged(person, keeper, other):
    unit = person.profile.organization
    merge_organizations(unit=unit, into=other, by=keeper, ended_on=date(2026, 5, 1))


def erased(person, keeper, other):
    erase_person(person=person, by=keeper)


def merged(person, keeper, other):
    merge_people(keep=make_person("kept", other), drop=person, by=keeper)


def deactivated(person, keeper, other):
    person.is_active = False
    person.save(update_fields=["is_active"])


def people_told(client, unit):
    """Return what a visitor's page says of the number of staff, as text."""
    page = client.get(unit.get_absolute_url()).content.decode()
    return page.partition("<h1")[2]


@pytest.mark.parametrize("act", (left, moved, unit_merged, erased, merged, deactivated))
def test_the_page_of_a_unit_counts_who_is_there_now(client, school, other_school, teacher, keeper, act):
    before = people_told(client, school)
    assert people_told(client, school) == before

    act(teacher, keeper, other_school)

    assert people_told(client, school) != before


def came_back(person, keeper):
    User.objects.filter(pk=person.pk).update(is_active=False, closed_because="left")
    return lambda: come_back(person=again(person), by=keeper)


def approved(person, keeper):
    User.objects.filter(pk=person.pk).update(is_active=False, closed_because="pending")
    return lambda: approve_people(people=[person], by=keeper)


def opened(person, keeper):
    User.objects.filter(pk=person.pk).update(is_active=False, closed_because="invited")
    [(_person, code)] = invite_people(users=[person], by=keeper)
    return lambda: open_account(invitation=find_invitation(code=code), password="ดอกบัวบานยามเช้า")


def came_in_through_a_provider(person, keeper):
    User.objects.filter(pk=person.pk).update(is_active=False, closed_because="invited")
    return lambda: open_invited_account(again(person))


@pytest.mark.parametrize("prepare", (came_back, approved, opened, came_in_through_a_provider))
def test_an_account_that_opens_raises_the_version(teacher, keeper, prepare):
    act = prepare(teacher, keeper)
    before = SiteState.objects.current_version()

    act()

    assert again(teacher).is_active
    assert SiteState.objects.current_version() > before


def test_signing_in_leaves_the_kept_pages_alone(client, teacher):
    before = SiteState.objects.current_version()

    client.post(reverse("account_login"), {"login": teacher.username, "password": "secret-word"})

    assert client.session["_auth_user_id"] == str(teacher.pk)
    assert SiteState.objects.current_version() == before
