"""Awards and certificates in the administration: looked at here, confirmed and withdrawn on the site."""

from django.contrib import admin

from kmc.lib.backoffice import ReadOnlyAdmin
from knowledge.models import Award, AwardHolder, Certificate


class AwardHolderInline(admin.TabularInline):
    model = AwardHolder
    extra = 0
    fields = readonly_fields = ["user", "name", "position"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Award)
class AwardAdmin(ReadOnlyAdmin):
    list_display = ["title", "level", "scheme", "year", "organization", "confirmed_at"]
    list_filter = ["level", "year", "side", "medal"]
    list_select_related = ["organization"]
    search_fields = ["title", "scheme", "organization__name"]
    fields = [
        *("title", "holder_kind", "level", "scheme", "category", "side", "round_number", "year", "medal"),
        *("awarded_on", "url", "article", "organization", "entered_by", "entered_at"),
        *("confirmed_by", "confirmed_at", "returned_reason"),
    ]
    inlines = [AwardHolderInline]
    ordering = ["-year", "-pk"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["code", "kind", "name", "title", "issued_at", "withdrawn_at"]
    list_filter = ["kind", "withdrawn_at"]
    search_fields = ["=code", "name", "title"]
    fields = [
        *("code", "kind", "user", "article", "award", "name", "organization_name", "title", "details"),
        *("issued_at", "withdrawn_at", "withdrawn_reason"),
    ]
    ordering = ["-issued_at", "-pk"]
