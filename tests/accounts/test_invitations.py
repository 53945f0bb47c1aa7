"""One-time codes: slips and links are made once, work once, and tell nothing to who guesses."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Invitation, PolicyText, User
from accounts.services import (
    create_person,
    find_invitation,
    grant_role,
    invite_people,
    inviting,
    leave_office,
    open_account,
    publish_policy,
    sync_roles,
)
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "ดอกบัวบานยามเช้า"
START = "/account/start/"


@pytest.fixture
def manager(school):
    sync_roles()
    person = make_person("manager", school, "มานะ", "อดทน")
    grant_role(user=person, role="manager", organization=school)
    return person


@pytest.fixture
def newcomer(school):
    return create_person(
        by=None, organization=school, given_name="ปิติ", family_name="ชูใจ", email="piti@example.org"
    )


@pytest.fixture
def code(newcomer, manager):
    [(_person, code)] = invite_people(users=[newcomer], by=manager)
    return code


def address_of(unit, name):
    return reverse(f"accounts:{name}", args=[unit.pk])


def words(response):
    return " ".join(str(message) for message in response.context["messages"])


# --- codes ------------------------------------------------------------------------------------------------------------


def test_only_a_hash_of_the_code_is_kept(newcomer, manager, code):
    kept = Invitation.objects.get(user=newcomer)

    assert re.fullmatch("[ACDEFGHJKMNPQRTVWXY34679]{5}-[ACDEFGHJKMNPQRTVWXY34679]{5}", code)
    assert code.replace("-", "") not in str(vars(kept))
    assert kept.expires_at - kept.created_at == timedelta(days=30)
    assert [
        (entry.actor, entry.person, entry.details) for entry in AuditEntry.objects.filter(action="invite")
    ] == [(manager, newcomer, {})]


def test_a_new_code_replaces_the_old(newcomer, manager, code):
    [(_person, newer)] = invite_people(users=[newcomer], by=manager)

    assert find_invitation(code=code) is None
    assert find_invitation(code=newer.lower().replace("-", " ")).user == newcomer


def test_who_uses_the_account_gets_no_code(manager, teacher):
    assert invite_people(users=[teacher, manager], by=manager) == []


@pytest.mark.parametrize("login", ("unit", "piti@example.org", "PITI@example.org", " piti "))
def test_name_or_address_fits_the_code(newcomer, code, login):
    fits = "piti" in login.lower()

    assert (find_invitation(code=code, login=login) is not None) == fits


# --- slips ------------------------------------------------------------------------------------------------------------


def test_slips_are_shown_once(client, school, manager, newcomer):
    client.force_login(manager)
    choice = {"people": [newcomer.pk], "token": "one"}

    first = client.post(address_of(school, "organization_slips"), choice)
    kept = Invitation.objects.get()
    again = client.post(address_of(school, "organization_slips"), choice)

    assert first.context["total"] == 1
    assert "no-store" in first["Cache-Control"]
    assert f"http://testserver{START}" in first.content.decode()
    assert Invitation.objects.get() == kept
    assert "sheets" not in again.context
    assert "sheets" not in client.get(address_of(school, "organization_slips")).context


def test_eight_slips_stand_on_a_page_and_none_is_in_session_or_message(client, school, manager):
    for number in range(9):
        create_person(by=None, organization=school, given_name=f"ครู{number}", family_name="ใจดี")
    client.force_login(manager)

    page = client.post(address_of(school, "organization_slips"), {"everyone": "1", "token": "x"})

    codes = [code for sheet in page.context["sheets"] for _person, code in sheet]
    assert [len(sheet) for sheet in page.context["sheets"]] == [8, 1]
    assert len(set(codes)) == 9
    assert not any(code in str(dict(client.session)) for code in codes)


# --- mail -------------------------------------------------------------------------------------------------------------


def test_a_link_by_mail_opens_the_account(client, school, manager, newcomer):
    client.force_login(manager)
    client.post(address_of(school, "organization_mail"), {"people": [newcomer.pk]})
    client.logout()
    [letter] = mail.outbox
    link = re.search(r"http://testserver(\S+)", letter.body)[1]

    response = client.get(link)
    page = client.get(START)

    assert (response.status_code, response["Location"]) == (302, START)
    assert link.split("/")[3] not in page.content.decode() + letter.subject + str(dict(client.session))
    assert page.context["person"] == newcomer
    assert Invitation.objects.get().is_mailed


def test_mail_that_fails_leaves_the_invitation_and_says_so(client, school, manager, newcomer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(manager)

    response = client.post(address_of(school, "organization_mail"), {"people": [newcomer.pk]}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Invitation.objects.get(user=newcomer).is_mailed


def test_who_has_no_address_is_named_by_number(client, school, manager):
    person = create_person(by=None, organization=school, given_name="ปิติ", family_name="ชูใจ")
    client.force_login(manager)

    response = client.post(address_of(school, "organization_mail"), {"people": [person.pk]}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    assert mail.outbox == []


def messages_of(client, unit, people, name="organization_mail"):
    client.cookies["kmc_language"] = "en"
    response = client.post(address_of(unit, name), {"people": [one.pk for one in people]}, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_a_link_of_a_moment_ago_stays_good(client, school, manager, newcomer):
    client.force_login(manager)
    first = messages_of(client, school, [newcomer])
    kept = Invitation.objects.get()

    second = messages_of(client, school, [newcomer])

    at = timezone.localtime(kept.created_at)
    assert first == ["1 link is on its way."]
    next_at = f"{at + timedelta(minutes=10):%H:%M}"
    assert second[0].startswith(f"1 person was sent a link at {at:%H:%M} already; it still works.")
    assert second[0].endswith(f"Another can be sent after {next_at}.")
    assert (Invitation.objects.get(), len(mail.outbox)) == (kept, 1)


def test_a_link_is_sent_again_after_ten_minutes(client, school, manager, newcomer):
    client.force_login(manager)
    messages_of(client, school, [newcomer])
    Invitation.objects.update(created_at=timezone.now() - timedelta(minutes=11))

    assert messages_of(client, school, [newcomer]) == ["1 link is on its way."]


def test_a_link_that_did_not_leave_is_sent_again_at_once(client, school, manager, newcomer, code):
    client.force_login(manager)

    assert messages_of(client, school, [newcomer]) == ["1 link is on its way."]


def test_one_person_sends_so_many_links_a_day(client, school, manager, newcomer, monkeypatch):
    monkeypatch.setattr(inviting, "MOST_MAILS_A_DAY", 1)
    client.force_login(manager)
    messages_of(client, school, [newcomer])
    other = create_person(by=None, organization=school, given_name="ปอง", email="pong@example.org")

    told = messages_of(client, school, [other])

    assert told == ["At most 1 links are sent by one person a day; 0 are left for today."]
    assert (len(mail.outbox), Invitation.objects.filter(user=other).exists()) == (1, False)


def test_one_person_makes_so_many_codes_a_day(client, school, manager, newcomer, code, monkeypatch):
    monkeypatch.setattr(inviting, "MOST_CODES_A_DAY", 1)
    client.force_login(manager)

    told = messages_of(client, school, [newcomer], "organization_slips")

    assert told == ["At most 1 codes are made by one person a day; 0 are left for today."]
    assert find_invitation(code=code).user == newcomer


def test_codes_of_yesterday_and_of_others_do_not_count(school, manager, newcomer, teacher, code, monkeypatch):
    monkeypatch.setattr(inviting, "MOST_CODES_A_DAY", 1)
    assert len(invite_people(users=[newcomer], by=teacher)) == 1
    monkeypatch.setattr(inviting, "start_of_today", lambda: timezone.now() + timedelta(seconds=1))

    assert len(invite_people(users=[newcomer], by=manager)) == 1


# --- starting ---------------------------------------------------------------------------------------------------------


def start(client, username, code, password=PASSWORD):
    client.post(START, {"username": username, "code": code})
    return client.post(START, {"new_password1": password, "new_password2": password})


def test_a_person_starts_with_the_slip(client, newcomer, code):
    before = client.session.session_key

    response = start(client, newcomer.username, code.lower())

    opened = User.objects.get(pk=newcomer.pk)
    assert (opened.is_active, opened.closed_because) == (True, "")
    assert opened.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert client.session.session_key != before
    assert Invitation.objects.get().used_at is not None
    assert response["Location"] == "/me/"


def test_a_code_works_once(client, newcomer, code):
    start(client, newcomer.username, code)
    client.logout()

    start(client, newcomer.username, code, "another long sentence")

    assert User.objects.get(pk=newcomer.pk).check_password(PASSWORD)
    assert "_auth_user_id" not in client.session


def test_two_browsers_with_one_code_open_it_once(newcomer, code):
    first, second = find_invitation(code=code), find_invitation(code=code)

    assert open_account(invitation=first, password=PASSWORD) == newcomer
    assert open_account(invitation=second, password="something else!") is None
    assert User.objects.get(pk=newcomer.pk).check_password(PASSWORD)


def test_every_failure_reads_the_same(client, newcomer, code, manager, teacher):
    old = create_person(
        by=None, organization=newcomer.profile.organization, given_name="เก่า", family_name="แก่"
    )
    [(_person, late)] = invite_people(users=[old], by=manager)
    Invitation.objects.filter(user=old).update(expires_at=timezone.now() - timedelta(seconds=1))
    tries = (
        (newcomer.username, "AAAAA-AAAAA"),
        (old.username, late),
        ("nobody", code),
        (teacher.username, code),
    )

    sentences = {
        str(client.post(START, {"username": name, "code": typed}).context["form"].non_field_errors())
        for name, typed in tries
    }

    assert len(sentences) == 1
    assert client.get(f"{START}AAAAA-AAAAA/", follow=True).context["form"].is_bound is False


def test_attempts_are_limited_by_account(client, newcomer, code):
    for _attempt in range(5):
        client.post(START, {"username": newcomer.username, "code": "AAAAA-AAAAA"})

    client.post(START, {"username": newcomer.username.upper(), "code": code})

    assert "account_start" not in client.session


def test_an_account_in_use_is_not_taken_over(client, newcomer, code):
    User.objects.filter(pk=newcomer.pk).update(is_active=True, closed_because="")

    start(client, newcomer.username, code)

    assert not User.objects.get(pk=newcomer.pk).has_usable_password()


def test_a_code_dies_with_leaving_even_after_a_return(client, newcomer, code):
    leave_office(person=newcomer, by=None)
    User.objects.filter(pk=newcomer.pk).update(closed_because="invited")

    assert find_invitation(code=code) is None


@pytest.mark.parametrize("password", ("", "short", "1234567890", "x" * 201, "\x00" * 12))
def test_a_bad_password_opens_nothing(client, newcomer, code, password):
    response = start(client, newcomer.username, code, password)

    assert list(response.context["form"].errors)
    assert not User.objects.get(pk=newcomer.pk).is_active


def test_terms_are_accepted_where_there_are_any(client, newcomer, code):
    text = PolicyText.objects.create(kind="terms", version=1, title="ข้อตกลง", body="<p>สุภาพ</p>")
    publish_policy(policy=text, by=None)

    refused = start(client, newcomer.username, code)
    data = {"new_password1": PASSWORD, "new_password2": PASSWORD, "is_accepted": "on"}
    client.post(START, data)

    assert list(refused.context["form"].errors) == ["is_accepted"]
    assert newcomer.policy_acceptances.get().policy == text


def test_an_old_step_is_forgotten(client, newcomer, code):
    client.post(START, {"username": newcomer.username, "code": code})
    session = client.session
    session["account_start"] = [session["account_start"][0], timezone.now().timestamp() - 1900]
    session.save()

    assert "person" not in client.get(START).context


@pytest.mark.parametrize("method", ("get", "post"))
def test_who_is_signed_in_is_asked_to_sign_out(client, teacher, newcomer, code, method):
    client.force_login(teacher)

    response = getattr(client, method)(START, {"username": newcomer.username, "code": code})

    assert response["Location"] == "/me/"
    assert client.get(f"{START}{code}/")["Location"] == "/me/"
    assert not User.objects.get(pk=newcomer.pk).is_active


@pytest.mark.parametrize("code", ("x" * 5000, "%00", "ก", "../../etc", "9" * 400))
def test_odd_links_are_answered(client, db, code):
    assert client.get(f"{START}{code}/").status_code in (302, 400, 404)
