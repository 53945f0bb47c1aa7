"""The site is never left without somebody who keeps it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Role, RoleGrant, User
from accounts.roles import ADMINISTRATOR


def ensure_not_last_administrator(user: User, *, without: RoleGrant | None = None) -> None:
    """Raise ValidationError where nobody would keep the whole site once the person no longer does.

    To be asked, inside the transaction of the act, before an account is closed, merged away, erased or
    loses its last right over the whole. Two such acts at once wait for each other here: the second sees
    what the first has done. (SQLite lets one writer in at a time by itself.) `without` names the one grant
    that goes, where the person stays and may hold another.
    """
    list(Role.objects.select_for_update(no_key=True).filter(slug=ADMINISTRATOR))
    keepers = User.objects.site_keepers()
    if (
        without
        and RoleGrant.objects.opening_administration().filter(user=user).exclude(pk=without.pk).exists()
    ):
        return
    if keepers.filter(pk=user.pk).exists() and not keepers.exclude(pk=user.pk).exists():
        raise ValidationError(
            _(
                "This is the last administrator of the whole office. "
                "Give the role to somebody else first: without one, nobody can look after the site."
            ),
            code="last_administrator",
        )
