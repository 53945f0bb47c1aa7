"""Administration of competency frameworks and surveys. Nobody's ratings are looked at here."""

from django import forms
from django.contrib import admin

from accounts.models import Competency, CompetencyFramework, CompetencySurvey, StaffProfile
from kmc.lib.backoffice import OfficeAdmin


class StaffKindsField(forms.MultipleChoiceField):
    """Kinds of staff as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=StaffProfile.StaffKind.choices, **kwargs)


class CompetencyInline(admin.TabularInline):
    model = Competency
    extra = 0
    fields = ["position", "group", "code", "name", "name_en"]

    def has_delete_permission(self, request, obj=None):
        """What people have rated stays: a framework that changes is a new one, and the old is taken out of use."""
        return obj is None or not obj.assessments.exists()


@admin.register(CompetencyFramework)
class CompetencyFrameworkAdmin(OfficeAdmin):
    list_display = ["name", "kinds", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "name_en"]
    fields = ["slug", "name", "name_en", "staff_kinds", "is_active"]
    inlines = [CompetencyInline]
    ordering = ["pk"]

    @admin.display(description=CompetencyFramework._meta.get_field("staff_kinds").verbose_name)
    def kinds(self, framework):
        return ", ".join(str(title) for title in framework.kind_titles) or "–"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Choose the kinds of staff by ticking them: nobody writes JSON."""
        if db_field.name == "staff_kinds":
            return StaffKindsField(label=db_field.verbose_name, required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(CompetencySurvey)
class CompetencySurveyAdmin(OfficeAdmin):
    list_display = ["organization", "year", "opens_on", "closes_on", "opened_by"]
    list_select_related = ["organization", "opened_by"]
    search_fields = ["organization__name"]
    readonly_fields = ["organization", "year", "opened_by"]
    ordering = ["-year", "-pk"]

    def get_readonly_fields(self, request, obj=None):
        """The days are changed on the portal's own page, where its rules hold; by a superuser also here."""
        return self.readonly_fields if request.user.is_superuser else self.list_display

    def has_add_permission(self, request):
        """A survey is opened by an officer on the portal's own page."""
        return False
