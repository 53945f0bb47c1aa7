"""What waits for somebody who looks after people: numbers for the links of their own page."""

from django.utils import timezone

from accounts.models import Organization, SkillRecord, StaffImport, User
from accounts.models.development import DevelopmentPlan, planning
from accounts.permissions import organizations_managed_by
from accounts.roles import ADMINISTRATOR, MANAGER
from kmc.lib.dates import ERA
from kmc.lib.years import FiscalYear

LOOKS_AFTER_PEOPLE = (MANAGER, ADMINISTRATOR)


def duties_of(person, grants) -> dict:
    """Return how much waits of each kind, for those with people to look after. A fixed number of queries;
    one more a role where somebody waits to be let in."""
    mine = [grant for grant in grants if grant.role.slug in LOOKS_AFTER_PEOPLE]
    if not mine and not person.is_superuser:
        return {"people_duties": [], "looks_after_people": False}
    year = FiscalYear.of(timezone.localdate()).be_year - ERA
    others = User.objects.directory().looked_after_by(person).exclude(pk=person.pk)
    return {
        "people_duties": people_duties(person, mine),
        "looks_after_people": True,
        "skills_waiting": SkillRecord.objects.confirmable_by(person).waiting().count(),
        "plans_waiting": planning(others, year, DevelopmentPlan.Status.SUBMITTED).count(),
        "imports_waiting": StaffImport.objects.visible_to(person).unfinished().count(),
    }


def people_duties(person, grants) -> list[tuple]:
    """Return each unit whose people the person looks after, with how many there wait to be let in."""
    waiting = User.objects.people().waiting().of_organizations(organizations_managed_by(person))
    places = list(waiting.values_list("profile__organization", flat=True))
    return [(grant.organization, number_within(places, grant.organization)) for grant in grants]


def number_within(places: list[int], organization) -> int:
    if not places:
        return 0
    ids = set(Organization.tree_ids(organization))
    return sum(place in ids for place in places)
