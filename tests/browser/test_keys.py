"""A teacher makes a key for a program, copies it, and revokes it."""

import re

import pytest

from accounts.services.tokens import find_token
from tests.browser.places import ONCE_EACH


@pytest.mark.parametrize("size, language", ONCE_EACH)
def test_a_key_is_made_and_revoked(visit, office):
    reader = visit(office.teacher)
    reader.open("/me/tokens/")
    reader.page.locator("main .empty a.button").click()
    reader.page.wait_for_url("**/account/reauthenticate/**")
    reader.page.fill("[name=password]", "secret-word")
    reader.page.locator("main form button").first.click()
    reader.page.wait_for_url("**/me/tokens/new/")
    reader.look()

    reader.page.fill("[name=name]", "เว็บไซต์โรงเรียน")
    reader.page.locator("[name=scopes]").first.check()
    reader.page.locator("main form button").click()
    reader.page.wait_for_selector("main .new-key")
    reader.look()
    secret = re.search(r"kmc_\S{43}", reader.page.inner_text("main .new-key").replace("\n", ""))[0]
    assert find_token(secret)

    reader.page.locator("main .actions a").first.click()
    reader.page.locator(".device .actions a").click()
    reader.look()
    reader.page.locator("main form button").click()
    reader.page.wait_for_url("**/me/tokens/")
    assert find_token(secret) is None
