"""Who may do what with people and organizations."""

from accounts.roles import ADMINISTRATOR, MANAGER


def can_edit_profile(user, person) -> bool:
    """People keep their own profile; administrators any."""
    return user.is_authenticated and (user.pk == person.pk or user.is_superuser)


def can_see_staff_details(user) -> bool:
    """Phone numbers and e-mail addresses are for signed-in colleagues."""
    return user.is_authenticated


def can_manage_organization(user, organization) -> bool:
    """A manager keeps the organization they were given and all below it; administrators any."""
    if not user.is_authenticated:
        return False
    return (
        user.is_superuser
        or organization.pk in user.organizations_as(MANAGER)
        or organization.pk in user.organizations_as(ADMINISTRATOR)
    )
