"""Where a person may bring lists in."""

from accounts.models import Organization
from accounts.permissions import ENDED
from accounts.roles import ADMINISTRATOR, MANAGER


def import_places(user) -> list[Organization]:
    """Return the units a person was given to look after; superusers get the offices."""
    units = Organization.objects.exclude(status__in=ENDED).in_thai_order()
    if user.is_superuser:
        return list(units.filter(parent=None))
    return list(
        units.filter(role_grants__user=user, role_grants__role__slug__in=(MANAGER, ADMINISTRATOR)).distinct()
    )
