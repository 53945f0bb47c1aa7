"""The offices every installation begins with: names are data in `accounts/data/office.json`."""

import json
from pathlib import Path

from django.db import transaction

from accounts.models import Organization

OFFICES = Path(__file__).resolve().parent.parent / "data" / "office.json"


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
