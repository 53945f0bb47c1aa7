"""Every page about people and places, opened by those the table of addresses lets in: no fault of access."""

import pytest
from django.urls import reverse

from accounts.models import SiteState
from tests.access import ACCESS, ROLES, accounts, development, growth, imports, staff
from tests.access.world import build_world
from tests.browser.places import ONCE_EACH

PARTS = (accounts, development, growth, imports, staff)
READERS = ("visitor", "author", "colleague", "manager", "officer", "administrator")
FILES = ("_xlsx", "_csv", "_docx", "_staff", "_organizations", "_certificate", "_photo", "_wrong", "_outcome")


def is_open(name, role):
    by_get = ACCESS[name][1].split()
    return (by_get * len(ROLES) if len(by_get) == 1 else by_get)[ROLES.index(role)] == "200"


def pages_first_open_to(role):
    """Return the pages the role may open and no reader before it in READERS may."""
    names = [name for part in PARTS for name in part.ACCESS if not name.endswith(FILES)]
    earlier = READERS[: READERS.index(role)]
    return [name for name in names if is_open(name, role) and not any(is_open(name, one) for one in earlier)]


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    SiteState.objects.get_or_create(pk=SiteState.ONLY)
    return build_world()


@pytest.mark.parametrize("size, language", ONCE_EACH)
@pytest.mark.parametrize("role", READERS)
def test_pages_of_people_and_places(visit, world, role):
    reader = visit(world.people.get(role))
    names = pages_first_open_to(role)

    answers = {}
    for name in names:
        argument = ACCESS[name][0]
        answers[name] = reader.open(reverse(name, args=[world.things[argument]] if argument else []))

    assert answers == dict.fromkeys(names, 200)


@pytest.mark.parametrize("size, language", ONCE_EACH)
@pytest.mark.parametrize("role", ("manager", "administrator"))
def test_own_page_with_duties(visit, world, role):
    reader = visit(world.people[role])

    assert {path: reader.open(path) for path in ("/me/", "/people/")} == {"/me/": 200, "/people/": 200}
