"""Chosen people and units as files."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.importing.fields import ORGANIZATIONS, STAFF
from accounts.importing.lists import headings_for, organization_rows, staff_rows
from accounts.models import AuditEntry
from accounts.services import record
from kmc.lib.spreadsheet import xlsx_response


@admin.action(description=_("Download the chosen people as XLSX"), permissions=["view"])
def export_people(modeladmin, request, queryset):
    """Give out the chosen people under the headings that come in again."""
    people = list(queryset.filter(is_service=False, profile__isnull=False).with_profile())
    record(action=AuditEntry.Action.EXPORT, by=request.user, kind=str(STAFF), rows=len(people))
    title = gettext("Staff")
    return xlsx_response(f"{title}.xlsx", title, headings_for(STAFF), staff_rows(people))


@admin.action(description=_("Download the chosen organizations as XLSX"), permissions=["view"])
def export_organizations(modeladmin, request, queryset):
    """Give out the chosen units under the headings that come in again."""
    units = list(queryset.select_related("district", "branch_of"))
    record(action=AuditEntry.Action.EXPORT, by=request.user, kind=str(ORGANIZATIONS), rows=len(units))
    name = gettext("Organizations")
    return xlsx_response(f"{name}.xlsx", name, headings_for(ORGANIZATIONS), organization_rows(units))
