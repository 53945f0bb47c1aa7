"""Administration of people."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import RoleGrant, StaffProfile, User
from kmc.lib.backoffice import OfficeAdmin


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["username", "given_name", "family_name", "email"]


class PersonChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"  # the fieldsets below name what is shown


class PersonPasswordForm(AdminPasswordChangeForm):
    usable_password_help_text = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _("If disabled, the current password for this user will be lost."),
    )


class ProfileInline(admin.StackedInline):
    model = StaffProfile
    autocomplete_fields = ["organization"]
    exclude = ["photo"]


class GrantInline(admin.TabularInline):
    model = RoleGrant
    fk_name = "user"
    extra = 0
    fields = ["role", "organization", "granted_by", "granted_at"]
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(OfficeAdmin, DjangoUserAdmin):
    form = PersonChangeForm
    add_form = PersonCreationForm
    change_password_form = PersonPasswordForm
    list_display = ["full_name", "username", "organization", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "is_service", "profile__staff_kind"]
    list_select_related = ["profile__organization"]
    search_fields = ["given_name", "family_name", "username", "email"]
    ordering = ["sort_key", "pk"]
    filter_horizontal = []
    inlines = [ProfileInline, GrantInline]
    actions = ["deactivate"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["given_name", "family_name", "email"]}),
        (_("Account"), {"fields": ["is_active", "is_staff", "is_superuser", "is_service"]}),
        (_("Stamps"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "given_name",
                    "family_name",
                    "email",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        ),
    ]

    @admin.display(description=_("name"), ordering="sort_key")
    def full_name(self, user):
        return user.full_name

    @admin.display(description=_("organization"))
    def organization(self, user):
        return user.profile.organization if hasattr(user, "profile") else "–"

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes superusers."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser", "is_staff"]

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """People are deactivated, never deleted: their work stays."""
        return False

    @admin.action(description=_("Deactivate the chosen accounts"), permissions=["change"])
    def deactivate(self, request, queryset):
        chosen = queryset.exclude(pk=request.user.pk).filter(is_active=True, is_superuser=False)
        count = chosen.update(is_active=False)
        messages.success(
            request,
            ngettext("%(count)d account is deactivated.", "%(count)d accounts are deactivated.", count)
            % {"count": count},
        )
