"""ID-Plans for the tests: a draft with a line, one that waits, one that is signed, and who signs."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import DevelopmentPlan
from accounts.services import development as service
from accounts.services import grant_role, sync_roles
from tests.knowledge.desk import make_person

YEAR = 2026  # fiscal year 2569: 1 October 2025 to 30 September 2026
FULL = {"method": "self", "how": "อ่านคู่มือ", "goal": "อ่านคล่อง", "ends_on": date(2026, 3, 31)}


def stored(plan):
    return DevelopmentPlan.objects.get(pk=plan.pk)


def address(name, thing):
    return reverse(f"accounts:development_{name}", args=[thing.pk])


def titles(plan):
    return [line.title for line in plan.activities.all()]


def manager_of(organization, username="manager"):
    sync_roles()
    person = make_person(username, organization, "ประเสริฐ", "ดีงาม")
    grant_role(user=person, role="manager", organization=organization)
    return person


@pytest.fixture
def in_january(time_machine):
    time_machine.move_to("2026-01-15 09:00+07:00", tick=True)


@pytest.fixture
def manager(school):
    return manager_of(school)


@pytest.fixture
def plan(teacher):
    plan = service.start_plan(by=teacher, year=YEAR)
    service.add_line(plan=plan, by=teacher, topic="การอ่าน", **FULL)
    return stored(plan)


@pytest.fixture
def waiting(plan, teacher):
    return service.submit_plan(plan=plan, by=teacher)


@pytest.fixture
def signed(waiting, manager):
    return service.sign_plan(plan=waiting, by=manager, seen=waiting.seen)
