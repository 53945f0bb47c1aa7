"""A survey that runs, one that is over, a form handed in, and two skill records of one person."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import CompetencySurvey, SkillRecord
from accounts.services.competency import OwnRating, load_frameworks, save_assessment


def growth_of(office, people):
    """Make the survey and the records of the colleague."""
    framework = load_frameworks()[0][0]
    today, officer = timezone.localdate(), people["officer"]
    survey, closed = (
        CompetencySurvey.objects.create(
            organization=office,
            year=today.year - ago,
            opens_on=today - timedelta(days=1 + 365 * ago),
            closes_on=today - timedelta(days=365 * ago - 1),
            opened_by=officer,
        )
        for ago in (0, 1)
    )
    ratings = {one.pk: OwnRating(3) for one in framework.competencies.all()}
    form = save_assessment(
        survey=survey, framework=framework, ratings=ratings, by=people["colleague"], hand_in=True
    )
    skill, confirmed = (
        SkillRecord(user=people["colleague"], skill="it_use", title="อบรม", certificate_name="ก.pdf")
        for _ in range(2)
    )
    skill.certificate_type = "application/pdf"
    skill.certificate.save("ก.pdf", ContentFile(b"%PDF-1.4"), save=False)
    skill.save()
    confirmed.confirmed_by, confirmed.confirmed_on = people["manager"], today
    confirmed.save()
    return {
        "survey": survey.pk,
        "closed_survey": closed.pk,
        "survey_form": form.pk,
        "skill": skill.pk,
        "skill_row": skill,
        "confirmed_skill": confirmed.pk,
    }


def restore_growth(world):
    """Put the waiting record back: each role meets the same."""
    row = world.things["skill_row"]
    row.confirmed_by = row.confirmed_on = None
    row.pk = world.things["skill"]
    if SkillRecord.objects.filter(pk=row.pk).exists():
        row.save()
        return
    row.certificate.save("ก.pdf", ContentFile(b"%PDF-1.4"), save=False)
    row.save(force_insert=True)
