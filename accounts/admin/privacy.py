"""Administration of privacy requests: looked at here, answered on the site's own page."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin.keepers import KeepersMixin
from accounts.models import PrivacyRequest
from kmc.lib.backoffice import ReadOnlyAdmin


@admin.register(PrivacyRequest)
class PrivacyRequestAdmin(KeepersMixin, ReadOnlyAdmin):
    list_display = ["kind", "user", "asked_at", "due_on", "answer", "answered_by"]
    list_filter = ["kind", "answer", "due_on"]
    list_select_related = ["user", "answered_by"]
    search_fields = ["user__given_name", "user__family_name"]
    readonly_fields = ["page"]
    ordering = ["due_on", "pk"]
    view_on_site = False

    @admin.display(description=_("page"))
    def page(self, asked):
        return format_html('<a href="{}">{}</a>', asked.get_absolute_url(), _("Open and answer"))

    def get_queryset(self, request):
        return PrivacyRequest.objects.visible_to(request.user)
