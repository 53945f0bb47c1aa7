"""Pages of bringing lists in: the file, its columns, the dry run, the writing, the outcome."""

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.imports import ColumnsForm, ImportFileForm
from accounts.importing.lists import outcome_rows, wrong_rows
from accounts.importing.places import import_places
from accounts.importing.receiving import match_columns, receive_file
from accounts.importing.shown import columns_taken, shown_rows, tabs_of
from accounts.importing.template import template_response
from accounts.importing.unit_writing import districts_to_enter
from accounts.importing.writing import cancel_import, write_chunk
from accounts.models import Organization, StaffImport
from accounts.permissions import can_import, can_import_somewhere
from kmc.lib.paging import paged
from kmc.lib.spreadsheet import xlsx_response
from kmc.lib.tables import TableRefused

SECONDS_A_REQUEST = 4  # without JavaScript a press of the button writes for so long
Status = StaffImport.Status


def import_for(request, pk) -> StaffImport:
    """Return an import the person may see, and may still bring in."""
    imports = StaffImport.objects.visible_to(request.user).select_related("organization", "created_by")
    one = get_object_or_404(imports, pk=pk)
    if not can_import(request.user, one.organization, one.kind):
        raise PermissionDenied
    return one


@require_safe
@login_required
def import_list(request):
    """The imports there were, and where a new one may begin."""
    if not can_import_somewhere(request.user):
        raise PermissionDenied
    imports = StaffImport.objects.visible_to(request.user).newest_first()
    context = {
        "page": paged(request, imports, load=lambda rows: rows.for_list()),
        "places": import_places(request.user),
    }
    return render(request, "accounts/import_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_new(request, pk):
    """The choice of a file; it is read and checked at once, and never kept."""
    unit = get_object_or_404(Organization, pk=pk)
    if not can_import(request.user, unit, "staff"):
        raise PermissionDenied
    may_units = can_import(request.user, unit, "organizations")
    form = ImportFileForm(
        *([request.POST, request.FILES] if request.method == "POST" else []), may_units=may_units
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            one = receive_file(
                content=file.read(),
                file_name=file.name,
                kind=form.chosen_kind,
                organization=unit,
                by=request.user,
            )
        except TableRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("accounts:import_detail", one.pk)
    return render(request, "accounts/import_form.html", {"form": form, "unit": unit, "may_units": may_units})


@require_safe
@login_required
def import_template(request, pk, kind):
    """An empty list with the headings the portal understands."""
    unit = get_object_or_404(Organization, pk=pk)
    if not can_import(request.user, unit, kind):
        raise PermissionDenied
    return template_response(kind)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_columns(request, pk):
    """Which column is what, where the headings leave a doubt."""
    one = import_for(request, pk)
    if one.status != Status.MAPPING:
        return redirect("accounts:import_detail", one.pk)
    form = ColumnsForm(request.POST if request.method == "POST" else None, staff_import=one)
    if request.method == "POST" and form.is_valid():
        match_columns(staff_import=one, mapping=form.mapping)
        return redirect("accounts:import_detail", one.pk)
    return render(request, "accounts/import_columns.html", {"form": form, "one": one})


@require_safe
@login_required
def import_detail(request, pk):
    """The dry run row by row, and later what became of each row."""
    one = import_for(request, pk)
    if one.status == Status.MAPPING:
        return redirect("accounts:import_columns", one.pk)
    counts, outcomes = one.counts(), one.outcomes()
    chosen = request.GET.get("verdict", "")
    page = paged(request, one.rows.of_verdict(chosen).in_order(), load=lambda rows: rows.for_list())
    context = {
        "one": one,
        "counts": counts,
        "outcomes": outcomes,
        "right_total": counts["new"] + counts["changed"],
        "tabs": tabs_of(one, counts, chosen),
        "page": page,
        "rows": shown_rows(one, page.object_list),
        "columns": columns_taken(one),
        "new_districts": districts_to_enter(one) if one.status == Status.CHECKED else [],
    }
    return render(request, "accounts/import_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_run(request, pk):
    """The writing: each POST writes on; a script posts for JSON, a chunk at a time."""
    one = import_for(request, pk)
    if one.status not in (Status.CHECKED, Status.RUNNING):
        return redirect("accounts:import_detail", one.pk)
    is_script = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    if request.method == "POST":
        one = write_on(one, request.user, 0 if is_script else SECONDS_A_REQUEST)
        if one.status == Status.DONE:
            messages.success(request, _("The list is brought in."))
        if not is_script:
            return redirect(
                "accounts:import_detail" if one.status == Status.DONE else "accounts:import_run", one.pk
            )
    outcomes = one.outcomes()
    done = outcomes["written"] + outcomes["failed"] + outcomes["skipped"]
    progress = {
        "done": done,
        "total": done + one.rows.waiting().count(),
        "is_done": one.status == Status.DONE,
    }
    if is_script:
        return JsonResponse(progress)
    return render(request, "accounts/import_run.html", {"one": one, **progress})


def write_on(one: StaffImport, user, seconds: float) -> StaffImport:
    """Write chunks for so many seconds, one at least."""
    end = time.monotonic() + seconds
    one = write_chunk(staff_import=one, by=user)
    while one.status == Status.RUNNING and time.monotonic() < end:
        one = write_chunk(staff_import=one, by=user)
    return one


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_cancel(request, pk):
    """Stop an import, after asking."""
    one = import_for(request, pk)
    if not one.is_open:
        return redirect("accounts:import_detail", one.pk)
    if request.method == "POST":
        cancel_import(staff_import=one, by=request.user)
        messages.success(request, _("The import is cancelled."))
        return redirect("accounts:import_list")
    return render(
        request, "accounts/import_confirm_cancel.html", {"one": one, "written": one.outcomes()["written"]}
    )


def download_name(word: str, one: StaffImport) -> str:
    stem = one.file_name.rpartition(".")[0] or one.file_name
    return f"{word} {stem}.xlsx"


@require_safe
@login_required
def import_wrong(request, pk):
    """The rows to be corrected, with the reasons, ready to be chosen again."""
    headings, rows = wrong_rows(one := import_for(request, pk))
    return xlsx_response(download_name(_("To be corrected"), one), _("To be corrected"), headings, rows)


@require_safe
@login_required
def import_outcome(request, pk):
    """Every row with what became of it."""
    headings, rows = outcome_rows(one := import_for(request, pk))
    return xlsx_response(download_name(_("Outcome"), one), _("Outcome"), headings, rows)
