"""Pages of roles: who holds what where, giving, taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.filters import RoleGrantFilter
from accounts.forms.roles import RoleGrantForm
from accounts.models import AuditEntry, Organization, RoleGrant
from accounts.permissions import (
    can_manage_organization,
    can_revoke_grant,
    can_see_all_roles,
    grantable_roles,
)
from accounts.roles import ROLE_TITLES
from accounts.services import grant_role, revoke_role
from kmc.lib.paging import paged

IN_HISTORY = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def organization_roles(request, pk):
    """Who holds what at an organization, below it and from above; a form that gives a role here."""
    unit = get_object_or_404(Organization.objects.for_cards(), pk=pk)
    if not can_manage_organization(request.user, unit):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = RoleGrantForm(
        request.POST if is_sent else None,
        by=request.user,
        organization=unit,
        words=request.GET.get("q", ""),
    )
    if is_sent and form.is_valid():
        person, role = form.cleaned_data["person"], form.cleaned_data["role"]
        grant_role(user=person, role=role, organization=unit, by=request.user)
        words = {"person": person.full_name, "role": ROLE_TITLES[role]}
        messages.success(request, _("%(person)s now holds the role “%(role)s” here.") % words)
        return redirect("accounts:organization_roles", unit.pk)
    context = {"unit": unit, "form": form, "can_grant": bool(grantable_roles(request.user, unit))}
    return render(request, "accounts/role_organization.html", context | grants_of(request, unit))


def grants_of(request, unit) -> dict:
    """Return the grants of an organization, of those below and above it, and what was done with them."""
    below = paged(request, RoleGrant.objects.below(unit).by_unit(), load=lambda rows: rows.for_list())
    entries = unit.audit_entries.newest_first().select_related("actor", "person")[:IN_HISTORY]
    return {
        "grants": with_rights(request.user, unit.role_grants.by_unit().for_list()),
        "above": RoleGrant.objects.above(unit).by_unit().for_list(),
        "page": below,
        "below": with_rights(request.user, below),
        "history": [{"at": entry.at, "title": told(entry)} for entry in entries],
    }


def with_rights(user, grants) -> list[tuple[RoleGrant, bool]]:
    """Return each grant with whether the person may take it back."""
    return [(grant, can_revoke_grant(user, grant)) for grant in grants]


def told(entry) -> str:
    """Return an entry of the trail as a sentence, or the name of the act where it is about no role."""
    role = entry.details.get("role", "")
    words = {
        "person": entry.person or _("somebody"),
        "actor": entry.actor or _("the portal"),
        "role": ROLE_TITLES.get(role, role),
        "act": entry.get_action_display(),
    }
    if entry.action == AuditEntry.Action.GRANT:
        return _("%(actor)s gave the role “%(role)s” to %(person)s.") % words
    if entry.action == AuditEntry.Action.REVOKE:
        return _("%(actor)s took the role “%(role)s” back from %(person)s.") % words
    return _("%(act)s, by %(actor)s") % words


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_revoke(request, pk):
    """Take a role back, after a question."""
    grant = get_object_or_404(RoleGrant.objects.for_list(), pk=pk)
    if not can_revoke_grant(request.user, grant):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "accounts/role_confirm_revoke.html", {"grant": grant})
    try:
        revoke_role(grant=grant, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        words = {"person": grant.user.full_name, "role": grant.role}
        messages.success(request, _("%(person)s no longer holds the role “%(role)s” here.") % words)
    if grant.user_id == request.user.pk:
        return redirect("accounts:me")
    return redirect("accounts:organization_roles", grant.organization_id)


@require_safe
@login_required
def role_list(request):
    """Every role given in an administrator's part of the tree, in Thai order of its holders."""
    if not can_see_all_roles(request.user):
        raise PermissionDenied
    grants = RoleGrantFilter(
        request.GET, queryset=RoleGrant.objects.administered_by(request.user).in_thai_order()
    )
    page = paged(request, grants.qs, load=lambda rows: rows.for_list())
    context = {"filter": grants, "page": page, "rows": with_rights(request.user, page)}
    return render(request, "accounts/role_list.html", context)
