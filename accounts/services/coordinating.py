"""Networks that people bring together: a move lets them be, they end with the account."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import AuditEntry, User
from accounts.roles import COORDINATOR
from accounts.services.trail import record


def networks_of(people: Iterable[User]) -> QuerySet:
    """Return the active networks the people bring together, each told whether somebody else does (`has_others`)."""
    keys = [person.pk for person in people]
    networks = User.coordinated_networks.rel.related_model.objects.active()
    return networks.coordinated_by_any(keys).with_others_than(keys)


def end_coordinating(*, person: User, by: User | None) -> int:
    """Take every network back from the person, named or given. The caller raises the site's version."""
    named = list(person.coordinated_networks.select_related("organization"))
    given = [grant.network for grant in person.network_grants.select_related("network__organization")]
    networks = {network.pk: network for network in [*named, *given]}
    person.coordinated_networks.update(coordinator=None)
    person.network_grants.all().delete()
    for pk, network in networks.items():
        unit = network.organization
        record(
            action=AuditEntry.Action.REVOKE,
            by=by,
            person=person,
            organization=unit,
            role=COORDINATOR,
            network=pk,
        )
    return len(networks)
