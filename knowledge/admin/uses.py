"""Uses and trials in the administration: looked at here, written and moderated on the site."""

from django.contrib import admin

from kmc.lib.backoffice import ReadOnlyAdmin
from knowledge.models import Trial, Use


@admin.register(Use)
class UseAdmin(ReadOnlyAdmin):
    list_display = ["article", "by", "organization", "place", "used_on", "measure", "hidden_at"]
    list_filter = ["measure", "hidden_at"]
    list_select_related = ["article", "by", "organization"]
    search_fields = ["place", "result", "article__title"]
    fields = [
        *("article", "by", "organization", "place", "result", "measure", "figure", "used_on"),
        *("at", "edited_at", "hidden_at", "hidden_by", "hidden_reason"),
    ]
    ordering = ["-at", "-pk"]


@admin.register(Trial)
class TrialAdmin(ReadOnlyAdmin):
    list_display = ["article", "organization", "led_by", "starts_on", "ends_on", "verdict"]
    list_filter = ["verdict"]
    list_select_related = ["article", "organization", "led_by"]
    search_fields = ["article__title", "organization__name"]
    fields = [
        *("article", "organization", "led_by", "question", "participants", "participant_count"),
        *("starts_on", "ends_on", "verdict", "reason", "decided_by", "decided_at"),
    ]
    ordering = ["-ends_on", "-pk"]
