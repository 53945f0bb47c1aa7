"""The door of the interface: who reads, how often, what may be kept by whom, and refusals as programs read them."""

import hashlib
import re

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from accounts.models import AccessLog, SiteState
from accounts.services.access import client_address, note_access
from accounts.services.tokens import count_call
from kmc.api.problems import Refused, problem
from kmc.api.readers import Reader, reader_of
from kmc.lib.limits import MINUTE, is_too_often, seconds_left

ROOT = "/api/v1/"
PAGES = (f"{ROOT}docs",)  # for people: an ordinary page of the site
OF_AN_ADDRESS, OF_A_KEY = 60, 600  # requests in a minute
COUNTED_APART = re.compile(rf"{ROOT}articles/[0-9]+")  # shows counts that do not raise the site's version
NOT_MODIFIED, MOVED = 304, 301
SAFE = ("GET", "HEAD")


class ApiMiddleware:
    """Everything that all addresses of the interface share. A session counts for nothing here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(ROOT) or request.path_info.startswith(PAGES):
            return self.get_response(request)
        if request.method == "OPTIONS" and allowed_origin(request):
            return crossing(request, HttpResponse(status=204))
        with translation.override(settings.LANGUAGE_CODE):
            response = self.answer(request)
        note(request, response)
        settle(request, response)
        return crossing(request, response)

    def answer(self, request) -> HttpResponse:
        """Return the answer, a refusal at the door, or «not modified» before anything was looked up."""
        request.reader = Reader()
        try:
            request.reader = entered(request)
        except Refused as refusal:
            return problem(refusal.status)
        tag = tag_by_version(request)
        known = get_conditional_response(request, etag=tag) if tag else None
        if known is not None:
            known.headers["ETag"] = tag
            return known
        response = as_problem(self.read(request))
        if response.status_code == 200:
            response.headers["ETag"] = tag or tag_by_content(response)
            response = get_conditional_response(request, etag=response.headers["ETag"], response=response)
        return response

    def read(self, request) -> HttpResponse:
        """Return what a GET would, without its body where only the head was asked for."""
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        return response


def entered(request) -> Reader:
    """Return who reads. Raise Refused for a key that opens nothing, and for one request too many in this minute:
    by key with one, by address without or with a wrong one, so that systems behind one address do not meet."""
    address = client_address(request)
    try:
        reader = reader_of(request)
    except Refused as refusal:
        if is_too_often("api-knock", address, OF_AN_ADDRESS, span=MINUTE):
            raise Refused(429) from refusal
        raise
    if reader.token:
        is_one_too_many = is_too_often("api-key", reader.token.pk, OF_A_KEY, span=MINUTE)
    else:
        is_one_too_many = is_too_often("api", address, OF_AN_ADDRESS, span=MINUTE)
    if is_one_too_many:
        request.reader = reader
        raise Refused(429)
    return reader


def tag_by_version(request) -> str | None:
    """Return the tag of a visitor's answer: it stays while the site's version and the day do. One small query."""
    if request.reader.token or request.method not in SAFE or COUNTED_APART.match(request.path_info):
        return None
    version, today = SiteState.objects.current_version(), timezone.localdate()
    return weak(f"{version} {today} {request.get_host()} {request.scheme} {request.get_full_path()}".encode())


def tag_by_content(response) -> str:
    return weak(response.content)


def weak(content: bytes) -> str:
    return f"W/{quote_etag(hashlib.blake2b(content, digest_size=16).hexdigest())}"


def as_problem(response) -> HttpResponse:
    """Return a page of the site that refuses as a refusal of the interface; anything else as it is."""
    is_told = response.headers.get("Content-Type", "").startswith("application/json")
    if response.status_code < 400 or is_told:
        return response
    told = problem(response.status_code)
    if "Allow" in response.headers:
        told.headers["Allow"] = "GET, HEAD"
    return told


def note(request, response) -> None:
    """Count the use of a key; note in the access log what was refused, never what was asked for."""
    token, status = request.reader.token, response.status_code
    events = {
        401: AccessLog.Event.FAILED,
        403: AccessLog.Event.REFUSED,
        429: AccessLog.Event.LIMITED,
    }
    if token:
        count_call(token=token, is_refused=status in events)
    if status in events and request.headers.get("Authorization"):
        note_access(request, events[status], user=token.made_by if token else None)


def settle(request, response) -> None:
    """Say who may keep the answer, and on what it depends."""
    is_shared = not request.headers.get("Authorization") and response.status_code in (
        200,
        MOVED,
        NOT_MODIFIED,
    )
    if settings.SESSION_COOKIE_NAME in request.COOKIES or not (is_shared or "ETag" in response.headers):
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.headers["Cache-Control"] = "public, no-cache" if is_shared else "private, no-cache"
    patch_vary_headers(response, ["Authorization"])
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if response.status_code == 429:
        response.headers["Retry-After"] = str(seconds_left(MINUTE))
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""


def allowed_origin(request) -> str:
    """Return the origin a page of another site may read from, where the office allows it; else nothing."""
    origin = request.headers.get("Origin", "")
    return origin if origin and origin in settings.KMC_API_ORIGINS else ""


def crossing(request, response) -> HttpResponse:
    """Let pages of the sites the office names read the answer. No cookie ever goes along."""
    if not settings.KMC_API_ORIGINS:
        return response
    patch_vary_headers(response, ["Origin"])
    if origin := allowed_origin(request):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, If-None-Match"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, Location"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
