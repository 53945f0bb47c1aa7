"""Administration of people. What it shows and lets change follows the same predicates as the pages."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin.exports import export_people
from accounts.models import RoleGrant, StaffProfile, User
from accounts.permissions import can_close_account, can_manage_person, can_take_over_account
from accounts.services import come_back, ensure_not_last_administrator, leave_office
from accounts.services.second_step import has_second_step
from kmc.lib.backoffice import OfficeAdmin, ReadersEraMixin


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["username", "given_name", "family_name", "email"]


class PersonChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"  # the fieldsets below name what is shown

    def clean(self):
        """The last one who keeps the site stays so: neither rights nor the person behind may go."""
        data = super().clean()
        person = self.instance
        loses_rights = person.is_superuser and not data.get("is_superuser", True)
        still_keeps = RoleGrant.objects.opening_administration().filter(user=person.pk).exists()
        if data.get("is_service", False) or (loses_rights and not still_keeps):
            ensure_not_last_administrator(User.objects.get(pk=person.pk))
        return data


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

    def get_readonly_fields(self, request, obj=None):
        """People move on their own page, where the day is noted and roles follow."""
        return ["organization", "left_on"] if hasattr(obj, "profile") else ["left_on"]


class GrantInline(ReadersEraMixin, admin.TabularInline):
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
    list_filter = ["is_active", "closed_because", "is_staff", "is_service", "profile__staff_kind"]
    list_select_related = ["profile__organization"]
    search_fields = ["given_name", "family_name", "username", "email"]
    ordering = ["sort_key", "pk"]
    filter_horizontal = []
    inlines = [ProfileInline, GrantInline]
    actions = ["deactivate", "reopen", export_people]
    # Accounts are closed and opened by services; the administration pages open with a role.
    readonly_fields = ["is_active", "closed_because", "is_staff", "second_step", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["given_name", "family_name", "email"]}),
        (
            _("Account"),
            {
                "fields": [
                    "is_active",
                    "closed_because",
                    "is_staff",
                    "is_superuser",
                    "is_service",
                    "second_step",
                ]
            },
        ),
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

    @admin.display(description=_("second step of signing in"))
    def second_step(self, user):
        if not has_second_step(user):
            return _("Not set up")
        address = reverse("accounts:second_step_remove", args=[user.pk])
        return format_html('{} · <a href="{}">{}</a>', _("Set up"), address, _("Remove the second step"))

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes superusers; who may not sign in as a person sets neither name nor address."""
        fields = [*super().get_readonly_fields(request, obj)]
        if not request.user.is_superuser:
            fields += ["is_superuser", "is_service"]
        if obj is not None and not can_take_over_account(request.user, obj):
            fields += ["username", "email"]
        return fields

    def has_change_permission(self, request, obj=None):
        """Those who manage the person; what was merged or erased stays as it is."""
        if obj is not None and not (is_open(obj) and can_manage_person(request.user, obj)):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """People are deactivated, never deleted: their work stays."""
        return False

    def user_change_password(self, request, id, form_url=""):
        person = self.get_object(request, id)
        if person is not None and not can_take_over_account(request.user, person):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def save_model(self, request, obj, form, change):
        """The administration pages are open to superusers and to whom a role opens them."""
        opening = RoleGrant.objects.opening_administration()
        obj.is_staff = obj.is_superuser or (change and opening.filter(user=obj.pk).exists())
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Deactivate the chosen accounts"), permissions=["change"])
    def deactivate(self, request, queryset):
        chosen = [one for one in queryset.filter(is_active=True) if can_close_account(request.user, one)]
        count = 0
        for person in chosen:
            try:
                leave_office(person=person, by=request.user)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
            else:
                count += 1
        messages.success(
            request,
            ngettext("%(count)d account is deactivated.", "%(count)d accounts are deactivated.", count)
            % {"count": count},
        )

    @admin.action(description=_("Open the chosen accounts again"), permissions=["change"])
    def reopen(self, request, queryset):
        chosen = [one for one in queryset.filter(is_active=False) if can_close_account(request.user, one)]
        opened = [come_back(person=one, by=request.user).is_active for one in chosen]
        messages.success(
            request,
            ngettext("%(count)d account is open again.", "%(count)d accounts are open again.", sum(opened))
            % {"count": sum(opened)},
        )


def is_open(person) -> bool:
    """Return whether the account still stands for a person: it was neither merged away nor erased."""
    return person.closed_because not in (User.Closed.MERGED, User.Closed.ERASED)
