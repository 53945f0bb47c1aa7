"""Lists that go out as files, under the headings that come in again."""

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.importing.fields import ORGANIZATIONS, STAFF
from accounts.importing.lists import every_unit, headings_for, organization_rows, people_of, staff_rows
from accounts.models import AuditEntry, Organization
from accounts.permissions import can_export_staff
from accounts.services import record
from kmc.lib.spreadsheet import csv_response, xlsx_response

MOST_AN_HOUR = 20


def is_too_often(user) -> bool:
    """Count a download of the person, and return whether it is one too many in this hour."""
    key = f"export:{user.pk}:{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, 3600)
    return cache.incr(key) > MOST_AN_HOUR


def refused(request):
    return render(request, "accounts/export_limit.html", {"most": MOST_AN_HOUR}, status=429)


def list_response(file: str, name: str, headings: list[str], rows):
    """Return the rows as xlsx or csv."""
    day = timezone.localdate().isoformat()
    if file == "csv":
        return csv_response(f"{name} {day}.csv", headings, rows)
    return xlsx_response(f"{name} {day}.xlsx", name, headings, rows)


@require_safe
@login_required
def organization_staff_file(request, pk, file):
    """The staff of a unit and of all below it, for who looks after them."""
    unit = get_object_or_404(Organization, pk=pk)
    if not can_export_staff(request.user, unit):
        raise PermissionDenied
    if is_too_often(request.user):
        return refused(request)
    people = people_of(unit)
    record(
        action=AuditEntry.Action.EXPORT, by=request.user, organization=unit, kind=str(STAFF), rows=len(people)
    )
    return list_response(
        file, _("Staff of %(unit)s") % {"unit": unit.name}, headings_for(STAFF), list(staff_rows(people))
    )


@require_safe
@login_required
def organization_list_file(request, file):
    """Every unit with its public facts, for everyone who is signed in."""
    if is_too_often(request.user):
        return refused(request)
    units = every_unit()
    record(action=AuditEntry.Action.EXPORT, by=request.user, kind=str(ORGANIZATIONS), rows=len(units))
    return list_response(
        file, _("Organizations"), headings_for(ORGANIZATIONS), list(organization_rows(units))
    )
