"""Who looks after the people of a place: a school, another school, the whole area."""

import pytest

from accounts.models import Organization
from accounts.services import grant_role
from tests.browser.reader import DESKTOP, PHONE
from tests.knowledge.desk import make_person

EVERYWHERE = ((PHONE, "th"), (PHONE, "en"), (DESKTOP, "th"), (DESKTOP, "en"))
ONCE_EACH = ((PHONE, "th"), (DESKTOP, "en"))


def with_role(username, role, organization):
    person = make_person(username, organization, given=username)
    grant_role(user=person, role=role, organization=organization)
    return person


@pytest.fixture
def manager(office):
    """Return who looks after the people of the school."""
    return with_role("manager", "manager", office.school)


@pytest.fixture
def other_school(office):
    return Organization.objects.create(kind="school", name="โรงเรียนบ้านโนนสูง", parent=office.plan.organization)


@pytest.fixture
def head(other_school):
    """Return who looks after the people of the other school."""
    return with_role("head", "manager", other_school)


@pytest.fixture
def administrator(office):
    """Return who looks after the whole area."""
    return with_role("area", "administrator", office.plan.organization)
