"""Writes to networks; each act others must trace goes through `record`."""

from django.db import transaction

from accounts.models import AuditEntry, User
from accounts.roles import COORDINATOR
from accounts.services import record
from networks.models import NetworkCoordinator, SchoolNetwork


@transaction.atomic
def give_network(*, network: SchoolNetwork, user: User, by: User | None = None) -> NetworkCoordinator:
    """Let a person look after the network. Giving it twice changes nothing."""
    grant, is_new = NetworkCoordinator.objects.get_or_create(
        network=network, user=user, defaults={"granted_by": by}
    )
    if is_new:
        trace(AuditEntry.Action.GRANT, grant, by)
    return grant


@transaction.atomic
def take_network_back(*, grant: NetworkCoordinator, by: User | None = None) -> None:
    """The person no longer looks after the network; a grant that is gone already stays gone."""
    count, _rows = NetworkCoordinator.objects.filter(pk=grant.pk).delete()
    if count:
        trace(AuditEntry.Action.REVOKE, grant, by)


def trace(action, grant, by):
    network = grant.network
    record(
        action=action,
        by=by,
        person=grant.user,
        organization=network.organization,
        role=COORDINATOR,
        network=network.pk,
    )
