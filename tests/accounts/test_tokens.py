"""Pages of keys: made after the password was typed again, shown once, revoked after a question."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiCall, ApiToken
from accounts.services import erase_person, grant_role, leave_office, merge_people
from accounts.services.tokens import MOST_TOKENS, digest_of, find_token, make_token
from tests.knowledge.desk import make_person
from tests.test_hostile import VALUES

PASSWORD = "secret-word"
KEY = re.compile(r"kmc_[A-Za-z0-9_-]{43}")
NEW = "accounts:token_create"


@pytest.fixture
def keeper(school):
    person = make_person("keeper", school, "สมหญิง", "ดีงาม")
    grant_role(user=person, role="manager", organization=school)
    return person


def come_in(client, person):
    """Sign in, and type the password once more, as the page asks."""
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def form(**fields):
    day = timezone.localdate() + timedelta(days=30)
    values = {"name": "เว็บไซต์สำนักงาน", "expires_on": f"{day.day}/{day.month}/{day.year + 543}"}
    return values | {"form_token": str(uuid.uuid4())} | fields


def made(person, **more):
    day = timezone.localdate() + timedelta(days=30)
    return make_token(by=person, name="ระบบ", **({"scopes": [], "expires_on": day} | more))


def test_a_key_is_shown_once_and_opens(client, teacher):
    come_in(client, teacher)

    page = client.post(reverse(NEW), form(scopes=["articles:read"])).content.decode()

    secret = KEY.search(page)[0]
    token = ApiToken.objects.get()
    assert find_token(secret) == token
    assert (token.user, token.scopes, token.digest) == (teacher, ["articles:read"], digest_of(secret))
    assert secret not in client.get(reverse("accounts:token_list")).content.decode()


def test_the_page_of_a_new_key_is_kept_nowhere(client, teacher):
    come_in(client, teacher)

    assert "no-store" in client.post(reverse(NEW), form())["Cache-Control"]


def test_a_form_sent_twice_makes_one_key(client, teacher):
    come_in(client, teacher)
    sent = form()

    client.post(reverse(NEW), sent)
    again = client.post(reverse(NEW), sent).content.decode()

    assert ApiToken.objects.count() == 1
    assert not KEY.search(again)
    assert "errorlist" in again


def test_the_password_is_asked_for_again(client, teacher):
    client.force_login(teacher)

    for method in (client.get, client.post):
        assert method(reverse(NEW))["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize(
    "fields",
    (
        {"name": ""},
        {"name": "x" * 101},
        {"scopes": ["everything"]},
        {"expires_on": "1/1/2560"},
        {"expires_on": "1/1/2599"},
        {"expires_on": "x"},
        {"form_token": "x"},
    ),
)
def test_what_cannot_be_is_said_in_the_form(client, teacher, fields):
    come_in(client, teacher)

    answer = client.post(reverse(NEW), form(**fields))

    assert (answer.status_code, ApiToken.objects.count()) == (200, 0)
    assert "errorlist" in answer.content.decode()


def test_so_many_keys_and_no_more(teacher):
    for _number in range(MOST_TOKENS):
        made(teacher)

    with pytest.raises(ValidationError):
        made(teacher)


def test_a_unit_has_keys_that_never_read_rows(client, keeper, school):
    come_in(client, keeper)
    address = reverse("accounts:organization_token_create", args=[school.pk])

    refused = client.post(address, form(scopes=["rows:read"]))
    page = client.post(address, form(scopes=["articles:read"])).content.decode()

    assert "errorlist" in refused.content.decode()
    token = ApiToken.objects.get()
    assert (token.organization, token.user, token.made_by) == (school, None, keeper)
    assert KEY.search(page)


def test_nobody_makes_keys_of_units_they_do_not_look_after(client, teacher, keeper, school, other_school):
    for person, unit in ((teacher, school), (keeper, other_school)):
        come_in(client, person)

        address = reverse("accounts:organization_token_create", args=[unit.pk])
        assert client.post(address, form()).status_code == 403


def test_revoking_asks_first(client, teacher):
    client.force_login(teacher)
    token, secret = made(teacher)
    address = reverse("accounts:token_revoke", args=[token.pk])

    assert client.get(address).status_code == 200
    assert find_token(secret) == token
    assert client.post(address)["Location"] == reverse("accounts:token_list")
    assert find_token(secret) is None


def test_only_the_owner_and_who_looks_after_the_unit_revoke(client, teacher, colleague, keeper, school):
    own, of_unit = made(teacher)[0], made(keeper, organization=school)[0]

    def asked(person, token):
        client.force_login(person)
        return client.post(reverse("accounts:token_revoke", args=[token.pk])).status_code

    assert [asked(person, own) for person in (colleague, keeper, teacher)] == [403, 403, 302]
    assert [asked(person, of_unit) for person in (teacher, keeper)] == [403, 302]


def test_list_says_what_each_key_is_and_how_much_it_is_used(client, keeper, school):
    client.force_login(keeper)
    token, _secret = made(keeper, organization=school, scopes=["figures:read"])
    ApiCall.objects.create(token=token, day=timezone.localdate(), count=1234)
    ApiToken.objects.update(last_used_on=timezone.localdate())

    page = client.get(reverse("accounts:organization_tokens", args=[school.pk])).content.decode()

    assert token.prefix in page
    assert "1,234" in page
    assert keeper.full_name in page


@pytest.mark.parametrize("number", (4, 20))
def test_list_costs_the_same_however_long(client, teacher, number, django_assert_num_queries):
    client.force_login(teacher)
    for _number in range(number):
        made(teacher)
    client.get(reverse("accounts:token_list"))

    with django_assert_num_queries(5):
        page = client.get(reverse("accounts:token_list"))

    assert page.content.decode().count('class="device"') == number


def test_keys_end_when_the_account_is_merged_or_erased(teacher, colleague, keeper, school, office):
    administrator = make_person("admin", office, is_superuser=True, is_staff=True)
    of_teacher, of_colleague = made(teacher)[1], made(colleague)[1]
    of_unit = made(keeper, organization=school)[1]

    merge_people(keep=colleague, drop=teacher, by=administrator)
    erase_person(person=keeper, by=administrator)
    leave_office(person=colleague, by=administrator)

    assert [find_token(one) for one in (of_teacher, of_colleague, of_unit)] == [None, None, None]


def test_administration_shows_keys_and_never_the_digest(client, teacher, office):
    token, _secret = made(teacher)
    client.force_login(make_person("admin", office, is_superuser=True, is_staff=True))

    pages = [
        client.get(f"/admin/accounts/{path}")
        for path in ("apitoken/", f"apitoken/{token.pk}/change/", "apicall/")
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert token.prefix in pages[0].content.decode()
    assert token.digest not in pages[1].content.decode()


@pytest.mark.parametrize("field", ("name", "scopes", "expires_on", "form_token"))
def test_the_form_takes_anything(client, teacher, field):
    come_in(client, teacher)

    answers = [
        client.post(reverse(NEW), form(**{field: value.decode("latin-1")})).status_code
        for value in VALUES.values()
    ]

    assert set(answers) == {200}


@pytest.mark.parametrize("key", (0, 999999, 10**17))
def test_keys_that_are_not_there(client, teacher, key):
    client.force_login(teacher)

    assert client.get(f"/tokens/{key}/revoke/").status_code == 404
