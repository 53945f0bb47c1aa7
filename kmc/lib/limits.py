"""How often somebody may do something: counted by spans of time in the shared cache, never written anywhere."""

import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache

MINUTE = 60
HOUR = 3600
OF_ONE_LINE = 64  # bits of an IPv6 address that a provider gives to one household; the rest its owner chooses


def is_too_often(what: str, who, most: int, *, span: int = HOUR) -> bool:
    """Count one more time, and return whether it is one too many in this span of seconds (this hour, this minute).

    `who`: the number of a person, or an address: of IPv6 all addresses of one line count together. The count lives as
    long as the span, which `incr` of the database's cache would shorten. Two at the same moment may count as one.
    """
    key = f"{what}:{counted_as(who)}:{span}:{int(time.time()) // span}"
    times = cache.get(key, 0) + 1
    cache.set(key, times, timeout=seconds_left(span))
    return times > most


def counted_as(who) -> str:
    """Return under which name somebody is counted: the network of an IPv6 address, all else as it is."""
    try:
        address = ip_address(who) if isinstance(who, str) else None
    except ValueError:
        return who
    if not isinstance(address, IPv6Address):
        return str(who)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed, OF_ONE_LINE), strict=False))


def seconds_left(span: int) -> int:
    """Return in how many seconds the present span ends and counting begins anew; at least one."""
    return span - int(time.time()) % span
