"""People with keys, and articles to read, for the tests of the programming interface."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import ApiToken
from accounts.services.tokens import make_token
from reports.models import Plan
from tests.knowledge.desk import published

EVERY_SCOPE = ApiToken.Scope.values


def key_of(person, scopes=EVERY_SCOPE, organization=None, days=30):
    """Return a new key of the person, or of the unit."""
    if organization:
        scopes = [scope for scope in scopes if scope in ApiToken.OF_UNITS]
    day = timezone.localdate() + timedelta(days=days)
    return make_token(by=person, name="ระบบ", scopes=list(scopes), expires_on=day, organization=organization)[
        1
    ]


def asking(client, key=None):
    """Return a function that asks the interface, with the key where there is one."""
    headers = {"authorization": f"Bearer {key}"} if key else {}

    def ask(path, query=None, **more):
        return client.get(f"/api/v1{path}", query or {}, headers=headers | more)

    return ask


@pytest.fixture
def ask(client):
    """A visitor at the interface."""
    return asking(client)


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer, title="อ่านคล่องทั้งห้อง", visibility="public")


@pytest.fixture
def staff_article(teacher, reviewer):
    return published(teacher, reviewer, title="เฉพาะบุคลากร", visibility="staff")


@pytest.fixture
def plan(db):
    call_command("load_plans", verbosity=0)
    return Plan.objects.get(code="kmc-2568")


@pytest.fixture
def target_of_articles(plan):
    return plan.targets.get(metric="published-articles")


@pytest.fixture
def target_of_people(plan):
    return plan.targets.get(metric="portal-users")
