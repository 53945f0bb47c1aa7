"""Every address × every role: what each gets by GET and by POST. A new address without a row fails."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access import ACCESS, PARTS, ROLES, SIGN_IN
from tests.access.world import address_of, restore

# Django's and allauth's own names; what allauth's pages ask for is tested in tests/accounts/test_sessions.py.
PACKAGES_OWN = ("admin:", "account_", "mfa_", "usersessions_", "socialaccount_", "google_", "openid_connect_")


def answer(response) -> str:
    """Return the status as the table writes it."""
    if response.status_code == 302 and "/account/login/" in response["Location"]:
        return SIGN_IN
    return str(response.status_code)


def asked(client, world, role, name, argument, method):
    """Return what the role gets, with nothing remembered from earlier requests."""
    caches["default"].clear()
    client.cookies.clear()
    if role != "visitor":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    response = getattr(client, method)(address_of(name, argument, world.things))
    if response.streaming:
        response.getvalue()  # reading a file to its end closes it
    return answer(response)


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ("get", "post"))
def test_address_answers_each_role_as_the_table_says(client, world, name, method):
    argument, by_get, by_post = ACCESS[name]
    expected = (by_get if method == "get" else by_post).split()
    expected = expected * len(ROLES) if len(expected) == 1 else expected

    answers = []
    for role in ROLES:
        answers.append(asked(client, world, role, name, argument, method))
        if method == "post":
            restore(world)

    assert " ".join(answers) == " ".join(expected)


def named_addresses(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_addresses(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_has_a_row():
    ours = {name for name in named_addresses(get_resolver()) if not name.startswith(PACKAGES_OWN)}

    assert ours - set(ACCESS) == set()


def test_no_address_stands_in_two_parts():
    assert sum(len(part.ACCESS) for part in PARTS) == len(ACCESS)
