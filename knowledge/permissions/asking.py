"""Who sees what people ask the search."""

from accounts.roles import ADMINISTRATOR, OFFICER


def can_see_what_is_asked(user) -> bool:
    """Plan officers and administrators see what is asked and not found; nobody is named there."""
    return user.is_authenticated and (user.holds(OFFICER) or user.holds(ADMINISTRATOR))
