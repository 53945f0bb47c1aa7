"""Who may do what with people and organizations.

The superior of a person is whoever manages the organization the person belongs to.
"""

from accounts.roles import ADMINISTRATOR, MANAGER, OFFICER


def can_edit_profile(user, person) -> bool:
    """People keep their own profile; administrators any."""
    return user.is_authenticated and (user.pk == person.pk or user.is_superuser)


def can_see_staff_details(user) -> bool:
    """Phone numbers and e-mail addresses are for signed-in colleagues."""
    return user.is_authenticated


def administers(user, organization) -> bool:
    """Administrators of the organization or of one above it."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or organization.pk in user.organizations_as(ADMINISTRATOR)


def can_manage_organization(user, organization) -> bool:
    """A manager keeps the organization they were given and all below it; administrators any."""
    if not user.is_authenticated:
        return False
    return organization.pk in user.organizations_as(MANAGER) or administers(user, organization)


def can_manage_person(user, person) -> bool:
    """Managers look after the people of their organization; nobody after a superuser but superusers."""
    if not user.is_authenticated or (person.is_superuser and not user.is_superuser):
        return False
    if user.is_superuser:
        return True
    profile = getattr(person, "profile", None)
    return profile is not None and can_manage_organization(user, profile.organization)


def is_superior_of(user, person) -> bool:
    """The manager of a person's organization confirms and signs; nobody for themselves."""
    return user.is_authenticated and user.pk != person.pk and can_manage_person(user, person)


def is_officer_of(user, organization) -> bool:
    """Plan officers of the organization or of one above it, and administrators."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or organization.pk in user.organizations_as(OFFICER)


def organizations_managed_by(user) -> list[int]:
    """Return the ids of every organization whose people the person looks after."""
    return sorted({*user.organizations_as(MANAGER), *user.organizations_as(ADMINISTRATOR)})
