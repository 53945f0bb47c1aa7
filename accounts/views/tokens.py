"""Keys for programs: one's own, and those of a unit. A key is shown once, on the answer that made it."""

from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.tokens import TokenForm
from accounts.models import ApiToken, Organization
from accounts.permissions import (
    can_make_token,
    can_make_unit_token,
    can_manage_organization,
    can_revoke_token,
    token_opens,
)
from accounts.services.tokens import make_token, revoke_token
from kmc.lib.forms import tried

COUNTED_DAYS = 30
pages = require_http_methods(["GET", "HEAD", "POST"])


def with_use(tokens) -> list[ApiToken]:
    """Return the keys as their list shows them: how often each was used lately, whether it still opens."""
    rows = list(tokens.with_calls(timezone.localdate() - timedelta(days=COUNTED_DAYS)).for_list())
    for row in rows:
        row.opens = token_opens(row)
    return rows


@require_safe
@login_required
def token_list(request):
    """One's own keys."""
    context = {"tokens": with_use(request.user.api_tokens), "may_make": can_make_token(request.user)}
    return render(request, "accounts/token_list.html", context | {"unit": None, "days": COUNTED_DAYS})


@require_safe
@login_required
def organization_tokens(request, pk):
    """The keys of a unit, for those who look after it."""
    unit = get_object_or_404(Organization.objects.for_page(), pk=pk)
    if not can_manage_organization(request.user, unit):
        raise PermissionDenied
    may_make = can_make_unit_token(request.user, unit)
    context = {"tokens": with_use(unit.api_tokens), "may_make": may_make, "unit": unit, "days": COUNTED_DAYS}
    return render(request, "accounts/token_list.html", context)


@pages
@login_required
@reauthentication_required(app="allauth.account")
def token_create(request):
    """A new key of one's own."""
    if not can_make_token(request.user):
        raise PermissionDenied
    return made_by_form(request, None)


@pages
@login_required
@reauthentication_required(app="allauth.account")
def organization_token_create(request, pk):
    """A new key for a system of the unit."""
    unit = get_object_or_404(Organization.objects.for_page(), pk=pk)
    if not can_make_unit_token(request.user, unit):
        raise PermissionDenied
    return made_by_form(request, unit)


def made_by_form(request, unit):
    """Show the form; show the key this once when it is made."""
    form = TokenForm(request.POST if request.method == "POST" else None, of_unit=unit is not None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, make_token, by=request.user, organization=unit, **form.cleaned_data)
        if made:
            context = {"token": made[0], "secret": made[1], "unit": unit}
            return render(request, "accounts/token_made.html", context)
    return render(request, "accounts/token_form.html", {"form": form, "unit": unit})


@pages
@login_required
def token_revoke(request, pk):
    """Let a key open nothing any more, after a question."""
    token = get_object_or_404(ApiToken.objects.for_use(), pk=pk)
    if not can_revoke_token(request.user, token):
        raise PermissionDenied
    if request.method != "POST":
        unit = token.organization and Organization.objects.for_page().get(pk=token.organization_id)
        return render(request, "accounts/token_confirm_revoke.html", {"token": token, "unit": unit})
    revoke_token(token=token, by=request.user)
    messages.success(request, _("The key is revoked. Programs that use it get no answer any more."))
    if token.organization_id:
        return redirect("accounts:organization_tokens", token.organization_id)
    return redirect("accounts:token_list")
