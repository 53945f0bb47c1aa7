"""The yearly competency survey: opened, filled in, handed in, confirmed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import (
    Competency,
    CompetencyAssessment,
    CompetencyFramework,
    CompetencyRating,
    CompetencySurvey,
    Organization,
    StaffProfile,
    User,
)

FRAMEWORKS = Path(__file__).resolve().parent.parent / "data" / "competencies.json"


class SurveyClosed(Exception):
    """The survey takes no forms: its last day is over, or its first has not come."""


class FormChanged(Exception):
    """The person changed the form after the superior opened it."""


@dataclass(frozen=True)
class OwnRating:
    """What a person says of one competency; no level yet in a draft."""

    level: int | None
    is_wanted: bool = False


@transaction.atomic
def load_frameworks(path: Path = FRAMEWORKS) -> list[tuple[CompetencyFramework, bool]]:
    """Bring in the frameworks that come with the portal. One that is there stays as people left it."""
    found = []
    for wanted in json.loads(path.read_text(encoding="utf-8")):
        competencies = wanted.pop("competencies")
        framework, is_new = CompetencyFramework.objects.get_or_create(
            slug=wanted.pop("slug"), defaults=wanted
        )
        if is_new:
            Competency.objects.bulk_create(
                Competency(framework=framework, position=position, **one)
                for position, one in enumerate(competencies, start=1)
            )
        found.append((framework, is_new))
    return found


def framework_for(profile: StaffProfile) -> CompetencyFramework | None:
    """Return the framework of the person's kind of staff; None where the person has to say."""
    if not profile.staff_kind:
        return None
    frameworks = CompetencyFramework.objects.active().with_competencies()
    return next((one for one in frameworks if profile.staff_kind in one.staff_kinds), None)


@transaction.atomic
def open_survey(
    *, organization: Organization, year: int, opens_on: date, closes_on: date, by: User
) -> tuple[CompetencySurvey, bool]:
    """Return the survey of the year, and whether it is new: there is one an office and year."""
    return CompetencySurvey.objects.get_or_create(
        organization=organization,
        year=year,
        defaults={"opens_on": opens_on, "closes_on": closes_on, "opened_by": by},
    )


@transaction.atomic
def save_assessment(
    *,
    survey: CompetencySurvey,
    framework: CompetencyFramework,
    ratings: Mapping[int, OwnRating],
    by: User,
    hand_in: bool = False,
) -> CompetencyAssessment:
    """Keep a person's own form; handed in it has every rating, and counts at the unit of that day.

    A change after the superior confirmed it takes the confirmation back. `ratings` go by the
    competency's key.
    """
    if not CompetencySurvey.objects.select_for_update().get(pk=survey.pk).is_open:
        raise SurveyClosed
    unit = StaffProfile.objects.get(user=by).organization
    assessment, _new = CompetencyAssessment.objects.select_for_update().get_or_create(
        survey=survey, user=by, defaults={"framework": framework, "organization": unit}
    )
    hand_in = hand_in or assessment.submitted_at is not None  # what is handed in stays whole
    check_ratings(framework, ratings, is_whole=hand_in)
    if assessment.framework_id != framework.pk:
        assessment.ratings.all().delete()
    now = timezone.now()
    assessment.framework, assessment.organization, assessment.changed_at = framework, unit, now
    assessment.submitted_at = now if hand_in else None
    assessment.confirmed_by = assessment.confirmed_at = None
    assessment.save()
    write_ratings(assessment, ratings)
    return assessment


def check_ratings(
    framework: CompetencyFramework, ratings: Mapping[int, OwnRating], *, is_whole: bool
) -> None:
    """Refuse ratings of another framework's competencies and, where it is to be whole, a gap."""
    known = set(framework.competencies.values_list("pk", flat=True))
    if not set(ratings) <= known:
        raise ValueError("A rating is of a competency that the framework does not have.")
    rated = {pk for pk, rating in ratings.items() if rating.level is not None}
    if is_whole and rated != known:
        raise ValueError("A form is handed in with every competency rated.")


def write_ratings(assessment: CompetencyAssessment, ratings: Mapping[int, OwnRating]) -> None:
    """Write a person's own side of the ratings; the superior's side stays."""
    CompetencyRating.objects.bulk_create(
        [
            CompetencyRating(
                assessment=assessment, competency_id=pk, level=rating.level, is_wanted=rating.is_wanted
            )
            for pk, rating in ratings.items()
        ],
        update_conflicts=True,
        unique_fields=["assessment", "competency"],
        update_fields=["level", "is_wanted"],
    )


@transaction.atomic
def confirm_assessment(
    *, assessment: CompetencyAssessment, levels: Mapping[int, int | None], by: User, seen: str
) -> CompetencyAssessment:
    """Set the superior's view of each competency and confirm the form as it was seen.

    `seen` is the stamp of the form the superior had before them; another one refuses.
    """
    locked = CompetencyAssessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.user_id == by.pk or locked.submitted_at is None:
        raise ValueError("A superior confirms the handed-in form of somebody else.")
    if stamp_of(locked) != seen:
        raise FormChanged
    for rating in locked.ratings.all():
        rating.superior_level = levels.get(rating.competency_id)
        rating.save(update_fields=["superior_level"])
    locked.confirmed_by, locked.confirmed_at = by, timezone.now()
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    return locked


def stamp_of(assessment: CompetencyAssessment) -> str:
    """Return what changes whenever the person changes the form."""
    return assessment.changed_at.isoformat()
