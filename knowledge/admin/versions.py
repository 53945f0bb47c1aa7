"""Versions in the administration: to be looked at, never changed."""

from django.contrib import admin

from kmc.lib.backoffice import ReadOnlyAdmin
from knowledge.models import NextVersion, Revision


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["title", "number", "article_id", "by", "approved_by", "at", "reason"]
    list_select_related = ["by", "approved_by"]
    search_fields = ["=article__id", "title"]


@admin.register(NextVersion)
class NextVersionAdmin(ReadOnlyAdmin):
    list_display = ["title", "status", "article_id", "edited_by", "edited_at", "submitted_at"]
    list_filter = ["status"]
    list_select_related = ["edited_by"]
    search_fields = ["=article__id", "title"]
