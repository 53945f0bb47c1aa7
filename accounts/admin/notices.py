"""Administration of letters on their way and of background jobs: what went wrong, and another try."""

from datetime import timedelta

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin.keepers import KeepersMixin
from accounts.models import JobRun, OutgoingMail
from accounts.services.mail import try_again
from kmc.lib.backoffice import ReadOnlyAdmin

LATE = timedelta(minutes=10)  # a letter that nobody even tried for so long: no worker runs


class StateFilter(admin.SimpleListFilter):
    """Where the letter is."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("On its way")), ("given_up", _("Given up")), ("sent", _("Sent"))]

    def queryset(self, request, queryset):
        asked = {"waiting": queryset.waiting, "given_up": queryset.given_up, "sent": queryset.sent}
        return asked[self.value()]() if self.value() in asked else queryset


@admin.register(OutgoingMail)
class OutgoingMailAdmin(KeepersMixin, ReadOnlyAdmin):
    list_display = ["written_at", "user", "subject", "state", "tries", "next_try_at", "error"]
    list_filter = [StateFilter]
    list_select_related = ["user"]
    search_fields = ["user__given_name", "user__family_name", "user__username"]
    fields = [
        "user",
        "subject",
        "written_at",
        "state",
        "tries",
        "next_try_at",
        "sent_at",
        "given_up_at",
        "error",
    ]
    readonly_fields = fields
    ordering = ["-written_at", "-pk"]
    actions = ["send_again"]

    @admin.display(description=_("state"))
    def state(self, letter):
        if letter.sent_at:
            return _("Sent")
        return _("Given up") if letter.given_up_at else _("On its way")

    @admin.action(description=_("Try to send the chosen letters again"), permissions=["view"])
    def send_again(self, request, queryset):
        count = try_again(letters=queryset)
        text = ngettext("%(count)d letter is tried again.", "%(count)d letters are tried again.", count)
        self.message_user(request, text % {"count": count})

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and OutgoingMail.objects.due(timezone.now() - LATE).exists():
            words = _("Letters wait and nobody sends them. Please start the worker: manage.py work.")
            self.message_user(request, words, messages.WARNING)
        return super().changelist_view(request, extra_context)


@admin.register(JobRun)
class JobRunAdmin(KeepersMixin, ReadOnlyAdmin):
    list_display = ["name", "finished_at", "started_at", "failed_at", "error"]
    ordering = ["name"]
