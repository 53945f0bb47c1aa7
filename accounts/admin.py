"""Administration of people, organizations and roles."""

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Organization, RoleGrant, SkillRecord, StaffProfile, UsagePeriod, User
from accounts.services import grant_role, recount_period, revoke_role
from kmc.lib.backoffice import OfficeAdmin, ReadOnlyAdmin

admin.site.unregister(Group)  # groups follow the roles: `sync_roles` writes them
admin.site.unregister(EmailAddress)  # a person has one address, and it stands with the person
admin.site.site_header = _("Administration")
admin.site.site_title = _("Administration")
admin.site.index_title = _("What would you like to look after?")


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


@admin.register(SkillRecord)
class SkillRecordAdmin(OfficeAdmin):
    list_display = ["user", "skill", "title", "hours", "confirmed_by", "confirmed_on", "valid_until"]
    list_filter = ["skill", "confirmed_on"]
    list_select_related = ["user", "confirmed_by"]
    search_fields = ["user__given_name", "user__family_name", "title"]
    autocomplete_fields = ["user", "confirmed_by"]
    ordering = ["-pk"]


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
