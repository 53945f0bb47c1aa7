"""Lists that go out as files, under the headings that come in again."""

from django.contrib.auth.decorators import login_required
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
from kmc.lib.limits import is_too_often
from kmc.lib.spreadsheet import table_response

MOST_AN_HOUR = 20


def refused(request):
    return render(request, "accounts/export_limit.html", {"most": MOST_AN_HOUR}, status=429)


def list_response(file: str, name: str, headings: list[str], rows):
    """Return the rows as xlsx or csv."""
    return table_response(file, f"{name} {timezone.localdate().isoformat()}", headings, rows, title=name)


@require_safe
@login_required
def organization_staff_file(request, pk, file):
    """The staff of a unit and of all below it, for who looks after them."""
    unit = get_object_or_404(Organization, pk=pk)
    if not can_export_staff(request.user, unit):
        raise PermissionDenied
    if is_too_often("export", request.user.pk, MOST_AN_HOUR):
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
    if is_too_often("export", request.user.pk, MOST_AN_HOUR):
        return refused(request)
    units = every_unit()
    record(action=AuditEntry.Action.EXPORT, by=request.user, kind=str(ORGANIZATIONS), rows=len(units))
    return list_response(
        file, _("Organizations"), headings_for(ORGANIZATIONS), list(organization_rows(units))
    )
