"""How people move, leave and come back. What they wrote and what was counted stays where it was."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import (
    AuditEntry,
    Invitation,
    Organization,
    RoleGrant,
    SiteState,
    StaffMove,
    StaffProfile,
    User,
)
from accounts.services.access import end_sessions
from accounts.services.administrators import ensure_not_last_administrator
from accounts.services.coordinating import end_coordinating
from accounts.services.holding import hold_person, hold_units
from accounts.services.roles import revoke_role
from accounts.services.tokens import revoke_tokens_of
from accounts.services.trail import record


@transaction.atomic
def move_person(
    *, person: User, to_organization: Organization, by: User, moved_on: date | None = None
) -> StaffMove:
    """Let the person belong to another unit from a day on; roles held in the old one end.

    Articles, credits and counted figures keep the unit of their time: each stores its own.
    """
    moved_on = moved_on or timezone.localdate()
    hold_person(person)
    profile = StaffProfile.objects.get(user=person)
    before = profile.organization
    to_organization = hold_units([to_organization.pk])[to_organization.pk]
    ensure_possible_move(person=person, to_organization=to_organization, moved_on=moved_on)
    units = {"from_organization": before, "to_organization": to_organization}
    move = StaffMove.objects.create(user=person, moved_on=moved_on, moved_by=by, **units)
    for grant in roles_ended_by_move(
        person=person, from_organization=before, to_organization=to_organization
    ):
        revoke_role(grant=grant, by=by)
    profile.organization = to_organization
    profile.save(update_fields=["organization"])
    details = {"left": before.pk, "on": moved_on.isoformat()}
    record(action=AuditEntry.Action.MOVE, by=by, person=person, organization=to_organization, **details)
    return move


def ensure_possible_move(*, person: User, to_organization: Organization, moved_on: date) -> None:
    """Raise ValidationError with a sentence where the move cannot be."""
    present = StaffProfile.objects.get(user=person).organization_id
    last = person.moves.order_by("-moved_on").first()
    if to_organization.pk == present:
        raise ValidationError(_("The person belongs to this unit already."), code="same_unit")
    if to_organization.status not in (Organization.Status.ACTIVE, Organization.Status.EMPTY):
        raise ValidationError(_("This unit has been closed. Please choose another."), code="closed_unit")
    if moved_on > timezone.localdate():
        raise ValidationError(_("The day of the move cannot be in the future."), code="future")
    if last and moved_on < last.moved_on:
        raise ValidationError(
            _("The day lies before the person's last move. Please check it."), code="before_last_move"
        )


def roles_ended_by_move(
    *, person: User, from_organization: Organization, to_organization: Organization
) -> list[RoleGrant]:
    """Return the roles held in the unit that is left, and below it; those in the new unit stay."""
    held = person.role_grants.select_related("role", "organization", "user").order_by("role__position", "pk")
    staying = set(Organization.tree_ids(to_organization))
    return [one for one in held.within(from_organization) if one.organization_id not in staying]


@transaction.atomic
def leave_office(*, person: User, by: User | None, on: date | None = None) -> User:
    """Close the account of someone who left: signed out everywhere, roles and networks taken back; the work stays.

    The last administrator cannot leave (ValidationError). Somebody who left already stays as they are.
    """
    person = hold_person(person)
    if person.closed_because in (User.Closed.LEFT, User.Closed.MERGED, User.Closed.ERASED):
        return person
    ensure_not_last_administrator(person)
    grants = list(person.role_grants.select_related("role", "organization", "user"))
    person.is_active, person.closed_because = False, User.Closed.LEFT
    person.is_superuser = person.is_staff = False
    person.save(update_fields=["is_active", "closed_because", "is_superuser", "is_staff", "sort_key"])
    for grant in grants:
        revoke_role(grant=grant, by=by)
    end_coordinating(person=person, by=by)
    Invitation.objects.of_people([person]).unused().delete()  # or it would open the account after a return
    person.outgoing_mail.unsent().delete()
    StaffProfile.objects.filter(user=person).update(left_on=on or timezone.localdate())
    end_sessions(person)
    revoke_tokens_of(person=person, by=by)
    SiteState.raise_version()
    record(
        action=AuditEntry.Action.LEAVE,
        by=by,
        person=person,
        organization=unit_of(person),
        roles=len(grants),
    )
    return person


@transaction.atomic
def come_back(*, person: User, by: User | None) -> User:
    """Open the account of someone who left. Who never set a password gets a new code instead; roles are given anew."""
    person = hold_person(person)
    if person.is_active or person.closed_because not in (User.Closed.LEFT, ""):
        return person
    may_sign_in = person.has_usable_password()
    person.is_active = may_sign_in
    person.closed_because = "" if may_sign_in else User.Closed.INVITED
    person.save(update_fields=["is_active", "closed_because", "sort_key"])
    StaffProfile.objects.filter(user=person).update(left_on=None)
    SiteState.raise_version()
    record(
        action=AuditEntry.Action.RETURN,
        by=by,
        person=person,
        organization=unit_of(person),
    )
    return person


def unit_of(person: User) -> Organization | None:
    """Return the unit the person's profile names, or None where there is no profile."""
    return person.profile.organization if hasattr(person, "profile") else None
