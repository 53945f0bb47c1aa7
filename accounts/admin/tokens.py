"""Keys for programs, looked at by those who keep the site: whose, for what, how much they are used."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.keepers import KeepersMixin
from accounts.models import ApiCall, ApiToken
from kmc.lib.backoffice import ReadOnlyAdmin

COUNTED_DAYS = 30


@admin.register(ApiToken)
class ApiTokenAdmin(KeepersMixin, ReadOnlyAdmin):
    list_display = [
        *("prefix", "name", "user", "organization", "made_by", "expires_on"),
        *("revoked_at", "last_used_on", "used_lately"),
    ]
    list_select_related = ["user", "organization", "made_by"]
    search_fields = ["prefix", "name", "user__given_name", "user__family_name", "organization__name"]
    exclude = ["digest"]
    ordering = ["-made_at", "-pk"]

    def get_queryset(self, request):
        since = timezone.localdate() - timedelta(days=COUNTED_DAYS)
        return super().get_queryset(request).with_calls(since)

    @admin.display(description=_("requests in 30 days"))
    def used_lately(self, row):
        return row.call_count


@admin.register(ApiCall)
class ApiCallAdmin(KeepersMixin, ReadOnlyAdmin):
    list_display = ["day", "token", "count", "refused"]
    list_select_related = ["token"]
    search_fields = ["token__prefix", "token__name"]
    ordering = ["-day", "-pk"]
