"""Coming in and going out: sessions that end."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from accounts.models import User


@transaction.atomic
def end_sessions(user: User, *, except_key: str | None = None) -> int:
    """Sign the person out everywhere, but for the session of that key. Return how many ended.

    Every door leads through one sign-in, which notes the session; nothing else opens one.
    """
    kept = UserSession.objects.filter(user=user)
    ended = kept.exclude(session_key=except_key) if except_key else kept
    keys = list(ended.values_list("session_key", flat=True))
    for key in keys:
        SessionStore(key).delete()
    ended.delete()
    return len(keys)
