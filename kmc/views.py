"""Pages of the site as a whole: home, preferences, signing out, health, errors."""

from allauth.account.views import logout
from django.conf import settings
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.models import AccessLog, Organization
from accounts.roles import REVIEWER
from accounts.services.access import note_access
from accounts.stamps import day_stamp, site_stamp
from kmc.lib.pages import public_page
from kmc.middleware import LANGUAGE_COOKIE, THEME_COOKIE, THEMES
from knowledge.coverage import Lens, as_lines, with_coverage
from knowledge.models import Article, Award, PublishedTotal, Topic, TopicRequest
from knowledge.shown.moving import lately_commented, lately_used
from networks.models import SchoolNetwork
from reports.summary import plan_summary

NEWEST_ON_HOME = 6
AWARDS_ON_HOME = 4
FEW = 3
WEEK = 7  # days
YEAR_IN_SECONDS = 365 * 24 * 3600


@require_safe
@public_page(day_stamp)
def home(request):
    """What this place is, what is new and what is missed, how far the plan is; to reviewers what waits."""
    lens = Lens(request.user, site_stamp(request))
    wishes = (
        TopicRequest.objects.visible_to(request.user).open().of_last_days(WEEK).with_seconds(request.user)
    )
    context = {
        "newest": Article.objects.readable_by(request.user).newest_first().for_list()[:NEWEST_ON_HOME],
        "article_total": PublishedTotal.readable_total(request.user),
        "school_total": Organization.objects.schools().active().count(),
        "network_total": SchoolNetwork.objects.active().count(),
        "topics": as_lines(with_coverage(Topic.objects.categories().in_order(), lens.numbers)),
        "plan": plan_summary(),
        "awards": Award.objects.confirmed().in_order().for_cards()[:AWARDS_ON_HOME],
        "wishes": wishes.most_wanted_first().for_list()[:FEW],
        "commented": lately_commented(request.user, most=FEW),
        "used": lately_used(request.user, most=FEW),
        "waiting": waiting_for(request.user),
    }
    return render(request, "home.html", context)


def waiting_for(user) -> list[Article]:
    """Return the first of what waits for the reviewer, oldest first; nothing for everybody else."""
    if not user.is_authenticated or not user.holds(REVIEWER):
        return []
    return list(Article.objects.for_review_by(user).only("pk", "title", "kind")[:FEW])


@csrf_exempt  # sets only the reader's language and theme; kept pages carry no token
@require_POST
def preferences(request):
    """Keep the reader's language or theme in a cookie and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    language, theme = request.POST.get("language"), request.POST.get("theme")
    if language in dict(settings.LANGUAGES):
        keep(response, LANGUAGE_COOKIE, language)
    if theme in THEMES:
        keep(response, THEME_COOKIE, theme)
    elif theme == "auto":
        response.delete_cookie(THEME_COOKIE)
    return response


def keep(response, name: str, value: str) -> None:
    """Set a preference cookie that scripts cannot read."""
    response.set_cookie(
        name, value, max_age=YEAR_IN_SECONDS, samesite="Lax", httponly=True, secure=settings.SECURE
    )


def sign_out(request, extra_context=None):
    """Ask, then sign out by POST; the browser forgets what it kept of the person."""
    was_signed_in = request.user.is_authenticated
    response = logout(request)
    if was_signed_in and not request.user.is_authenticated:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
def healthz(request):
    """Answer "ok" when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def bad_request(request, exception=None):
    """400 in the site's look."""
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    """403 in the site's look."""
    return render(request, "403.html", status=403)


def page_not_found(request, exception=None):
    """404 in the site's look."""
    return render(request, "404.html", status=404)


def too_many_requests(request):
    """429 in the site's look: somebody tries too often, by hand or by machine."""
    user = request.user if request.user.is_authenticated else None
    note_access(request, AccessLog.Event.LIMITED, user=user)
    return render(request, "429.html", status=429)


def server_error(request):
    """500: a fixed page that needs neither the database nor a session."""
    return render(None, "500.html", status=500)
