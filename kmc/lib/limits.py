"""How often somebody may do something: counted by the hour in the shared cache, never written anywhere."""

from django.core.cache import cache
from django.utils import timezone

HOUR = 3600


def is_too_often(what: str, who, most: int) -> bool:
    """Count one more time, and return whether it is one too many in this hour."""
    key = f"{what}:{who}:{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, timeout=HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # the entry ran out between the two calls
        return False
