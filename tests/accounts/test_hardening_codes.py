"""A code of an authenticator app is good for one browser, also where two send it in the same moment."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.accounts.test_second_step import code_of, officer, secret, sign_in  # noqa: F401

pytestmark = pytest.mark.django_db


class SeenTooLate:
    """The cache as two requests of the same moment see it: neither finds what the other writes."""

    def get(self, key):
        return None

    def __getattr__(self, name):
        return getattr(cache, name)


def test_one_code_at_the_same_moment_opens_one_browser(officer, secret, monkeypatch):  # noqa: F811
    monkeypatch.setattr("accounts.forms.signing_in.cache", SeenTooLate())
    code, browsers = code_of(secret, step=1), (Client(), Client())

    for browser in browsers:
        sign_in(browser, officer)
        browser.post(reverse("mfa_authenticate"), {"code": code})

    assert ["_auth_user_id" in browser.session for browser in browsers] == [True, False]
