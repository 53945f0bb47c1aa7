"""How often somebody may do something: counted by spans of time in the shared cache, never written anywhere."""

import time

from django.core.cache import cache

MINUTE = 60
HOUR = 3600


def is_too_often(what: str, who, most: int, *, span: int = HOUR) -> bool:
    """Count one more time, and return whether it is one too many in this span of seconds (this hour, this minute)."""
    key = f"{what}:{who}:{span}:{int(time.time()) // span}"
    cache.add(key, 0, timeout=span)
    try:
        return cache.incr(key) > most
    except ValueError:  # the entry ran out between the two calls
        return False


def seconds_left(span: int) -> int:
    """Return in how many seconds the present span ends and counting begins anew; at least one."""
    return span - int(time.time()) % span
