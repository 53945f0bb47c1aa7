"""Pages kept in memory for visitors, each under a version that every write raises."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

KEPT_HEADERS = ("Content-Type", "X-Robots-Tag", "Last-Modified", "Link")  # of what a view says of its page


def is_anonymous_get(request) -> bool:
    """Return whether everyone gets the same answer: a GET or HEAD without a session."""
    return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


def page_key(request, stamp: str) -> str:
    """Return the address of a kept page: what the visitor asked for, in which language and theme."""
    parts = (stamp, request.get_host(), request.get_full_path(), request.LANGUAGE_CODE, request.theme)
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def public_page(stamp: Callable[..., str]):
    """Keep the view's answer for visitors while `stamp(request, **kwargs)` stays the same.

    The stamp is asked at every request (one small query), so a page is never stale. Signed-in
    people always get a fresh page.
    """

    def decorate(view):
        @wraps(view)
        def kept(request, *args, **kwargs):
            if not is_anonymous_get(request):
                return view(request, *args, **kwargs)
            return kept_page(request, stamp(request, *args, **kwargs), lambda: view(request, *args, **kwargs))

        return kept

    return decorate


def kept_page(request, stamp: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the page kept under the stamp, or the one `make` makes now. Only for visitors' requests."""
    key = page_key(request, stamp)
    found = caches["pages"].get(key)
    if found is None:
        response = make()
        if response.status_code != 200 or response.streaming or response.cookies:
            return response
        told = {name: response.headers[name] for name in KEPT_HEADERS if response.has_header(name)}
        found = (response.content, told)
        caches["pages"].set(key, found)
    return kept_response(request, key, *found)


def kept_response(request, key: str, content: bytes, told: dict[str, str]) -> HttpResponse:
    """Return the kept page with its own headers and its ETag, or 304 when the visitor has it."""
    response = HttpResponse(content, headers=told)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = f"W/{quote_etag(key)}"
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
