"""Administration of organizations and of the roles given in them."""

from django.contrib import admin

from accounts.models import Organization, RoleGrant
from accounts.services import grant_role, revoke_role
from kmc.lib.backoffice import OfficeAdmin


@admin.register(Organization)
class OrganizationAdmin(OfficeAdmin):
    list_display = ["name", "kind", "district", "smis_code", "pupil_count", "status"]
    list_filter = ["kind", "status", ("district", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["district"]
    search_fields = ["name", "name_en", "short_name", "smis_code", "obec_code", "ministry_code"]
    autocomplete_fields = ["parent", "district"]
    ordering = ["sort_key", "pk"]

    def delete_model(self, request, obj):
        """Take the roles given here back first: what they opened closes with them."""
        for grant in obj.role_grants.select_related("user", "role"):
            revoke_role(grant=grant)
        super().delete_model(request, obj)


@admin.register(RoleGrant)
class RoleGrantAdmin(OfficeAdmin):
    list_display = ["user", "role", "organization", "granted_by", "granted_at"]
    list_filter = ["role"]
    list_select_related = ["user", "role", "organization", "granted_by"]
    search_fields = ["user__given_name", "user__family_name", "organization__name"]
    autocomplete_fields = ["user", "organization"]
    fields = ["user", "role", "organization"]
    ordering = ["-granted_at", "-pk"]

    def has_change_permission(self, request, obj=None):
        """A grant is given or taken back, never rewritten."""
        return False

    def save_model(self, request, obj, form, change):
        granted = grant_role(
            user=obj.user, role=obj.role.slug, organization=obj.organization, by=request.user
        )
        obj.pk = granted.pk

    def delete_model(self, request, obj):
        revoke_role(grant=obj)
