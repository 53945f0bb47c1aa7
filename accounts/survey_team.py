"""Who follows a survey for whom: superiors their own people, officers and managers their units."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import CompetencySurvey, Organization, RoleGrant, User
from accounts.permissions import can_open_survey, organizations_managed_by
from accounts.roles import ADMINISTRATOR, MANAGER, OFFICER


def people_rated_by(user: User, survey: CompetencySurvey):
    """Return the active people of the survey whose ratings are the person's to see and confirm.

    The same rule as `permissions.can_rate`: a manager's grant; fellow managers are for the unit above.
    """
    managed = user.organizations_as(MANAGER)
    is_fellow = Exists(
        RoleGrant.objects.filter(
            user=OuterRef("pk"), role__slug=MANAGER, organization=OuterRef("profile__organization")
        )
    )
    people = User.objects.directory().exclude(pk=user.pk)
    return people.filter(profile__organization__in=Organization.tree_ids(survey.organization)).filter(
        Q(profile__organization__parent__in=managed) & is_fellow
        | Q(profile__organization__in=managed) & ~is_fellow
    )


def units_followed_by(user: User, survey: CompetencySurvey) -> list[int]:
    """Return the units of the survey whose sums the person sees: all for the office, else their own."""
    units = Organization.tree_ids(survey.organization)
    if can_open_survey(user, survey.organization):
        return units
    return sorted({*units} & {*organizations_managed_by(user), *user.organizations_as(OFFICER)})


def surveys_followed_by(user: User):
    """Return the surveys of the offices above or at the units the person answers for."""
    if user.is_superuser:
        return CompetencySurvey.objects.all()
    units = {pk for role in (OFFICER, ADMINISTRATOR, MANAGER) for pk in user.organizations_as(role)}
    offices = Organization.objects.filter(competency_surveys__isnull=False).distinct()
    followed = [one.pk for one in offices if units.intersection(Organization.tree_ids(one))]
    return CompetencySurvey.objects.of_organizations(followed)


def offices_surveyed_by(user: User):
    """Return the offices whose yearly survey the person holds."""
    offices = Organization.objects.active().filter(kind=Organization.Kind.OFFICE).in_thai_order()
    return offices.of_ids([one.pk for one in offices if can_open_survey(user, one)])
