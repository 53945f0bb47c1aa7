"""Administration of skill records."""

from django.contrib import admin

from accounts.models import SkillRecord
from kmc.lib.backoffice import OfficeAdmin


@admin.register(SkillRecord)
class SkillRecordAdmin(OfficeAdmin):
    list_display = ["user", "skill", "title", "hours", "confirmed_by", "confirmed_on", "valid_until"]
    list_filter = ["skill", "confirmed_on"]
    list_select_related = ["user", "confirmed_by"]
    search_fields = ["user__given_name", "user__family_name", "title"]
    autocomplete_fields = ["user", "confirmed_by"]
    ordering = ["-pk"]
