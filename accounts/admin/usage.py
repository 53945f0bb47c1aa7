"""Administration of the days of use."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from accounts.models import UsagePeriod
from accounts.services import recount_period
from kmc.lib.backoffice import ReadOnlyAdmin


@admin.register(UsagePeriod)
class UsagePeriodAdmin(ReadOnlyAdmin):
    list_display = ["starts_on", "ends_on", "user_count"]
    actions = ["recount"]
    ordering = ["-starts_on"]

    @admin.action(description=_("Count anew from the days of use"), permissions=["view"])
    def recount(self, request, queryset):
        for period in queryset:
            recount_period(period=period)
        messages.success(request, _("The users are counted anew."))
