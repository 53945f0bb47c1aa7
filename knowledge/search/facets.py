"""How many of what was found each filter would leave. Only for results that can be counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

MOST_FACETED = 5_000  # beyond it the numbers would cost more than the search

EMPTY: Mapping[int, int] = MappingProxyType({})


class Group(NamedTuple):
    """Articles alike in all that filters know, and their number."""

    kind: str
    topic: int | None
    component: int | None
    level: str
    subject: str
    organization: int
    year: int
    number: int


def numbers_for(
    name: str, groups: Iterable[Group], chosen: dict[str, str], parents: Mapping[int, int] = EMPTY
) -> Counter[str]:
    """Return for each value of a filter how many articles it would leave, the other filters as chosen.

    `parents` holds the topic that each topic lies below: what is filed below counts above, too.
    """
    numbers: Counter[str] = Counter()
    others = {other: value for other, value in chosen.items() if other != name}
    for group in groups:
        if all(value in values_of(other, group, parents) for other, value in others.items()):
            for value in values_of(name, group, parents):
                numbers[value] += group.number
    return numbers


def values_of(name: str, group: Group, parents: Mapping[int, int]) -> set[str]:
    """Return the values of a filter that the articles of a group fulfil; the topic is one of two trees."""
    if name == "topic":
        own = {pk for pk in (group.topic, group.component) if pk}
        return {str(pk) for pk in own | {parents[pk] for pk in own if pk in parents}}
    value = getattr(group, name)
    return {str(value)} if value else set()
