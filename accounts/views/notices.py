"""What is new for a person, and how often they get mail of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.notices import RhythmForm, SeenForm
from accounts.models import MailChoice, Notification
from accounts.notice_words import grouped
from accounts.services.mail import person_of_stop
from accounts.services.notices import choose_rhythm, open_notice, read_all
from kmc.lib.paging import paged

NEVER, DAILY = MailChoice.Rhythm.NEVER, MailChoice.Rhythm.DAILY


@require_safe
@login_required
def notification_list(request):
    """What happened that concerns the person, newest first; all of it or what is unread."""
    mine = Notification.objects.of(request.user)
    is_unread = "unread" in request.GET
    shown = (mine.unread() if is_unread else mine).newest_first()
    page = paged(request, shown, load=lambda rows: rows.with_actor())
    context = {
        "page": page,
        "lines": grouped(page),
        "until": max((notice.pk for notice in page), default=0),
        "is_unread": is_unread,
        "tabs": [
            {"url": request.path, "text": _("All"), "is_current": not is_unread, "count": ""},
            {"url": f"{request.path}?unread=1", "text": _("Unread"), "is_current": is_unread, "count": ""},
        ],
    }
    return render(request, "accounts/notification_list.html", context)


@require_safe
@login_required
def notification_open(request, pk):
    """Lead to what the notification is about; it counts as read."""
    notice = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    open_notice(notice=notice)
    is_ours = notice.path.startswith("/") and url_has_allowed_host_and_scheme(notice.path, None)
    return redirect(notice.path if is_ours else "accounts:notification_list")


@require_POST
@login_required
def notification_read_all(request):
    """Mark what was shown, and all older, as read."""
    form = SeenForm(request.POST)
    if form.is_valid():
        read_all(by=request.user, until=form.cleaned_data["until"])
        messages.success(request, _("All notifications are marked as read."))
    return redirect("accounts:notification_list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notification_settings(request):
    """How often the person gets mail."""
    rhythm = MailChoice.objects.rhythm_of(request.user)
    form = RhythmForm(request.POST or None, initial={"rhythm": rhythm})
    if request.method == "POST" and form.is_valid():
        choose_rhythm(person=request.user, rhythm=form.cleaned_data["rhythm"])
        messages.success(request, _("Your choice is saved."))
        return redirect("accounts:notification_settings")
    return render(request, "accounts/notification_settings.html", {"form": form})


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed address is the permission
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notification_stop(request, token):
    """End mail, or let it come again, with the address that stands in each letter; looking changes nothing."""
    person = person_of_stop(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        choose_rhythm(person=person, rhythm=DAILY if "again" in request.POST else NEVER)
        if "List-Unsubscribe" in request.POST:  # a machine: it follows no redirect
            return HttpResponse(status=204)
        return redirect("accounts:notification_stop", token)
    context = {"is_stopped": MailChoice.objects.rhythm_of(person) == NEVER}
    return render(request, "accounts/notification_stop.html", context)
