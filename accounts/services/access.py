"""Coming in and going out: the access log, sessions that end, accounts that open."""

import logging
import time
from ipaddress import ip_address

from allauth.core.internal.httpkit import get_client_ip
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import AccessLog, Invitation, SiteState, User

logger = logging.getLogger(__name__)

SECRETS_IN_PATHS = ("key", "code", "token", "uidb36")  # names of the parts of addresses that open something
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - of a request that came through a local socket; bound to nothing
SEEN_AT = "seen_at"  # in the session: when the list of sessions was last told
SEEN_EVERY = 15 * 60
ONE_LINE_EVERY = 60  # seconds: a machine that keeps knocking does not fill the log


def client_address(request: HttpRequest) -> str | None:
    """Return the visitor's address: the connection's, or what the office's own proxy says of it."""
    for found in (get_client_ip(request), request.META.get("REMOTE_ADDR")):
        try:
            return str(ip_address(found))
        except ValueError:
            continue
    return None


def note_access(request: HttpRequest, event: AccessLog.Event, *, user: User | None = None) -> None:
    """Write a line of the access log. A log that cannot be written never stops the page."""
    address = client_address(request)
    try:
        if event == AccessLog.Event.LIMITED and not is_first_in_a_while(event, address, user):
            return
        with transaction.atomic():
            AccessLog.objects.create(
                event=event,
                user=user if user is not None and user.pk else None,
                address=address,
                method=printable(request.method)[:10],
                path=printable(path_of(request))[:200],
            )
    except DatabaseError:
        logger.exception("The access log could not be written")


def is_first_in_a_while(event, address, user) -> bool:
    return cache.add(f"access:{event}:{address}:{user and user.pk}", 1, ONE_LINE_EVERY)


def path_of(request: HttpRequest) -> str:
    """Return the page without its query, and without what opens something by itself."""
    path = request.path
    match = request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRETS_IN_PATHS:
            path = path.replace(str(value), "…")
    return path


def printable(text: str) -> str:
    """Return one line of text, whatever somebody sent: no line breaks, no codes for terminals."""
    return "".join(character if character.isprintable() else "?" for character in text or "")


def note_sign_in(request: HttpRequest) -> None:
    """Note that the person of the request came in, and when the session was last seen."""
    note_access(request, AccessLog.Event.SIGNED_IN, user=request.user)
    request.session[SEEN_AT] = time.time()


def note_seen(request: HttpRequest) -> None:
    """Keep the list of the person's sessions true, to a quarter of an hour."""
    seen_at = request.session.get(SEEN_AT)
    if seen_at is None or time.time() - seen_at < SEEN_EVERY:
        return
    request.session[SEEN_AT] = time.time()
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now(), ip=client_address(request) or UNKNOWN_ADDRESS
    )


def forget_session(key: str | None) -> None:
    """Take a session off the person's list: it is being signed out."""
    UserSession.objects.filter(session_key=key).delete()


@transaction.atomic
def end_sessions(user: User, *, except_key: str | None = None) -> int:
    """Sign the person out everywhere, but for the session of that key. Return how many ended.

    Every door leads through one sign-in, which notes the session; nothing else opens one.
    """
    kept = UserSession.objects.filter(user=user)
    ended = kept.exclude(session_key=except_key) if except_key else kept
    sessions = list(ended)
    for session in sessions:
        end_session(session)
    return len(sessions)


def end_session(session: UserSession) -> None:
    """End one session: the browser that holds its key is signed out."""
    SessionStore(session.session_key).delete()
    session.delete()


@transaction.atomic
def open_invited_account(user: User) -> None:
    """Open a prepared account whose person came in through a provider the office trusts.

    One that was closed meanwhile for another reason stays closed.
    """
    stored = User.objects.select_for_update().get(pk=user.pk)
    if stored.closed_because != User.Closed.INVITED:
        return
    user.is_active = True
    user.save(update_fields=["is_active", "closed_because"])
    SiteState.raise_version()
    Invitation.objects.filter(user=user, used_at__isnull=True).update(used_at=timezone.now())
