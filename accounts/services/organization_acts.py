"""Units close, open again, move and merge. What people did stays with the unit of its time.

Articles, credits and counts keep the organization they were made for: nothing here touches them, save for
what is not published yet, which follows its authors.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AuditEntry, Organization, StaffMove, User
from accounts.services.holding import hold_people, hold_units
from accounts.services.organizations import refuse_wrong_place, settle
from accounts.services.roles import revoke_role
from accounts.services.trail import record
from kmc.lib.dates import format_date

FINISHED = ("published", "withdrawn", "archived", "discarded")  # knowledge.Article.Status
EARLIEST = date(1900, 1, 1)


def hold_with_people(unit: Organization, *others: int) -> dict[int, Organization]:
    """Hold everybody who works or holds a role there, then the unit and others by key. Return the units."""
    people = people_at(unit)
    hold_people(people)
    units = hold_units([unit.pk, *others])
    if people_at(unit) - people:
        raise ValidationError(_("Somebody came to this unit just now. Please look at it again."))
    return units


def people_at(unit: Organization) -> set[int]:
    return {
        *unit.current_staff().values_list("user_id", flat=True),
        *unit.role_grants.values_list("user_id", flat=True),
    }


def units_at(unit: Organization) -> list[int]:
    """Return the keys of the units that point at this one."""
    pointing = (unit.children, unit.district_schools, unit.branches)
    return [pk for units in pointing for pk in units.values_list("pk", flat=True)]


def root_of(unit: Organization) -> int:
    """Return the key of the office the unit belongs to."""
    return Organization.objects.with_tree_fields().get(pk=unit.pk).tree_path[0]


def refuse_ended(unit: Organization) -> None:
    """Nothing ends twice."""
    if unit.status == Organization.Status.CLOSED:
        raise ValidationError(_("%(name)s is closed already.") % {"name": unit.name})
    if unit.status == Organization.Status.MERGED:
        raise ValidationError(_("%(name)s is merged already.") % {"name": unit.name})


def refuse_office(unit: Organization) -> None:
    if unit.is_office:
        raise ValidationError(_("An office is neither moved, merged nor closed."))


def refuse_wrong_day(unit: Organization, day: date) -> None:
    """An end lies neither in the future nor before anybody came, or anything below ended."""
    if day > timezone.localdate():
        raise ValidationError(
            {"ended_on": _("The date lies in the future. Please enter today or an earlier day.")}
        )
    arrivals = unit.arrivals.order_by("-moved_on").values_list("moved_on", flat=True)
    ends = (
        unit.children.ended().exclude(ended_on=None).order_by("-ended_on").values_list("ended_on", flat=True)
    )
    earliest = max([EARLIEST, *arrivals[:1], *ends[:1]])
    if day < earliest:
        raise ValidationError(
            {
                "ended_on": _(
                    "Something happened there as late as %(day)s. Please enter that day or a later one."
                )
                % {"day": format_date(earliest)}
            }
        )


@dataclass(frozen=True)
class Holdings:
    """What a unit holds now, in numbers."""

    staff: int
    units: int
    branches: int
    memberships: int
    networks: int
    grants: int
    unfinished: int
    published: int

    @property
    def keeps_it_open(self) -> list[str]:
        """Return sentences about what has to go elsewhere before it closes."""
        people, units, branches, networks = self.staff, self.units, self.branches, self.networks
        sentences = (
            ngettext("%(count)d person still works there.", "%(count)d people still work there.", people),
            ngettext("%(count)d unit still belongs to it.", "%(count)d units still belong to it.", units),
            ngettext(
                "%(count)d branch school is still open.",
                "%(count)d branch schools are still open.",
                branches,
            ),
            ngettext(
                "%(count)d network is still run from there.",
                "%(count)d networks are still run from there.",
                networks,
            ),
        )
        counts = (people, units, branches, networks)
        return [text % {"count": count} for text, count in zip(sentences, counts, strict=True) if count]


def holdings_of(unit: Organization) -> Holdings:
    """Return what the unit holds: read before it ends, and shown to whoever decides."""
    return Holdings(
        staff=unit.current_staff().count(),
        units=Organization.objects.below(unit).working().count(),
        branches=unit.branches.working().count(),
        memberships=unit.network_memberships.count(),
        networks=unit.school_networks.active().count(),
        grants=unit.role_grants.count(),
        unfinished=unit.articles.exclude(status__in=FINISHED).count(),
        published=unit.articles.published().count(),
    )


@transaction.atomic
def close_organization(*, by: User, unit: Organization, ended_on: date, reason: str) -> Organization:
    """Close a unit nobody works in and nothing belongs to any more. Its page and its articles stay."""
    unit = hold_with_people(unit)[unit.pk]
    refuse_office(unit)
    refuse_ended(unit)
    refuse_wrong_day(unit, ended_on)
    holdings = holdings_of(unit)
    if holdings.keeps_it_open:
        raise ValidationError(
            [*holdings.keeps_it_open, _("Please move them first, or merge the unit into another.")]
        )
    grants = end_rights(unit, by=by)
    memberships = end_memberships(unit)
    unit.status, unit.ended_on, unit.end_reason = Organization.Status.CLOSED, ended_on, reason
    unit.save()
    record(
        action=AuditEntry.Action.CLOSE_UNIT,
        by=by,
        organization=unit,
        ended_on=ended_on.isoformat(),
        grants=grants,
        memberships=memberships,
    )
    return unit


@transaction.atomic
def reopen_organization(*, by: User, unit: Organization) -> Organization:
    """Open a closed or merged unit again: who was moved, and what was taken back, is given anew by hand."""
    unit = hold_units([unit.pk])[unit.pk]
    if not unit.is_ended:
        raise ValidationError(_("%(name)s is not closed.") % {"name": unit.name})
    if unit.parent.is_ended:
        raise ValidationError(
            _("It belongs to %(name)s, which is closed or merged. Please open that first.")
            % {"name": unit.parent.name}
        )
    was = unit.status
    unit.status, unit.merged_into, unit.ended_on, unit.end_reason = Organization.Status.ACTIVE, None, None, ""
    unit.save()
    record(action=AuditEntry.Action.REOPEN_UNIT, by=by, organization=unit, was=was)
    return unit


@transaction.atomic
def move_organization(*, by: User, unit: Organization, parent: Organization) -> Organization:
    """Let the unit, with all below it, belong to another; a school moved into a district is of that district."""
    held = hold_units([unit.pk, parent.pk])
    unit, parent = held[unit.pk], held[parent.pk]
    refuse_office(unit)
    refuse_ended(unit)
    if parent.pk == unit.parent_id:
        raise ValidationError({"parent": _("It belongs there already.")})
    refuse_inside(unit, parent, "parent")
    refuse_wrong_place(unit.kind, parent)
    before, unit.parent = unit.parent_id, parent
    settle(unit)
    unit.save()
    record(action=AuditEntry.Action.MOVE_UNIT, by=by, organization=unit, before=before, after=parent.pk)
    return unit


def refuse_inside(unit: Organization, other: Organization, field: str) -> None:
    """Refuse the unit itself, what is below it, and what belongs to another office."""
    if other.pk == unit.pk:
        raise ValidationError({field: _("A unit is neither moved nor merged into itself.")})
    if other.pk in Organization.tree_ids(unit):
        raise ValidationError({field: _("%(name)s itself belongs to this unit.") % {"name": other.name}})
    if root_of(other) != root_of(unit):
        raise ValidationError({field: _("%(name)s belongs to another office.") % {"name": other.name}})


def refuse_merge(unit: Organization, into: Organization) -> None:
    """Refuse every pair of units that cannot become one."""
    refuse_office(unit)
    refuse_ended(unit)
    refuse_inside(unit, into, "into")
    if into.is_ended:
        raise ValidationError(
            {"into": _("%(name)s is closed or merged itself. Please choose another.") % {"name": into.name}}
        )
    if into.kind != unit.kind:
        raise ValidationError({"into": _("Only units of the same kind are merged.")})


@transaction.atomic
def merge_organizations(*, by: User, unit: Organization, into: Organization, ended_on: date) -> Holdings:
    """Merge a unit into another of its kind. Return what moved or ended with it.

    People, units below and unfinished articles go over; memberships and roles there end; what is published,
    its credits and its counts stay with the unit of their time.
    """
    held = hold_with_people(unit, into.pk, *units_at(unit))
    unit, into = held[unit.pk], held[into.pk]
    refuse_merge(unit, into)
    refuse_wrong_day(unit, ended_on)
    holdings = holdings_of(unit)
    move_staff(unit, into, day=ended_on, by=by)
    unit.articles.exclude(status__in=FINISHED).update(organization=into)
    unit.school_networks.active().update(organization=into)
    end_rights(unit, by=by)
    end_memberships(unit)
    move_units(unit, into)
    unit.status, unit.merged_into, unit.ended_on = Organization.Status.MERGED, into, ended_on
    unit.save()
    moved = {name: getattr(holdings, name) for name in ("staff", "units", "grants", "memberships")}
    day = ended_on.isoformat()
    record(
        action=AuditEntry.Action.MERGE_UNITS, by=by, organization=unit, into=into.pk, ended_on=day, **moved
    )
    return holdings


def move_staff(unit: Organization, into: Organization, *, day: date, by: User) -> None:
    """Let everybody who works there belong to the other unit, with a row each that says so."""
    people = list(unit.current_staff().values_list("user_id", flat=True))
    StaffMove.objects.bulk_create(
        StaffMove(user_id=pk, from_organization=unit, to_organization=into, moved_on=day, moved_by=by)
        for pk in people
    )
    unit.staff.filter(user__in=people).update(organization=into)


def move_units(unit: Organization, into: Organization) -> None:
    """Let what still stands below belong to the other unit; what ended before stays where it ended."""
    unit.children.working().update(parent=into)
    unit.district_schools.working().update(district=into)
    unit.branches.working().exclude(pk=into.pk).update(branch_of=into)
    if into.branch_of_id == unit.pk:
        into.branch_of = None
        into.save()


def end_rights(unit: Organization, *, by: User) -> int:
    """Take every role given at the unit back. Return how many."""
    grants = list(unit.role_grants.select_related("user", "role", "organization"))
    for grant in grants:
        revoke_role(grant=grant, by=by)
    return len(grants)


def end_memberships(unit: Organization) -> int:
    """Take a unit out of its networks. Return of how many."""
    return unit.network_memberships.all().delete()[0]
