"""Requests of the site: addresses that can be trusted, language and theme, private pages."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

LANGUAGE_COOKIE = "kmc_language"
THEME_COOKIE = "kmc_theme"
THEMES = ("light", "dark")
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
