"""Organizations come in and change: the offices every installation begins with, and what administrators enter.

Names of the first offices are data in `accounts/data/office.json`.
"""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Organization, User
from accounts.services.trail import record

OFFICES = Path(__file__).resolve().parent.parent / "data" / "office.json"
CODES = ("smis_code", "obec_code", "ministry_code")
Kind = Organization.Kind
# What may stand under what; nothing stands under itself, and an office under nothing.
PLACES = {
    Kind.GROUP: (Kind.OFFICE, Kind.GROUP, Kind.SCHOOL),
    Kind.DISTRICT: (Kind.OFFICE,),
    Kind.SCHOOL: (Kind.OFFICE, Kind.DISTRICT),
}


@transaction.atomic
def ensure_office(key: str = "area") -> Organization:
    """Return the office of this key with its groups, made when it is not there.

    An office that is there stays as it is: what people renamed or removed is not brought back.
    """
    wanted = json.loads(OFFICES.read_text(encoding="utf-8"))[key]
    found = Organization.objects.filter(kind=Organization.Kind.OFFICE, name=wanted["name"]).first()
    office = found or Organization.objects.create(
        kind=Organization.Kind.OFFICE,
        name=wanted["name"],
        name_en=wanted["name_en"],
        short_name=wanted["short_name"],
    )
    if not office.children.filter(kind=Organization.Kind.GROUP).exists():
        for position, group in enumerate(wanted["groups"], start=1):
            Organization.objects.create(
                parent=office, kind=Organization.Kind.GROUP, position=position, **group
            )
    return office


def refuse_wrong_place(kind: str, parent: Organization) -> None:
    """Refuse a parent that has ended, or under which such a unit does not stand."""
    if parent.is_ended:
        raise ValidationError(
            _("%(name)s is closed or merged. Please choose another.") % {"name": parent.name}
        )
    if parent.kind not in PLACES.get(kind, ()):
        raise ValidationError(
            _("%(kind)s: this does not stand under %(name)s. Please choose another unit.")
            % {"kind": Kind(kind).label, "name": parent.name}
        )


def settle(unit: Organization) -> None:
    """Let the district follow the place, and leave empty what only schools have."""
    if unit.parent and unit.parent.kind == Kind.DISTRICT:
        unit.district = unit.parent
    if unit.is_school:
        return
    unit.smis_code = unit.obec_code = unit.ministry_code = ""
    unit.district = unit.branch_of = unit.pupil_count = None
    if unit.status == Organization.Status.EMPTY:
        unit.status = Organization.Status.ACTIVE


def known_codes(unit: Organization, codes: dict[str, str]) -> dict[str, ValidationError]:
    """Return for each code that another unit has the sentence that names it."""
    others = Organization.objects.exclude(pk=unit.pk).for_cards()
    sentence, found = _("This code belongs to %(name)s already."), {}
    for name, code in codes.items():
        if code and (other := others.filter(**{name: code}).first()):
            text = sentence % {"name": other.name_with_district}
            found[name] = ValidationError(text, code="unique")
    return found


def keep(unit: Organization) -> None:
    """Save the unit; where somebody else entered one of its codes a moment before, say so as the form would."""
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        known = known_codes(unit, {name: getattr(unit, name) for name in CODES})
        if not known:
            raise
        raise ValidationError(known) from error


@transaction.atomic
def create_organization(*, by: User, unit: Organization) -> Organization:
    """Enter a new group, district or school under its parent."""
    refuse_wrong_place(unit.kind, unit.parent)
    settle(unit)
    keep(unit)
    record(action=AuditEntry.Action.EDIT_UNIT, by=by, organization=unit, is_new=True)
    return unit


@transaction.atomic
def edit_organization(*, by: User, unit: Organization, changed: list[str]) -> Organization:
    """Keep what was changed of a unit. Where it belongs, and its end, are acts of their own."""
    if not changed:
        return unit
    settle(unit)
    keep(unit)
    record(action=AuditEntry.Action.EDIT_UNIT, by=by, organization=unit, fields=sorted(changed))
    return unit
