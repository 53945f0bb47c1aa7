"""Administration of skill records: looked at and confirmed here; their owners write them."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import SkillRecord
from accounts.services.skills import confirm_skills
from kmc.lib.backoffice import ReadOnlyAdmin


@admin.register(SkillRecord)
class SkillRecordAdmin(ReadOnlyAdmin):
    list_display = ["user", "skill", "title", "hours", "confirmed_by", "confirmed_on", "valid_until"]
    list_filter = ["skill", "confirmed_on"]
    list_select_related = ["user", "confirmed_by"]
    search_fields = ["user__given_name", "user__family_name", "title"]
    exclude = ["certificate", "certificate_type"]  # a file is handed out by its page, permission asked
    actions = ["confirm"]
    ordering = ["-pk"]

    @admin.action(description=_("Confirm the chosen records that wait"), permissions=["view"])
    def confirm(self, request, queryset):
        """The service leaves out one's own, and what does not wait."""
        count = confirm_skills(records=queryset.confirmable_by(request.user), by=request.user)
        text = ngettext("%(count)d record is confirmed.", "%(count)d records are confirmed.", count)
        messages.success(request, text % {"count": count})
