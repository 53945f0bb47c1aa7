"""Comments and reports of them in the administration: looked at, never changed. What people keep is theirs alone."""

from django.contrib import admin

from kmc.lib.backoffice import ReadOnlyAdmin
from knowledge.models import Comment, CommentReport


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ["article", "by", "at", "hidden_at", "deleted_at"]
    list_filter = ["at"]
    list_select_related = ["article", "by"]
    search_fields = ["=article__id", "article__title", "text"]
    ordering = ["-pk"]


@admin.register(CommentReport)
class CommentReportAdmin(ReadOnlyAdmin):
    list_display = ["comment", "reason", "by", "at", "settled_at"]
    list_filter = ["at"]
    list_select_related = ["comment", "by"]
    search_fields = ["=comment__article__id", "reason"]
    ordering = ["-pk"]
