"""The texts of the office: their versions, who may publish, and their acceptance once a year."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AuditEntry, PolicyAcceptance, PolicyText
from accounts.services import (
    accept_policies,
    accept_policy,
    load_first_policies,
    policies_to_accept,
    publish_policy,
    start_new_version,
)
from accounts.services.policies import current_fiscal_year
from tests.knowledge.desk import again

pytestmark = pytest.mark.django_db
PAGES = ("accounts:privacy_notice", "accounts:terms", "accounts:ethics_code")
ACCEPT = "accounts:policy_accept"


@pytest.fixture
def policies(db):
    load_first_policies()
    return {text.kind: text for text in PolicyText.objects.all()}


def test_loading_twice_brings_each_text_once(capsys):
    call_command("load_policies")
    call_command("load_policies")

    rows = PolicyText.objects.order_by("kind").values_list("kind", "version")
    assert list(rows) == [("ethics", 1), ("privacy", 1), ("terms", 1)]
    assert "left as they are" in capsys.readouterr().out


def test_a_text_the_office_changed_is_not_brought_back(policies):
    publish_policy(policy=start_new_version(policy=policies["terms"]), by=None)

    assert load_first_policies() == []


@pytest.mark.parametrize("name", PAGES)
def test_visitors_read_each_text_with_version_and_date(client, policies, name):
    page = client.get(reverse(name)).content.decode()

    assert page.count("<h1>") == 1
    assert "<time datetime=" in page
    assert "UNDEFINED" not in page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_a_text_says_so(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_an_earlier_version_stays_and_names_the_later(client, policies):
    first = policies["terms"]
    second = publish_policy(policy=start_new_version(policy=first), by=None)

    page = client.get(first.get_absolute_url()).content.decode()

    assert second.get_absolute_url() in page
    assert client.get(reverse("accounts:terms")).context["policy"] == second


def test_a_visitors_page_shows_a_new_version_at_once(client, policies):
    client.get(reverse("accounts:terms"))
    draft = start_new_version(policy=policies["terms"])
    draft.title = "ข้อตกลงฉบับใหม่"
    draft.save()
    publish_policy(policy=draft, by=None)

    assert "ข้อตกลงฉบับใหม่" in client.get(reverse("accounts:terms")).content.decode()


def test_nobody_reads_a_draft(client, policies):
    draft = start_new_version(policy=policies["terms"])

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_there_is_one_draft_of_a_kind(policies):
    first = start_new_version(policy=policies["terms"])

    assert start_new_version(policy=policies["terms"]) == first
    assert first.version == 2


def test_publishing_cleans_stamps_and_is_traced(policies, teacher):
    draft = start_new_version(policy=policies["terms"])
    PolicyText.objects.filter(pk=draft.pk).update(body="<p>ก</p><script>x</script>")

    published = publish_policy(policy=draft, by=teacher)

    assert published.body == "<p>ก</p>"
    assert published.published_by == teacher
    entry = AuditEntry.objects.filter(action="publish_policy", actor=teacher).get()
    assert entry.details == {"policy": draft.pk, "kind": "terms", "version": 2}


def test_publishing_twice_changes_nothing(policies, teacher):
    before = PolicyText.objects.values().get(kind="terms")

    publish_policy(policy=policies["terms"], by=teacher)

    assert PolicyText.objects.values().get(kind="terms") == before


def test_terms_and_ethics_wait_for_everyone_once_a_year(policies, teacher):
    assert [text.kind for text in policies_to_accept(teacher)] == ["terms", "ethics"]

    accept_policies(user=teacher)
    accept_policies(user=teacher)

    assert policies_to_accept(again(teacher)) == []
    assert PolicyAcceptance.objects.filter(user=teacher).count() == 2


def test_last_years_acceptance_does_not_stand(policies, teacher):
    accept_policies(user=teacher, year=current_fiscal_year() - 1)

    assert len(policies_to_accept(teacher)) == 2


def test_a_new_version_is_accepted_anew(policies, teacher):
    accept_policies(user=teacher)
    publish_policy(policy=start_new_version(policy=policies["ethics"]), by=None)

    assert [(text.kind, text.version) for text in policies_to_accept(teacher)] == [("ethics", 2)]


def test_services_accept_nothing(policies, teacher):
    teacher.is_service = True

    assert policies_to_accept(teacher) == []


def test_signing_in_leads_past_the_texts_and_on(client, policies, teacher):
    data = {"login": "teacher", "password": "secret-word"}

    answer = client.post(f"{reverse('account_login')}?next=/targets/", data)

    assert answer["Location"] == "/account/accept/?next=%2Ftargets%2F"
    assert client.get("/targets/").status_code == 200
    assert 'href="/targets/"' in client.get(answer["Location"]).content.decode()


def test_who_accepted_goes_straight_on(client, policies, teacher):
    accept_policies(user=teacher)

    answer = client.post(
        f"{reverse('account_login')}?next=/targets/", {"login": "teacher", "password": "secret-word"}
    )

    assert answer["Location"] == "/targets/"


def test_each_text_is_accepted_by_its_button(client, policies, teacher):
    client.force_login(teacher)
    address = f"{reverse(ACCEPT)}?next=/targets/"

    first = client.post(address, {"policy": policies["terms"].pk})
    second = client.post(address, {"policy": policies["ethics"].pk})

    assert [first["Location"], second["Location"]] == ["/account/accept/?next=%2Ftargets%2F", "/targets/"]
    assert policies_to_accept(again(teacher)) == []


@pytest.mark.parametrize("policy", ("", "0", "9" * 30, "ก", "\x00", "\ud800", "privacy"))
def test_a_wrong_text_is_not_accepted(client, policies, teacher, policy):
    client.force_login(teacher)

    answer = client.post(reverse(ACCEPT), {"policy": policy.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 302
    assert not PolicyAcceptance.objects.exists()


def test_the_notice_is_told_not_accepted(client, policies, teacher):
    client.force_login(teacher)

    client.post(reverse(ACCEPT), {"policy": policies["privacy"].pk})

    assert not PolicyAcceptance.objects.exists()


@pytest.mark.parametrize("address", ("https://evil.example/", "//evil.example", "http://[", "javascript:x"))
def test_later_leads_to_no_other_site(client, policies, teacher, address):
    client.force_login(teacher)

    page = client.get(reverse(ACCEPT), {"next": address})

    assert page.context["onward"] == "/"


def test_accepting_twice_at_once_is_one_row(policies, teacher):
    rows = {accept_policy(user=teacher, policy=policies["terms"]).pk for _time in range(2)}

    assert len(rows) == 1


def test_what_waits_stands_quietly_on_the_own_page(client, policies, teacher):
    client.force_login(teacher)
    address = reverse(ACCEPT)

    before = client.get(reverse("accounts:me")).content.decode()
    accept_policies(user=teacher)
    after = client.get(reverse("accounts:me")).content.decode()

    assert (address in before, address in after) == (True, False)
