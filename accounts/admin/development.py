"""Administration of ID-Plans: who has one and where it stands. What is in it stays between person and superior."""

from django.contrib import admin

from accounts.models import DevelopmentPlan
from kmc.lib.backoffice import ReadOnlyAdmin


@admin.register(DevelopmentPlan)
class DevelopmentPlanAdmin(ReadOnlyAdmin):
    fields = list_display = ["user", "fiscal_year", "organization", "status", "signed_by", "signed_at"]
    list_filter = ["fiscal_year", "status"]
    list_select_related = ["user", "organization", "signed_by"]
    search_fields = ["user__given_name", "user__family_name", "organization__name"]
    ordering = ["-fiscal_year", "-pk"]
