"""Pages of the superior: who has an ID-Plan, signing and returning; and the share by unit."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.development_docx import development_document
from accounts.forms.development import PlanBoardForm, PlanReturnForm
from accounts.models import Organization, User
from accounts.models.development import (
    planning,
    share_with_plan,
    shares_by_unit,
    with_plan_of,
    with_staff,
)
from accounts.permissions import (
    can_return_development_plan,
    can_see_development_board,
    can_see_development_shares,
    can_sign_development_plan,
    organizations_managed_by,
)
from accounts.roles import OFFICER
from accounts.services import development as service
from accounts.views.development import plan_for, stepped, years_to_plan
from kmc.lib.dates import ERA, year_in_words
from kmc.lib.paging import paged
from kmc.lib.word import docx_response

YEARS_BACK = 5


def year_choices() -> list[tuple[int, str]]:
    """Return the fiscal years to look at, the newest first, by their stored number."""
    newest = years_to_plan()[-1].be_year - ERA
    return [(year, year_in_words(year)) for year in range(newest, newest - YEARS_BACK - 1, -1)]


def board_form(request, units) -> PlanBoardForm:
    """Return the filter, on this fiscal year where none is asked for."""
    data = request.GET.copy()
    data.setdefault("year", str(this_year()))
    return PlanBoardForm(data, years=year_choices(), units=units)


def this_year() -> int:
    return years_to_plan()[0].be_year - ERA


def chosen(form, name, otherwise=None):
    """Return what the filter asks for; what makes no sense asks for nothing."""
    form.is_valid()
    return form.cleaned_data.get(name) or otherwise


def units_of(user):
    """Return the organizations whose people the person looks after."""
    if user.is_superuser:
        return Organization.objects.in_thai_order()
    return Organization.objects.of_ids(organizations_managed_by(user)).in_thai_order()


@require_safe
@login_required
def development_list(request):
    """The people one looks after, with their plans of a year."""
    if not can_see_development_board(request.user):
        raise PermissionDenied
    units = units_of(request.user)
    form = board_form(request, units if len(units) > 1 else None)
    year = chosen(form, "year", this_year())
    unit = chosen(form, "unit")
    people = User.objects.directory().looked_after_by(request.user)
    people = people.of_organizations([unit.pk]) if unit else people
    shown = planning(people, year, chosen(form, "state"))
    context = {
        "form": form,
        "year_words": year_in_words(year),
        "share": share_with_plan(people, year),
        "has_units": len(units) > 1 and unit is None,
        "page": paged(request, shown, load=lambda rows: with_plan_of(rows.with_profile(), year)),
    }
    return render(request, "accounts/development_list.html", context)


@require_safe
@login_required
def development_units(request):
    """How many people of each unit have a plan: numbers, no names."""
    if not can_see_development_shares(request.user):
        raise PermissionDenied
    form = board_form(request, None)
    year = chosen(form, "year", this_year())
    ids = {*organizations_managed_by(request.user), *request.user.organizations_as(OFFICER)}
    units = Organization.objects.all() if request.user.is_superuser else Organization.objects.of_ids(ids)
    page = paged(request, with_staff(units).in_thai_order(), load=lambda rows: rows.for_cards())
    shares = shares_by_unit([unit.pk for unit in page], year)
    context = {
        "form": form,
        "year_words": year_in_words(year),
        "page": page,
        "rows": [(unit, shares[unit.pk]) for unit in page if unit.pk in shares],
        "may_see_board": can_see_development_board(request.user),
    }
    return render(request, "accounts/development_units.html", context)


@require_POST
@login_required
def development_sign(request, pk):
    plan = plan_for(request.user, pk)
    if not can_sign_development_plan(request.user, plan) and not is_signed_by(plan, request.user):
        raise PermissionDenied
    seen = request.POST.get("seen", "")
    stepped(request, service.sign_plan, _("The plan is signed."), plan=plan, seen=seen)
    return redirect(plan)


def is_signed_by(plan, user) -> bool:
    """Return whether the person signed already: pressing twice is no offence."""
    return plan.is_signed and plan.signed_by_id == user.pk


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def development_return(request, pk):
    """Give a plan back with a reason: one that waits, or one that is signed and is to be opened again."""
    plan = plan_for(request.user, pk)
    if not can_return_development_plan(request.user, plan):
        raise PermissionDenied
    form = PlanReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = _("The plan is open again.") if plan.is_signed else _("The plan is returned.")
        stepped(request, service.return_plan, done, plan=plan, reason=form.cleaned_data["reason"])
        return redirect(plan)
    return render(request, "accounts/development_return.html", {"form": form, "plan": plan})


@require_safe
@login_required
def development_docx(request, pk):
    """The plan in the layout of the form, as a Word document."""
    plan = plan_for(request.user, pk)
    name = getattr(plan.user, "profile", None) or plan.user
    words = {"name": name, "year": year_in_words(plan.fiscal_year)}
    filename = _("ID-Plan %(year)s %(name)s") % words
    return docx_response(f"{filename}.docx", development_document(plan))
