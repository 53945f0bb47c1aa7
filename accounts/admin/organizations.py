"""Administration of organizations."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.admin.exports import export_organizations
from accounts.forms.organization import (
    CodeField,
    OrganizationChoiceField,
    PlaceMixin,
    RulesMixin,
    parents_for,
    same_name_field,
)
from accounts.models import Organization
from accounts.models.organization import KIND_RANK
from accounts.services import create_organization, edit_organization
from kmc.lib.backoffice import OfficeAdmin

ACTS = {
    "organization_move": _("Move the unit"),
    "organization_merge": _("Merge into another"),
    "organization_close": _("Close the unit"),
}


class UnitForm(PlaceMixin, RulesMixin, forms.ModelForm):
    """The same rules as on the site's own pages."""

    smis_code = CodeField(label=_("SMIS code"), required=False)
    obec_code = CodeField(label=_("OBEC code"), required=False)
    ministry_code = CodeField(label=_("Ministry code"), required=False)
    is_same_name_meant = same_name_field()


@admin.register(Organization)
class OrganizationAdmin(OfficeAdmin):
    """Units are entered and changed here; they move, merge and close on the site's own pages."""

    form = UnitForm
    list_display = ["name", "kind", "district", "smis_code", "pupil_count", "status"]
    list_filter = ["kind", "status", ("district", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["district"]
    search_fields = ["name", "name_en", "short_name", "smis_code", "obec_code", "ministry_code"]
    autocomplete_fields = ["parent", "branch_of"]
    actions = [export_organizations]
    ordering = [KIND_RANK, "sort_key", "pk"]
    fields = [
        "kind",
        "parent",
        "name",
        "is_same_name_meant",
        "name_en",
        "short_name",
        "district",
        "subdistrict",
        "smis_code",
        "obec_code",
        "ministry_code",
        "branch_of",
        "pupil_count",
        "position",
    ]
    settled = ["kind", "parent", "status", "merged_into", "ended_on", "end_reason", "acts"]

    @staticmethod
    def name_of_choice(unit):
        """Name a unit with its district where it is chosen: names repeat."""
        return unit.name_with_district

    def get_fields(self, request, obj=None):
        return (
            [*self.fields, *(name for name in self.settled if name not in self.fields)]
            if obj
            else self.fields
        )

    def get_readonly_fields(self, request, obj=None):
        """Where a unit belongs and how it ended are acts with consequences, not fields."""
        return self.settled if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("district", "parent")

    def get_search_results(self, request, queryset, search_term):
        """Find as the site does: «โรงเรียน», «บ้าน» and spaces do not matter."""
        return (queryset.found_by(search_term) if search_term.strip() else queryset), False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", OrganizationChoiceField)
        if db_field.name == "parent":
            kwargs["queryset"] = parents_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Say what stood against saving at the last moment, when somebody else was faster."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        if change:
            edit_organization(by=request.user, unit=obj, changed=form.changed_data)
        else:
            create_organization(by=request.user, unit=obj)

    def has_delete_permission(self, request, obj=None):
        """Units are closed or merged, never deleted: what was done in them stays."""
        return False

    @admin.display(description=_("move, merge, close"))
    def acts(self, unit):
        names = ("organization_reopen",) if unit.is_ended else tuple(ACTS)
        links = (
            (reverse(f"accounts:{name}", args=[unit.pk]), ACTS.get(name, _("Open the unit again")))
            for name in names
        )
        return "–" if unit.is_office else format_html_join(" · ", '<a href="{}">{}</a>', links)
