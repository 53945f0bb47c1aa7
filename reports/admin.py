"""Administration of plans and targets."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from accounts.services import open_period
from kmc.lib.backoffice import OfficeAdmin, ReadOnlyAdmin
from reports.models import LevelName, Plan, PlanItem, PlanReview, Snapshot, Target, TargetEvidence
from reports.services import close_plan


class LevelNameInline(admin.TabularInline):
    model = LevelName
    extra = 0


class TargetInline(admin.TabularInline):
    model = Target
    extra = 0
    fields = ["code", "text", "goal", "metric", "beside", "due_on", "position"]
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Plan)
class PlanAdmin(OfficeAdmin):
    list_display = ["name", "kind", "organization", "state", "starts_on", "ends_on"]
    list_filter = ["kind", "state"]
    list_select_related = ["organization"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["organization"]
    readonly_fields = ["state_hint"]
    inlines = [LevelNameInline, TargetInline]
    actions = ["close"]
    ordering = ["state", "-starts_on"]

    def save_model(self, request, obj, form, change):
        """Closing freezes the figures, so it goes the way of the action; a plan in force counts its users."""
        is_closing = obj.is_closed and "state" in form.changed_data
        if is_closing:
            obj.state = Plan.State.ACTIVE
        super().save_model(request, obj, form, change)
        if is_closing:
            close_plan(plan=obj)
        elif obj.state == Plan.State.ACTIVE:
            open_period(starts_on=obj.starts_on, ends_on=obj.ends_on)

    @admin.display(description=_("Closing"))
    def state_hint(self, plan):
        return _("Close a plan with the action in the list: it freezes the figures.")

    @admin.action(description=_("Close the chosen plans and freeze their figures"), permissions=["change"])
    def close(self, request, queryset):
        for plan in queryset:
            close_plan(plan=plan)
        messages.success(request, _("The plans are closed and their figures frozen."))


@admin.register(PlanReview)
class PlanReviewAdmin(ReadOnlyAdmin):
    """To look at only: reviews are written on the plan's page, and one of an earlier year stays as it was."""

    list_display = ["plan", "fiscal_year_words", "reviewed_on", "reviewed_by"]
    list_select_related = ["plan", "reviewed_by"]
    search_fields = ["plan__name"]
    ordering = ["-reviewed_on", "-pk"]

    @admin.display(description=_("fiscal year"), ordering="fiscal_year")
    def fiscal_year_words(self, review):
        return review.year_words


@admin.register(PlanItem)
class PlanItemAdmin(OfficeAdmin):
    list_display = ["code", "level", "text", "plan"]
    list_filter = ["level", "plan"]
    list_select_related = ["plan"]
    search_fields = ["text", "text_en"]
    autocomplete_fields = ["plan", "parent"]
    ordering = ["plan", "position", "pk"]


@admin.register(Target)
class TargetAdmin(OfficeAdmin):
    list_display = ["code", "text", "goal", "metric", "due_on", "plan"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["code", "text", "text_en"]
    autocomplete_fields = ["plan", "strategy"]
    readonly_fields = ["frozen_value", "frozen_at"]
    ordering = ["plan", "position", "pk"]


@admin.register(TargetEvidence)
class TargetEvidenceAdmin(OfficeAdmin):
    list_display = ["title", "target", "shown_on", "added_by"]
    list_select_related = ["target", "added_by"]
    search_fields = ["title", "target__text"]
    autocomplete_fields = ["target", "article"]
    readonly_fields = ["added_by", "added_at"]
    ordering = ["-shown_on", "-pk"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.added_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["target", "day", "value"]
    list_select_related = ["target"]
    ordering = ["-day", "target"]
