"""Lists of people and places take the same number of queries for three rows and for thirty."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, SkillRecord, StaffProfile
from accounts.services import ask_privacy, create_person, grant_role
from accounts.services.development import add_line, start_plan
from networks.models import NetworkSchool, SchoolNetwork
from networks.services import give_network
from tests.accounts.lists import with_role
from tests.accounts.survey_desk import hand_in, make_survey
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(office):
    return with_role("chief", "administrator", office)


def add_people(office, school, survey, network, numbers):
    """Give each list one row more for each number."""
    for number in numbers:
        person = make_person(f"p{number}", school, f"สมชาย{number}")
        StaffProfile.objects.filter(user=person).update(staff_kind="teacher")
        SkillRecord.objects.create(user=person, skill="it_use", title="อบรม")
        SkillRecord.objects.create(
            user=person,
            skill="it_use",
            title="อบรม",
            confirmed_by=survey.opened_by,
            confirmed_on=timezone.localdate(),
        )
        plan = start_plan(by=person, year=timezone.localdate().year)
        add_line(plan=plan, by=person, topic="การอ่าน", method="self")
        ask_privacy(user=person, kind="correction", text="ก")
        hand_in(survey, person)
        grant_role(user=person, role="reviewer", organization=school)
        give_network(network=network, user=person)
        create_person(by=None, organization=school, given_name=f"ใหม่{number}")
        unit = Organization.objects.create(kind="school", name=f"โรงเรียน {number}", parent=office)
        NetworkSchool.objects.create(network=network, school=unit)


@pytest.fixture
def pages(office, school, chief):
    grant_role(user=chief, role="manager", organization=school)
    survey = make_survey(office, opened_by=chief)
    network = SchoolNetwork.objects.create(name="เครือข่าย", organization=office)
    addresses = {
        "people": reverse("accounts:person_list") + "?q=สมชาย",
        "units": reverse("accounts:organization_list"),
        "unit": reverse("accounts:organization_detail", args=[school.pk]),
        "staff": reverse("accounts:organization_people", args=[office.pk]),
        "roles": reverse("accounts:role_list"),
        "merge": reverse("accounts:people_merge") + "?q=สม",
        "privacy": reverse("accounts:privacy_request_list"),
        "skills": reverse("accounts:skill_queue"),
        "confirmed": reverse("accounts:skill_queue") + "?state=confirmed",
        "plans": reverse("accounts:development_list"),
        "shares": reverse("accounts:development_units"),
        "team": reverse("accounts:survey_team", args=[survey.pk]),
        "results": reverse("accounts:survey_results", args=[survey.pk]),
        "coordinators": reverse("networks:network_coordinators", args=[network.pk]),
        "me": reverse("accounts:me"),
        "admin": reverse("admin:index"),
    }
    lists = (
        "user organization rolegrant skillrecord developmentplan privacyrequest auditentry competencysurvey"
    )
    addresses |= {f"admin {one}": reverse(f"admin:accounts_{one}_changelist") for one in lists.split()}
    return addresses, lambda numbers: add_people(office, school, survey, network, numbers)


def counted(client, addresses):
    found = {}
    for name, address in addresses.items():
        for alias in ("default", "pages"):
            caches[alias].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, name
        found[name] = len(queries)
    return found


def test_lists_take_the_same_queries_at_two_sizes(client, chief, pages):
    addresses, fill = pages
    client.force_login(chief)
    fill(range(4))
    few = counted(client, addresses)

    fill(range(4, 24))

    assert {
        name: (few[name], count) for name, count in counted(client, addresses).items() if count > few[name]
    } == {}
    assert max(few.values()) <= 40
