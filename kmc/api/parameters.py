"""What may be asked for: the parameters that several addresses share, with their limits."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from django.utils.translation import gettext_noop as _
from ninja import Path, Query
from pydantic import AwareDatetime

from kmc.api.cursors import LONGEST
from kmc.lib.dates import common_year

LARGEST_ID = 10**18 - 1  # eighteen digits, as in the addresses of pages
USUAL, MOST = 20, 100
FIRST_MOMENT, LAST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

Id = Annotated[int, Path(description=_("Number, as in the address of its page"), ge=1, le=LARGEST_ID)]
Limit = Annotated[int, Query(description=_("Rows on a page"), ge=1, le=MOST)]
Cursor = Annotated[
    str,
    Query(
        description=_("next_cursor of the page before, with the same other parameters"), max_length=LONGEST
    ),
]
Moment = Annotated[
    AwareDatetime,
    Query(
        description=_("Changed at this moment or later, such as 2026-11-01T00:00:00Z"),
        ge=FIRST_MOMENT,
        le=LAST_MOMENT,
    ),
]
Year = Annotated[
    int,
    Query(description=_("Year of the first publication, such as 2569 or 2026"), ge=1957, le=2743),
]
Words = Annotated[str, Query(description=_("Words to find, best match first"), max_length=200)]
Keyword = Annotated[str, Query(description=_("Keyword"), max_length=100)]


def number_of(what: str):
    """Return the type of a parameter that names a row by its number."""
    return Annotated[int, Query(description=what, ge=1, le=LARGEST_ID)]


def one_of(name: str, choices, what: str):
    """Return the type of a parameter that is one of the choices of a model."""
    values = StrEnum(name, {value.upper(): value for value, _label in choices})
    return Annotated[values, Query(description=what)]


def in_common_era(year: int | None) -> int | None:
    return None if year is None else common_year(year)
