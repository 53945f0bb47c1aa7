"""What the portal keeps of a person, told to that person in plain words with how much there is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User


@dataclass(frozen=True)
class Kept:
    """One kind of data: what it is, how many rows, how long they stay."""

    what: str
    number: int
    how_long: str


def kept_about(person: User) -> list[Kept]:
    """Return the kinds of data in the order people care. A fixed number of queries."""
    while_here = _("As long as you work here")
    for_good = _("For good: it belongs to the knowledge of the office")
    return [
        Kept(_("Name, position, unit and address"), int(hasattr(person, "profile")), while_here),
        Kept(_("Articles with your name"), person.authorships.count(), for_good),
        Kept(_("Files you uploaded"), person.attachments.count(), for_good),
        Kept(
            _("Days on which you used the portal: the date alone"),
            person.activity_days.count(),
            _("As long as the plan they are counted for"),
        ),
        Kept(_("Skills and training"), person.skill_records.count(), while_here),
        Kept(_("Competency surveys"), person.competency_assessments.count(), while_here),
        Kept(_("ID-Plans"), person.development_plans.count(), while_here),
        Kept(_("Roles and moves"), person.role_grants.count() + person.moves.count(), while_here),
        Kept(_("Lists in which you were brought in"), person.import_rows.count(), _("90 days")),
        Kept(_("Texts you accepted"), person.policy_acceptances.count(), while_here),
        Kept(_("Keys for programs"), person.api_tokens.count(), while_here),
        Kept(
            _("Sign-ins and refusals, with time and address"),
            person.access_entries.count(),
            _("180 days; the law asks for at least 90"),
        ),
    ]
