"""A second step in a browser: an authenticator app with its recovery codes, a passkey of the device."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

WORD = "secret-word"
TARGETS = re.compile(r"^http://[^/]+/targets/$")


@pytest.fixture(autouse=True)
def strict(settings):
    settings.KMC_REQUIRE_SECOND_STEP = True


def come_in(visit, person):
    """Return a reader who signed in by the form."""
    reader = visit()
    reader.open("/account/login/?next=/targets/")
    reader.fill_sign_in(person)
    return reader


def confirm(reader):
    reader.page.wait_for_url("**/account/reauthenticate/**")
    reader.look()
    reader.page.fill("[name=password]", WORD)
    reader.page.click("main form button")


def code_of(secret, step=0):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1 + step]))


def enter_code(reader, code):
    reader.page.fill("[name=code]", code)
    reader.page.click("main form button")


@pytest.fixture
def device(visit, office):
    """An officer's browser on a device with a fingerprint, led to the set-up by the first page."""
    reader = come_in(visit, office.officer)
    reader.page.wait_for_url("**/account/second-step/")
    reader.look()
    chrome = reader.context.new_cdp_session(reader.page)
    chrome.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return reader


def test_an_app_is_set_up_and_asked_for(visit, office):
    reader = come_in(visit, office.officer)
    reader.page.wait_for_url("**/account/second-step/")
    reader.press("a[href='/account/2fa/totp/activate/']")
    confirm(reader)
    reader.page.wait_for_url("**/totp/activate/")
    reader.look()
    secret = reader.text(".set-up__key")
    enter_code(reader, code_of(secret))
    reader.page.wait_for_url("**/recovery-codes/")
    reader.look()
    codes = reader.texts(".codes code")
    reader.press("main a.button--primary", TARGETS)

    again = come_in(visit, office.officer)
    again.page.wait_for_url("**/account/2fa/authenticate/")
    again.look()
    enter_code(again, code_of(secret, 1))
    again.page.wait_for_url(TARGETS)

    lost = come_in(visit, office.officer)
    enter_code(lost, codes[0])
    lost.page.wait_for_url(TARGETS)
    assert len(codes) == 10


def test_a_passkey_is_added_and_opens_alone(device, office):
    device.press("a[href='/account/2fa/webauthn/add/']")
    confirm(device)
    device.page.wait_for_url("**/webauthn/add/")
    device.look()
    device.page.fill("[name=name]", "มือถือของฉัน")
    device.press("main form[data-passkey] button")
    device.page.wait_for_url("**/recovery-codes/")
    device.open("/account/safety/")
    assert device.text(".device__name") == "มือถือของฉัน"

    device.context.clear_cookies(name="kmc_session")
    device.open("/account/login/?next=/targets/")
    device.press("form[data-passkey] button", TARGETS)
    device.open("/account/sessions/")

    assert Authenticator.objects.filter(user=office.officer, type="webauthn").count() == 1


def test_a_device_that_refuses_is_told_in_words(visit, office):
    reader = visit()
    reader.open("/account/login/")
    chrome = reader.context.new_cdp_session(reader.page)
    chrome.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": False, "automaticPresenceSimulation": True}
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    reader.press("form[data-passkey] button")

    reader.page.wait_for_selector("[data-passkey-fault]:not([hidden])")
    reader.look()


def test_a_passkey_confirms_the_password(device, office):
    device.press("a[href='/account/2fa/webauthn/add/']")
    confirm(device)
    device.page.wait_for_url("**/webauthn/add/")
    device.press("main form[data-passkey] button")
    device.page.wait_for_url("**/recovery-codes/")

    device.context.clear_cookies(name="kmc_session")
    device.open("/account/login/?next=/targets/")
    device.fill_sign_in(office.officer)
    device.page.wait_for_url("**/account/2fa/authenticate/")
    device.press("form[data-passkey] button", TARGETS)
