"""The framework of topics and the wanted topics in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kmc.lib.backoffice import OfficeAdmin, ReadOnlyAdmin
from knowledge.coverage import FRAMEWORK
from knowledge.models import Topic, TopicRequest


@admin.register(Topic)
class TopicAdmin(OfficeAdmin):
    """Levels and subjects are the nation's: their words and what is needed of them are kept here, no more."""

    list_display = ["name", "tree", "parent", "owner", "owner_unit", "enough", "due_on", "article_count"]
    list_filter = ["tree", "due_on"]
    list_select_related = ["parent", "owner", "owner_unit"]
    search_fields = ["name", "name_en"]
    autocomplete_fields = ["parent", "owner", "owner_unit"]
    ordering = ["tree", "position", "pk"]
    fieldsets = [
        (None, {"fields": ["tree", "parent", "name", "name_en", "about", "position"]}),
        (_("What is needed"), {"fields": ["need", "audience", "owner", "owner_unit", "enough", "due_on"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """A topic stays in its tree; levels and subjects stand below nothing."""
        fixed = ["tree"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed, *(["parent"] if obj and obj.code else [])]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "tree":
            kwargs["choices"] = [(tree.value, tree.label) for tree in FRAMEWORK]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return not (obj and obj.is_of_nation) and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """Say in a sentence why a topic that is in use cannot be deleted."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        reasons = [reason for topic in objs if (reason := reason_to_keep(topic))]
        return (deleted, counts, set(), reasons) if reasons else (deleted, counts, missing, protected)


def reason_to_keep(topic: Topic) -> str:
    """Return why the topic cannot be deleted, or "". Two queries."""
    if topic.is_of_nation:
        return _("%(topic)s: levels and subjects are not deleted.") % {"topic": topic.name}
    held = topic.held_by()
    if not held:
        return ""
    sentence = ngettext(
        "%(topic)s: %(count)s article is filed under it. Please file it under another topic first.",
        "%(topic)s: %(count)s articles are filed under it. Please file them under another topic first.",
        held,
    )
    return sentence % {"topic": topic.name, "count": held}


@admin.register(TopicRequest)
class TopicRequestAdmin(ReadOnlyAdmin):
    """Looked at here; every step is taken on the site, where those who wait are told."""

    list_display = [
        "title",
        "status",
        "topic",
        "organization",
        "asked_by",
        "asked_at",
        "taken_by",
        "ended_at",
    ]
    list_filter = ["status", "asked_at"]
    list_select_related = ["topic", "organization", "asked_by", "taken_by"]
    search_fields = ["=id", "title", "details"]
    ordering = ["-pk"]
