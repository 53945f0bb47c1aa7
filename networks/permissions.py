"""Who may do what with a network."""

from accounts.permissions import can_manage_organization
from accounts.roles import COORDINATOR


def can_name_coordinators(user, network) -> bool:
    """Managers, coordinators and administrators of the organization that keeps the network."""
    if not user.is_authenticated:
        return False
    return network.organization_id in user.organizations_as(COORDINATOR) or can_manage_organization(
        user, network.organization
    )


def can_manage_network(user, network) -> bool:
    """Whoever names the coordinators, and those who were given this network."""
    return can_name_coordinators(user, network) or (user.is_authenticated and network.is_given_to(user))
