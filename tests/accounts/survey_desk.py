"""A running survey, and people who answer it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import CompetencyFramework, CompetencySurvey, StaffProfile
from accounts.services import grant_role, sync_roles
from accounts.services.competency import OwnRating, load_frameworks, save_assessment
from tests.knowledge.desk import make_person


def teacher_framework():
    load_frameworks()
    return CompetencyFramework.objects.get(slug="teacher-2553")


def make_survey(office, *, opened_by=None, year=None, opens=-1, closes=1):
    """Make a survey that opens and closes so many days from today."""
    today = timezone.localdate()
    return CompetencySurvey.objects.create(
        organization=office,
        year=year or today.year,
        opens_on=today + timedelta(days=opens),
        closes_on=today + timedelta(days=closes),
        opened_by=opened_by or make_person(f"opener{CompetencySurvey.objects.count()}", office),
    )


def close(survey):
    today = timezone.localdate()
    CompetencySurvey.objects.filter(pk=survey.pk).update(
        opens_on=today - timedelta(days=30), closes_on=today - timedelta(days=1)
    )
    survey.refresh_from_db()


def make_teacher(username, unit, **extra):
    person = make_person(username, unit, **extra)
    StaffProfile.objects.filter(user=person).update(staff_kind="teacher")
    return person


def make_holder(username, unit, role):
    """Make a person who holds the role for the unit."""
    sync_roles()
    person = make_person(username, unit)
    grant_role(user=person, role=role, organization=unit)
    return person


def rated(framework, level=3, wanted=()):
    return {
        one.pk: OwnRating(level, is_wanted=one.code in wanted)
        for one in framework.competencies.order_by("pk")
    }


def hand_in(survey, person, level=3, wanted=(), framework=None):
    framework = framework or teacher_framework()
    ratings = rated(framework, level, wanted)
    return save_assessment(survey=survey, framework=framework, ratings=ratings, by=person, hand_in=True)


def posted(framework, level=3, save="hand_in", **extra):
    """Return what the form sends."""
    levels = {f"level_{one.pk}": level for one in framework.competencies.all()}
    return {"framework": framework.slug, "save": save} | levels | extra
