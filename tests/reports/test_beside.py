"""The figure beside the evidence of target 2.4: who of the staff accepted the code of ethics this year."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, PolicyText
from accounts.services import accept_policies, load_first_policies, publish_policy, start_new_version
from accounts.services.policies import current_fiscal_year
from reports.details import beside_of
from reports.metrics import METRICS_BY_SLUG, ethics_acceptances, scope_of
from tests.reports.conftest import make_person

ETHICS = METRICS_BY_SLUG["ethics-accepted"]


@pytest.fixture
def accepted(plan, teacher, school):
    """Let one of three accept; a leaver and a service account did, too."""
    load_first_policies()
    make_person("waiting", school)
    gone, robot = make_person("gone", school), make_person("robot", school, is_service=True)
    for person in (teacher, gone, robot):
        accept_policies(user=person)
    gone.is_active = False
    gone.save()
    return teacher


def test_one_of_so_many_is_the_length_of_the_list(target, accepted):
    beside = beside_of(target("2.4"))

    assert (beside.chosen_value, beside.total) == (1, 2)
    assert [row.user for row in ethics_acceptances(beside.scope)] == [accepted]


def test_another_year_another_version_and_other_texts_do_not_count(plan, teacher, accepted, school):
    accept_policies(user=make_person("late", school), year=current_fiscal_year() - 1)
    assert ETHICS.value(scope_of(plan)) == 1

    code = PolicyText.objects.current("ethics")
    publish_policy(policy=start_new_version(policy=code), by=None)
    assert ETHICS.value(scope_of(plan)) == 0


def test_the_target_has_no_number_and_keeps_its_evidence(client, target, accepted):
    page = client.get(target("2.4").get_absolute_url())

    assert page.context["metric"] is None
    assert "data-value" not in page.content.decode()
    assert page.context["beside"].total == 2


@pytest.mark.parametrize("role", ("visitor", "teacher", "officer"))
def test_names_are_for_officers(client, target, accepted, officer, teacher, role):
    people = {"teacher": teacher, "officer": officer}
    if role in people:
        client.force_login(people[role])

    page = client.get(target("2.4").get_absolute_url())
    files = [
        client.get(reverse(f"reports:target_rows_{kind}", args=[target("2.4").pk]))
        for kind in ("csv", "xlsx")
    ]

    assert page.context["may_see_rows"] == (role == "officer")
    expected = {"visitor": 302, "teacher": 403, "officer": 200}[role]
    assert [file.status_code for file in files] == [expected] * 2


def test_page_and_file_show_the_same_people(client, target, accepted, officer):
    accept_policies(user=officer)
    client.force_login(officer)

    page = client.get(target("2.4").get_absolute_url())
    file = client.get(reverse("reports:target_rows_csv", args=[target("2.4").pk])).getvalue().decode()

    entry = AuditEntry.objects.get(action="export")
    assert (entry.actor, entry.details) == (officer, {"what": "ethics-accepted"})
    names = [cells[0].value for cells in page.context["rows"]]
    assert len(names) == page.context["beside"].chosen_value == 2
    assert all(name in file for name in names)


@pytest.mark.parametrize("code", ("3.3", "3.1"))
def test_other_targets_without_a_number_have_none(client, target, officer, code):
    client.force_login(officer)

    assert beside_of(target(code)) is None
    assert client.get(reverse("reports:target_rows_csv", args=[target(code).pk])).status_code == 404
