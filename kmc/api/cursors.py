"""Where a list goes on: signed, so that nobody builds one by hand and finds rows by trying."""

from datetime import datetime

from django.core import signing

from kmc.api.problems import Refused

SIGNER = signing.Signer(salt="kmc.api.cursor")
LONGEST = 300


def written(kind: str, *place) -> str:
    """Return the cursor of a place in a kind of list."""
    return SIGNER.sign_object([kind, *place])


def read(cursor: str | None, kind: str) -> list | None:
    """Return the place; None at the beginning. Raise Refused for what was not handed out for this kind of list."""
    if cursor is None:
        return None
    try:
        found, *place = SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Refused(422, ("cursor",)) from error
    if found != kind:
        raise Refused(422, ("cursor",))
    return place


def read_moment(cursor: str | None, kind: str) -> tuple[datetime, int] | None:
    """Return the moment and the key of the last row of a list in the order of change."""
    place = read(cursor, kind)
    return (datetime.fromisoformat(place[0]), place[1]) if place else None
