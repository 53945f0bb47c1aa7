"""Pages on which units are entered, changed, moved, merged, closed and opened again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.organization import (
    CloseForm,
    MergeForm,
    MoveForm,
    NewOrganizationForm,
    OfficeForm,
    PublicFaceForm,
)
from accounts.models import Organization
from accounts.permissions import (
    administers,
    can_create_organizations,
    can_manage_organization,
    can_reshape_organization,
)
from accounts.services import (
    close_organization,
    create_organization,
    edit_organization,
    holdings_of,
    merge_organizations,
    move_organization,
    refuse_merge,
    refuse_wrong_day,
    reopen_organization,
)
from kmc.lib.forms import tried

pages = require_http_methods(["GET", "HEAD", "POST"])


def unit_to_reshape(request, pk) -> Organization:
    """Return the unit for those who may move or end it."""
    unit = get_object_or_404(Organization.objects.for_page(), pk=pk)
    if not can_reshape_organization(request.user, unit):
        raise PermissionDenied
    return unit


@pages
@login_required
def organization_create(request):
    """A new group, district or school; `?parent=` says where."""
    if not can_create_organizations(request.user):
        raise PermissionDenied
    form = NewOrganizationForm(
        request.POST or None, by=request.user, initial={"parent": request.GET.get("parent", "")[:18]}
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and tried(form, create_organization, by=request.user, unit=form.instance):
        messages.success(request, _("The unit is entered."))
        return redirect(form.instance)
    return render(request, "accounts/organization_form.html", {"form": form, "unit": None})


@pages
@login_required
def organization_edit(request, pk):
    """All facts of a unit for its administrators; for its manager those the unit keeps itself."""
    unit = get_object_or_404(Organization.objects.for_page(), pk=pk)
    if not can_manage_organization(request.user, unit):
        raise PermissionDenied
    is_office_work = administers(request.user, unit)
    form = (OfficeForm if is_office_work else PublicFaceForm)(request.POST or None, instance=unit)
    details = {"by": request.user, "unit": form.instance, "changed": form.changed_data}
    if request.method == "POST" and form.is_valid() and tried(form, edit_organization, **details):
        messages.success(request, _("The changes are saved."))
        return redirect(unit)
    context = {"form": form, "unit": unit, "is_office_work": is_office_work}
    return render(request, "accounts/organization_form.html", context)


@pages
@login_required
def organization_move(request, pk):
    """The unit belongs to another unit from now on."""
    unit = unit_to_reshape(request, pk)
    form = MoveForm(request.POST or None, unit=unit, by=request.user)
    if form.is_valid() and tried(form, move_organization, by=request.user, unit=unit, **form.cleaned_data):
        messages.success(request, _("The unit is moved."))
        return redirect(unit)
    context = {"form": form, "unit": unit, "holdings": holdings_of(unit)}
    return render(request, "accounts/organization_move.html", context)


@pages
@login_required
def organization_merge(request, pk):
    """First the choice (a GET form), then what follows in numbers with the button that does it."""
    unit = unit_to_reshape(request, pk)
    sent = request.POST or (request.GET if "into" in request.GET else None)
    form = MergeForm(sent, unit=unit, by=request.user)
    is_settled = form.is_valid() and is_possible(form, unit)
    if (
        is_settled
        and request.method == "POST"
        and tried(form, merge_organizations, by=request.user, unit=unit, **form.cleaned_data)
    ):
        messages.success(
            request, _("The unit is merged into %(name)s.") % {"name": form.cleaned_data["into"].name}
        )
        return redirect(unit)
    context = {"form": form, "unit": unit, "is_settled": is_settled and not form.errors}
    return render(request, "accounts/organization_merge.html", context | {"holdings": holdings_of(unit)})


def is_possible(form, unit) -> bool:
    """Say before the last question what stands against the merge."""
    try:
        refuse_merge(unit, form.cleaned_data["into"])
        refuse_wrong_day(unit, form.cleaned_data["ended_on"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors


@pages
@login_required
def organization_close(request, pk):
    """Close a unit; what stands against it is said before anything is typed."""
    unit = unit_to_reshape(request, pk)
    form = CloseForm(request.POST or None)
    if form.is_valid() and tried(form, close_organization, by=request.user, unit=unit, **form.cleaned_data):
        messages.success(request, _("The unit is closed. Its page and its knowledge stay."))
        return redirect(unit)
    context = {"form": form, "unit": unit, "holdings": holdings_of(unit)}
    return render(request, "accounts/organization_close.html", context)


@pages
@login_required
def organization_reopen(request, pk):
    """Open a closed or merged unit again."""
    unit = unit_to_reshape(request, pk)
    if request.method == "POST":
        try:
            reopen_organization(by=request.user, unit=unit)
            messages.success(request, _("The unit is open again."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(unit)
    return render(request, "accounts/organization_reopen.html", {"unit": unit})
