"""An office with its plans on a fixed day, and the least things that can be counted."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.core.cache import caches
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Organization, SkillRecord, StaffProfile, User
from accounts.services import grant_role, record_use, sync_roles
from knowledge.models import Article, Authorship
from reports.models import Plan

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def fixed_day():
    """Stop the clock within the active plan, and forget what earlier tests counted."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    caches["pages"].clear()
    with time_machine.travel(datetime(2026, 11, 21, 5, 0, tzinfo=timezone.get_fixed_timezone(0)), tick=False):
        yield TODAY


@pytest.fixture
def plan(db):
    sync_roles()
    call_command("load_plans", verbosity=0)
    return Plan.objects.get(code="kmc-2568")


@pytest.fixture
def office(plan):
    return plan.organization


@pytest.fixture
def school(office):
    return make_unit(office, "โรงเรียนบ้านตัวอย่าง")


@pytest.fixture
def target(plan):
    """Return the target of the active plan with a number in the plan."""
    return lambda code: plan.targets.select_related("plan__organization").get(code=code)


@pytest.fixture
def teacher(school):
    return make_person("teacher", school)


@pytest.fixture
def officer(office):
    person = make_person("officer", office)
    grant_role(user=person, role="officer", organization=office)
    return person


@pytest.fixture
def school_officer(school):
    """An officer of one school only."""
    person = make_person("schoolofficer", school)
    grant_role(user=person, role="officer", organization=school)
    return person


def make_unit(parent, name, kind="school"):
    return Organization.objects.create(parent=parent, kind=kind, name=name)


def make_person(username, organization=None, **fields):
    person = User.objects.create(username=username, given_name=f"ชื่อ {username}", **fields)
    if organization:
        StaffProfile.objects.create(user=person, organization=organization)
    return person


def make_article(*authors, day=date(2026, 3, 2), status="published", by=None, **fields):
    """Make an article credited to the people, each for their own organization."""
    at = timezone.make_aware(datetime.combine(day, time(9)))
    entered_by = by or authors[0]
    stamps = {
        "first_published_at": at,
        "first_published_on": day,
        "published_at": at,
        "published_by": entered_by,
    }
    article = Article.objects.create(
        title=fields.pop("title", "เรื่องหนึ่ง"),
        organization=fields.pop("organization", None) or entered_by.profile.organization,
        created_by=entered_by,
        status=status,
        submitted_at=at,
        **(stamps if status not in ("draft", "submitted") else {}),
        **fields,
    )
    for author in authors:
        Authorship.objects.create(article=article, user=author, organization=author.profile.organization)
    return article


def make_record(person, confirmed_by, *, confirmed_on=date(2026, 1, 5), skill="it_use", valid_until=None):
    return SkillRecord.objects.create(
        user=person,
        skill=skill,
        title="อบรมการใช้โปรแกรม",
        confirmed_by=confirmed_by,
        confirmed_on=confirmed_on,
        valid_until=valid_until,
    )


def use(person, *days):
    for day in days:
        record_use(user=person, day=day)
