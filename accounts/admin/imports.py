"""Administration of imports: looked at here, brought in on their own pages."""

from django.contrib import admin

from accounts.models import StaffImport
from kmc.lib.backoffice import ReadOnlyAdmin


@admin.register(StaffImport)
class StaffImportAdmin(ReadOnlyAdmin):
    """What was brought in, when and by whom. The rows stand on the page of the import."""

    list_display = ["file_name", "kind", "organization", "status", "created_by", "created_at"]
    list_filter = ["kind", "status"]
    list_select_related = ["organization", "created_by"]
    search_fields = ["file_name"]
    fields = [*list_display, "finished_at"]
    readonly_fields = fields
    ordering = ["-pk"]
