"""Which device a session is open on, in words: read roughly from what the browser says of itself."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

# In this order: a browser also names those it descends from.
BROWSERS = (
    ("Line/", "LINE"),
    ("FBAN|FBAV", "Facebook"),
    ("Edg", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh|Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    """A session as its owner reads it."""

    pk: int
    device: str
    address: str
    first_seen: datetime
    last_seen: datetime
    is_current: bool


def first_match(text: str, names) -> str:
    return next((name for pattern, name in names if re.search(pattern, text)), "")


def device_in_words(user_agent: str) -> str:
    """Return "Chrome on Android", or as much of it as can be told."""
    browser, system = first_match(user_agent, BROWSERS), first_match(user_agent, SYSTEMS)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


def session_count(user) -> int:
    return UserSession.objects.filter(user=user).count()


def sessions_of(user, current_key: str) -> list[OpenSession]:
    """Return the person's open sessions, this one first, then the newest."""
    rows = [
        OpenSession(
            pk=session.pk,
            device=device_in_words(session.user_agent),
            address=session.ip,
            first_seen=session.created_at,
            last_seen=session.last_seen_at,
            is_current=session.session_key == current_key,
        )
        for session in UserSession.objects.purge_and_list(user)
    ]
    return sorted(rows, key=lambda row: (not row.is_current, -row.last_seen.timestamp()))
