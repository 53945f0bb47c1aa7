"""Who keeps the framework of required knowledge."""

from accounts.roles import ADMINISTRATOR, OFFICER


def keeps_office(user, *roles: str) -> bool:
    """Return whether the person holds one of the roles for the office itself, not for a part of it."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or any(
        grant.role.slug in roles and grant.organization.parent_id is None for grant in user.held_roles()
    )


def can_set_need(user) -> bool:
    """Administrators and plan officers of the office say what is needed, for whom, by when and who looks after it."""
    return keeps_office(user, ADMINISTRATOR, OFFICER)
