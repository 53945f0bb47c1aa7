"""Administration of roles given to people."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant, User
from accounts.permissions import can_grant_role, can_revoke_grant
from accounts.services import grant_role, revoke_role
from kmc.lib.backoffice import OfficeAdmin


class RoleGrantForm(forms.ModelForm):
    """A grant, where the one who gives it may."""

    by = None  # set by the administration for each request

    class Meta:
        model = RoleGrant
        fields = ["user", "role", "organization"]

    def clean(self):
        data = super().clean()
        person, role, unit = (data.get(name) for name in ("user", "role", "organization"))
        if person and not (person.is_active or person.closed_because == User.Closed.INVITED):
            raise ValidationError(_("This account is closed. A role would be of no use."))
        if role and unit and not can_grant_role(self.by, role.slug, unit, person):
            raise ValidationError(_("You cannot give this role at this organization."))
        return data


@admin.register(RoleGrant)
class RoleGrantAdmin(OfficeAdmin):
    form = RoleGrantForm
    list_display = ["user", "role", "organization", "granted_by", "granted_at"]
    list_filter = ["role"]
    list_select_related = ["user", "role", "organization", "granted_by"]
    search_fields = ["user__given_name", "user__family_name", "organization__name"]
    autocomplete_fields = ["user", "organization"]
    fields = ["user", "role", "organization"]
    ordering = ["-granted_at", "-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).administered_by(request.user)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request, obj=None):
        """A grant is given or taken back, never rewritten."""
        return False

    def has_delete_permission(self, request, obj=None):
        if obj is not None and not can_revoke_grant(request.user, obj):
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        granted = grant_role(
            user=obj.user, role=obj.role.slug, organization=obj.organization, by=request.user
        )
        obj.pk = granted.pk

    def delete_model(self, request, obj):
        revoke_role(grant=obj, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)

    def delete_view(self, request, object_id, extra_context=None):
        return self.told_why(
            request, lambda: super(RoleGrantAdmin, self).delete_view(request, object_id, extra_context)
        )

    def changelist_view(self, request, extra_context=None):
        return self.told_why(
            request, lambda: super(RoleGrantAdmin, self).changelist_view(request, extra_context)
        )

    def told_why(self, request, view):
        """Return the answer of the view; where a service refuses, go back to the list with its sentence."""
        try:
            return view()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("admin:accounts_rolegrant_changelist")
