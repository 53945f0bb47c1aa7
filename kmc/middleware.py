"""Requests of the site: addresses that can be trusted, language and theme, private pages."""

import time

from django.conf import settings
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from accounts.models import AccessLog
from accounts.permissions import needs_second_step
from accounts.services.access import note_access, note_seen
from accounts.services.second_step import has_second_step
from knowledge.search import SearchUnavailable

LANGUAGE_COOKIE = "kmc_language"
THEME_COOKIE = "kmc_theme"
THEMES = ("light", "dark")
FORBIDDEN = 403
OPEN_WITHOUT_SECOND_STEP = ("/account/", "/preferences/", "/healthz/", "/jsi18n/")
CHECKED_AT, WANTED_PAGE = "second_step_at", "after_second_step"  # in the session
CHECK_EVERY = 10 * 60
LONGEST_QUERY = 8190  # what gunicorn reads of an address; other servers read on


class AddressGuardMiddleware:
    """Refuse addresses no database can look for: a NUL byte on PostgreSQL, endless words on SQLite."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path_info or "%00" in query or len(query) > LONGEST_QUERY:
            raise BadRequest
        return self.get_response(request)


class SearchRestsMiddleware:
    """Say clearly where nobody can search at the moment. Nothing of it is kept by anyone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, fault):
        if not isinstance(fault, SearchUnavailable):
            return None
        response = render(request, "503.html", status=503)
        response.headers["Retry-After"] = "60"
        add_never_cache_headers(response)
        return response


class PreferencesMiddleware:
    """Thai for everyone, English for who chose it; light or dark likewise.

    The browser's own language list is not asked: the office's language is Thai, and a page
    that depends on fewer headers can be kept by caches.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        theme = request.COOKIES.get(THEME_COOKIE)
        request.theme = theme if theme in THEMES else ""
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class PrivatePagesMiddleware:
    """A page made for a signed-in person is never kept by a browser or a proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), microphone=(), geolocation=(), interest-cohort=()"
        )
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return response
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class AccessMiddleware:
    """Note what signed-in people are refused, and when their session was last seen."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_known and request.user.is_authenticated:
            note_seen(request)
        response = self.get_response(request)
        if is_known and response.status_code == FORBIDDEN and request.user.is_authenticated:
            note_access(request, AccessLog.Event.REFUSED, user=request.user)
        return response


class SecondStepMiddleware:
    """Lead administrators, officers and superusers without a second step to where they set it up.

    Asked once in a while for each session: what is true stays true for so long, and a change made
    at the account's own pages is asked about at once.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.KMC_REQUIRE_SECOND_STEP or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if request.path.startswith(OPEN_WITHOUT_SECOND_STEP):
            if request.method == "POST":
                request.session.pop(CHECKED_AT, None)
            return self.get_response(request)
        if not request.user.is_authenticated or self.was_checked(request):
            return self.get_response(request)
        if request.method == "GET":
            request.session[WANTED_PAGE] = request.get_full_path()
        return redirect("accounts:second_step")

    def was_checked(self, request) -> bool:
        """Return whether the person has a second step or needs none; looked up every ten minutes."""
        if time.time() - request.session.get(CHECKED_AT, 0) < CHECK_EVERY:
            return True
        if not has_second_step(request.user) and needs_second_step(request.user):
            return False
        request.session[CHECKED_AT] = time.time()
        request.session.pop(WANTED_PAGE, None)
        return True
