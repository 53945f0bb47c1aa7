"""Every page of people and places with what people should not send: a clear answer.

A visitor and a manager try every address; an author and an administrator those a manager does not enter.
"""

from urllib.parse import urlencode

import pytest

from tests.access import ACCESS, ROLES, SIGN_IN
from tests.access.world import address_of
from tests.pressing import FORM, forms_of, press, tried
from tests.test_hostile import VALUES, enter

pytestmark = pytest.mark.django_db
OURS = ("accounts:", "networks:", "reports:portfolio", "knowledge:activity_articles")
ODD = {
    "20 digits": VALUES["20 digits"],
    "markup, not UTF-8": VALUES["no UTF-8"] + VALUES["markup"],
}
TELLING = ODD | {"NUL": VALUES["NUL"]}
CLOSED = {"403", "404", "405", SIGN_IN}
PARAMETERS = (
    "q page state scope to keep drop year unit kind framework verdict organization next parent into ended_on "
    "word role district sort"
).split()
POSTED = (
    "people person role chosen code username to_organization moved_on left_on year organization file kind text "
    "answer reason seen add remove to framework save decision everyone token confirm lines policy"
).split()
TRIED = ("visitor", "manager", "author", "administrator")


def enters(name, role):
    """Return whether the table lets the role in, to read or to write."""
    answers = [column.split() for column in ACCESS[name][1:]]
    return any(one[ROLES.index(role) if len(one) > 1 else 0] not in CLOSED for one in answers)


def addresses(things, role):
    """Return the addresses of ours that are the role's to try, each with the thing it is about."""
    for name, row in ACCESS.items():
        is_its_own = role in TRIED[:2] or (enters(name, role) and not enters(name, "manager"))
        if name.startswith(OURS) and is_its_own:
            yield address_of(name, row[0], things)


def is_page(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("role", TRIED)
def test_every_form_of_every_page(client, world, role):
    enter(client, world, role)
    faults, seen = {}, set()
    for address in filter(lambda one: is_page(client, one), addresses(world.things, role)):
        for form in forms_of(client, address):
            key = form.action, *sorted(form.values)
            for name in () if key in seen else TELLING:
                faults[key, name] = press(client, form, form.written or set(form.values), TELLING[name])
            seen.add(key)

    assert faults
    assert {key: fault for key, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("role", TRIED)
def test_every_address_with_odd_questions_and_bodies(client, world, role):
    enter(client, world, role)
    faults = {}
    for address in addresses(world.things, role):
        for name, value in ODD.items():
            query = urlencode(dict.fromkeys(PARAMETERS, value))
            body = urlencode(dict.fromkeys(POSTED, value))
            faults["get", address, name] = tried(client, "get", f"{address}?{query}")
            faults["post", address, name] = tried(client, "post", address, body, content_type=FORM)

    assert faults
    assert {key: fault for key, fault in faults.items() if fault} == {}
