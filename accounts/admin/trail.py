"""The audit trail and the access log: read by those who keep the site, changed by nobody."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.keepers import KeepersMixin
from accounts.models import AccessLog, AuditEntry, User
from accounts.services import record
from accounts.trail_words import in_words
from kmc.lib.backoffice import ReadOnlyAdmin
from kmc.lib.lookups import fits
from kmc.lib.spreadsheet import csv_response

MOST_FOUND = 200  # people a name may mean
HEADINGS = (
    _("Time"),
    _("What happened"),
    _("Number of the person"),
    _("User name"),
    _("Network address"),
    _("Method"),
    _("Page"),
)


class SpanFilter(admin.SimpleListFilter):
    """How far back: asked of the index, where a hierarchy of dates would read the whole table."""

    title = _("time")
    parameter_name = "days"

    def lookups(self, request, model_admin):
        return [("1", _("Since yesterday")), ("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))]

    def queryset(self, request, queryset):
        if self.value() not in ("1", "7", "30", "90"):
            return queryset
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(self.value())))


class TrailAdmin(KeepersMixin, ReadOnlyAdmin):
    """Rows written once, newest first; found by a person's key, or by the name through the people."""

    ordering = ["-at", "-pk"]
    search_fields = ["pk"]  # shows the box; `get_search_results` reads it
    search_help_text = _("Number or name of a person")
    person_fields = ()

    def get_search_results(self, request, queryset, search_term):
        """Find the people first: their rows stand in an index, their names do not stand in the rows."""
        words = search_term.replace("\x00", "").split()
        if not words:
            return queryset, False
        if len(words) == 1 and words[0].isascii() and words[0].isdigit():
            keys = [int(words[0])] if fits(int(words[0][:30])) else []
        else:
            named = Q()
            for word in words:
                named &= Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(username=word)
            keys = list(User.objects.filter(named).values_list("pk", flat=True)[:MOST_FOUND])
        found = Q()
        for field in self.person_fields:
            found |= Q(**{f"{field}__in": keys})
        return queryset.filter(found), False

    def get_actions(self, request):
        """Nobody deletes here, not even superusers."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }


@admin.register(AuditEntry)
class AuditEntryAdmin(TrailAdmin):
    list_display = ["at", "action", "actor", "person", "organization", "in_words"]
    list_filter = ["action", SpanFilter]
    list_select_related = ["actor", "person", "organization"]
    fields = ["at", "action", "actor", "person", "organization", "in_words"]
    readonly_fields = fields
    person_fields = ("actor", "person")

    @admin.display(description=_("details"))
    def in_words(self, entry):
        return in_words(entry.details)


@admin.register(AccessLog)
class AccessLogAdmin(TrailAdmin):
    list_display = ["at", "event", "user", "address", "method", "path"]
    list_filter = ["event", SpanFilter]
    list_select_related = ["user"]
    person_fields = ("user",)
    actions = ["as_csv"]

    @admin.action(description=_("Chosen entries as a CSV file"), permissions=["view"])
    def as_csv(self, request, queryset):
        """Return the entries for an authority that asks by law; who took them stands in the trail."""
        rows = queryset.order_by("at", "pk")
        record(action=AuditEntry.Action.EXPORT, by=request.user, what="access_log", rows=rows.count())
        name = f"access-log {timezone.localdate().isoformat()}.csv"
        return csv_response(name, [str(heading) for heading in HEADINGS], lines_of(rows))


def lines_of(rows):
    """Return a line for each entry, in the order of time, piece by piece."""
    for entry in rows.select_related("user").iterator(chunk_size=2000):
        at = timezone.localtime(entry.at).isoformat(timespec="seconds")
        username = entry.user.username if entry.user else ""
        event = entry.get_event_display()
        yield [at, event, entry.user_id, username, entry.address or "", entry.method, entry.path]
