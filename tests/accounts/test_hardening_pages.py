"""Small holes of pages: where they lead on, what they let a browser keep."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from accounts.services import load_first_policies, policies_to_accept

pytestmark = pytest.mark.django_db
NOWHERE = (
    "foo",
    "a b",
    "é",
    "?x",
    "#a",
    "accounts:me",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil",
    "http://[::1",
)


@pytest.mark.parametrize("wanted", NOWHERE)
def test_after_accepting_only_pages_of_the_site_are_opened(client, teacher, wanted):
    load_first_policies()
    client.force_login(teacher)
    page = f"{reverse('accounts:policy_accept')}?{urlencode({'next': wanted})}"

    while waiting := policies_to_accept(teacher):
        answer = client.post(page, {"policy": waiting[0].pk, "is_accepted": "on"})
        assert answer.status_code == 302

    assert answer["Location"] == "/"
