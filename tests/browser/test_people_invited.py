"""A school brings its people in: a pasted list, printed slips, and a colleague who starts with one of them."""

import re
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from accounts.models import Invitation, User
from tests.browser.places import EVERYWHERE, ONCE_EACH

GIVEN = "สมชาย สมหญิง วิชัย มานี ปิติ สุดา ประเสริฐ อรทัย บุญมี จันทร์เพ็ญ".split()
FAMILY = "ใจดี แสงทอง ศรีสุข".split()
NAMES = [f"{given} {family}" for family in FAMILY for given in GIVEN]
LIST = "\n".join(f"นาย{name}, ครู" for name in NAMES)
PASSWORD = "ฝนตกที่น้ำยืนทุกวันศุกร์"
PRINTED_PAGE = re.compile(rb"/Type /Page\b")


def invite(reader):
    """Paste the list, confirm it, make the slips: three steps. Return the slips."""
    reader.open("/me/")
    reader.press("main a[href$='/people/'][href^='/organizations/']", "**/people/")
    reader.look()
    reader.press("a[href$='/people/add/list/']", "**/people/add/list/")
    reader.look()
    reader.page.focus("[name=lines]")
    passed = reader.fill_by_keyboard(LIST)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_selector("[data-count=new]")
    reader.look()
    found = [reader.text(f"[data-count={verdict}]") for verdict in ("new", "here", "wrong")]
    reader.press("button[name=confirm]", "**/people/?state=unused")
    reader.look()
    listed = reader.number("[data-total]", "total")
    reader.press("form.staff-note button", "**/people/slips/")
    reader.look()
    keys = zip(reader.texts(".slip__keys dd:first-of-type"), reader.texts(".slip__code"), strict=True)
    return SimpleNamespace(passed=passed, found=found, listed=listed, keys=list(keys))


def start(reader, username, code):
    """Enter what stands on the slip, by keyboard, from the page to sign in."""
    reader.open("/account/login/")
    reader.press("main a[href='/account/start/']", "**/account/start/")
    reader.look()
    reader.page.focus("[name=username]")
    passed = reader.fill_by_keyboard(username)
    reader.page.keyboard.insert_text(code)
    reader.page.keyboard.press("Enter")
    return passed


def set_password(reader):
    reader.page.wait_for_selector("[name=new_password1]")
    reader.look()
    reader.page.focus("[name=new_password1]")
    passed = reader.fill_by_keyboard(PASSWORD, PASSWORD)
    while reader.page.evaluate("document.activeElement.tagName") == "A":  # the texts, to be read
        reader.page.keyboard.press("Tab")
    passed += reader.fill_by_keyboard("")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/me/")
    return passed


@pytest.mark.parametrize("size, language", EVERYWHERE)
def test_thirty_colleagues_in_three_steps(visit, manager, other_school):
    reader = visit(manager)
    slips = invite(reader)
    codes = {code for _username, code in slips.keys}
    sheets = [reader.count(f".slips__sheet:nth-of-type({number}) .slip") for number in (1, 2, 3, 4)]

    assert (slips.passed, slips.found, slips.listed) == (["lines"], ["30", "0", "0"], 30)
    assert (len(codes), sheets) == (30, [8, 8, 8, 6])
    assert len(PRINTED_PAGE.findall(reader.page.pdf(prefer_css_page_size=True))) == 4
    assert User.objects.filter(closed_because="invited", is_active=False).count() == 30
    assert not [address for address in reader.addresses for code in codes if code in address]
    assert reader.status_of(f"/organizations/{other_school.pk}/people/add/list/") == 403


@pytest.mark.parametrize("size, language", ONCE_EACH[:1])
def test_slips_are_not_shown_again(visit, manager):
    reader = visit(manager, is_careful=False)
    invite(reader)
    before = set(Invitation.objects.values_list("code_hash", flat=True))

    reader.page.reload()
    shown = reader.count(".slip")

    assert (shown, set(Invitation.objects.values_list("code_hash", flat=True))) == (0, before)


@pytest.mark.parametrize("size, language", ONCE_EACH)
def test_colleague_starts_with_a_slip(visit, manager):
    call_command("load_policies", verbosity=0)
    username, code = invite(visit(manager, is_careful=False)).keys[7]
    colleague = visit()

    passed = start(colleague, username, code) + set_password(colleague)
    colleague.look()

    started = User.objects.get(username=username)
    assert passed == ["username", "new_password1", "new_password2", "is_accepted"]
    assert (started.is_active, started.check_password(PASSWORD)) == (True, True)
    assert started.policy_acceptances.count() == 2
    assert User.objects.filter(closed_because="invited", is_active=False).count() == 29
    assert not [address for address in colleague.addresses if code in address]

    another = visit()
    start(another, username, code)
    another.page.wait_for_selector("main .errorlist")
    another.look()
    assert another.page.url.endswith("/account/start/")
