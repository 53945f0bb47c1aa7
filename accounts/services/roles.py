"""Roles from `accounts.roles` into the database, and grants to people."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.models import Organization, Role, RoleGrant, User
from accounts.roles import ADMINISTRATOR, ROLES


def permissions_of(patterns: tuple[str, ...]) -> list[Permission]:
    """Return the permissions that `app.*` or `app.action_model` name."""
    found = []
    for pattern in patterns:
        app, _dot, codename = pattern.partition(".")
        named = Permission.objects.filter(content_type__app_label=app)
        found += named if codename == "*" else named.filter(codename=codename)
    return found


@transaction.atomic
def sync_roles() -> list[Role]:
    """Write every role and its group of permissions; safe to run at each start."""
    roles = []
    for position, definition in enumerate(ROLES):
        role, _new = Role.objects.update_or_create(slug=definition.slug, defaults={"position": position})
        group, _new = Group.objects.get_or_create(name=definition.slug)
        group.permissions.set(permissions_of(definition.permissions))
        roles.append(role)
    return roles


@transaction.atomic
def grant_role(*, user: User, role: str, organization: Organization, by: User | None = None) -> RoleGrant:
    """Give a role for an organization and all below it. Giving it twice changes nothing."""
    grant, _new = RoleGrant.objects.get_or_create(
        user=user,
        role=Role.objects.get(slug=role),
        organization=organization,
        defaults={"granted_by": by},
    )
    user.groups.add(Group.objects.get(name=role))
    if role == ADMINISTRATOR and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    user.__dict__.pop("_organizations_as", None)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant) -> None:
    """Take a role back. The administration pages close when the last administrator grant goes."""
    user, slug = grant.user, grant.role.slug
    grant.delete()
    user.__dict__.pop("_organizations_as", None)
    if RoleGrant.objects.filter(user=user, role__slug=slug).exists():
        return
    user.groups.remove(Group.objects.get(name=slug))
    if slug == ADMINISTRATOR and not user.is_superuser:
        user.is_staff = False
        user.save(update_fields=["is_staff"])
