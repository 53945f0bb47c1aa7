"""Roles from `accounts.roles` into the database, and grants to people."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.models import AuditEntry, Organization, Role, RoleGrant, User
from accounts.roles import ADMINISTRATOR, ROLES
from accounts.services.administrators import ensure_not_last_administrator
from accounts.services.holding import hold_people
from accounts.services.trail import record


def permissions_of(patterns: tuple[str, ...], known: Iterable[Permission]) -> set[Permission]:
    """Return the permissions that `app.*` or `app.action_model` name."""
    return {
        one
        for one in known
        for pattern in patterns
        if pattern in (f"{one.content_type.app_label}.*", f"{one.content_type.app_label}.{one.codename}")
    }


@transaction.atomic
def sync_roles() -> list[Role]:
    """Write every role and its group of permissions; safe to run at each start. What is right is left alone."""
    known = list(Permission.objects.select_related("content_type"))
    stored = {role.slug: role for role in Role.objects.all()}
    groups = {group.name: group for group in Group.objects.prefetch_related("permissions")}
    roles = []
    for position, definition in enumerate(ROLES):
        role = stored.get(definition.slug) or Role(slug=definition.slug, position=-1)
        if role.position != position:
            role.position = position
            role.save()
        group = groups.get(definition.slug) or Group.objects.create(name=definition.slug)
        wanted = permissions_of(definition.permissions, known)
        if wanted != set(group.permissions.all()):
            group.permissions.set(wanted)
        roles.append(role)
    return roles


@transaction.atomic
def grant_role(*, user: User, role: str, organization: Organization, by: User | None = None) -> RoleGrant:
    """Give a role for an organization and all below it. Giving it twice changes nothing."""
    grant, is_new = RoleGrant.objects.get_or_create(
        user=user,
        role=Role.objects.get(slug=role),
        organization=organization,
        defaults={"granted_by": by},
    )
    if is_new:
        record(action=AuditEntry.Action.GRANT, by=by, person=user, organization=organization, role=role)
    settle_rights(user=user, role=role)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: User | None = None) -> None:
    """Take a role back; one that is gone already stays gone. The last administrator's stays (ValidationError)."""
    user, role, organization = grant.user, grant.role.slug, grant.organization
    hold_people([user.pk])
    if grant.opens_administration and not user.is_superuser:
        ensure_not_last_administrator(user, without=grant)
    count, _rows = RoleGrant.objects.filter(pk=grant.pk).delete()
    if count:
        record(action=AuditEntry.Action.REVOKE, by=by, person=user, organization=organization, role=role)
    settle_rights(user=user, role=role)


def settle_rights(*, user: User, role: str) -> None:
    """Let the group of the role, and the door to the administration pages, follow the grants of the person."""
    user.forget_held_roles()
    group = Group.objects.get(name=role)
    held = list(RoleGrant.objects.filter(user=user, role__slug=role).select_related("role", "organization"))
    if role != ADMINISTRATOR:
        (user.groups.add if held else user.groups.remove)(group)
        return
    opens = any(grant.opens_administration for grant in held)
    (user.groups.add if opens else user.groups.remove)(group)
    if user.is_staff != (opens or user.is_superuser):
        user.is_staff = opens or user.is_superuser
        user.save(update_fields=["is_staff"])
