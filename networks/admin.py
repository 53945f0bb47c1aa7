"""Administration of school networks."""

from django.contrib import admin

from kmc.lib.backoffice import OfficeAdmin
from networks.models import NetworkSchool, SchoolNetwork


class NetworkSchoolInline(admin.TabularInline):
    model = NetworkSchool
    extra = 1
    autocomplete_fields = ["school"]


@admin.register(SchoolNetwork)
class SchoolNetworkAdmin(OfficeAdmin):
    list_display = ["name", "kind", "organization", "coordinator", "is_active"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["organization", "coordinator"]
    search_fields = ["name", "name_en"]
    autocomplete_fields = ["organization", "coordinator"]
    inlines = [NetworkSchoolInline]
    ordering = ["sort_key"]
