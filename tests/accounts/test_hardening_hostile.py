"""Every page of people and places with what people should not send: a clear answer, for each role that has it."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.access import ACCESS
from tests.pressing import FORM, forms_of, press, tried
from tests.test_access import world  # noqa: F401
from tests.test_hostile import SHORT, VALUES, enter

pytestmark = pytest.mark.django_db
OURS = ("accounts:", "networks:", "reports:portfolio", "knowledge:activity_articles")
TELLING = ("NUL", "no UTF-8", "20 digits", "markup")
PARAMETERS = (
    "q page state scope to keep drop year unit kind framework verdict organization next parent into ended_on "
    "word role district sort"
).split()
POSTED = (
    "people person role chosen code username to_organization moved_on left_on year organization file kind text "
    "answer reason seen add remove to framework save decision everyone token confirm lines policy"
).split()
ROLES = ("visitor", "author", "manager", "administrator")


def addresses(things):
    """Return every address of ours with the thing it is about."""
    for name, row in ACCESS.items():
        if name.startswith(OURS):
            yield reverse(name, args=[things[row[0]]] if row[0] else [])


def is_page(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("role", ROLES)
def test_every_form_of_every_page(client, world, role):  # noqa: F811
    enter(client, world, role)
    faults, seen = {}, set()
    for address in filter(lambda one: is_page(client, one), addresses(world.things)):
        for form in forms_of(client, address):
            key = form.action, *sorted(form.values)
            for name in () if key in seen else TELLING:
                faults[key, name] = press(client, form, form.written or set(form.values), VALUES[name])
            seen.add(key)

    assert faults
    assert {key: fault for key, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_address_with_odd_questions_and_bodies(client, world, role):  # noqa: F811
    enter(client, world, role)
    faults = {}
    for address in addresses(world.things):
        for name in ("20 digits", "no UTF-8", "markup"):
            query = urlencode(dict.fromkeys(PARAMETERS, SHORT[name]))
            body = urlencode(dict.fromkeys(POSTED, VALUES[name]))
            faults["get", address, name] = tried(client, "get", f"{address}?{query}")
            faults["post", address, name] = tried(client, "post", address, body, content_type=FORM)

    assert {key: fault for key, fault in faults.items() if fault} == {}
