"""How many of what was found each filter would leave. Only for results that can be counted."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

MOST_FACETED = 5_000  # beyond it the numbers would cost more than the search


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


def numbers_for(name: str, groups: Iterable[Group], chosen: dict[str, str]) -> Counter[str]:
    """Return for each value of a filter how many articles it would leave, the other filters as chosen."""
    numbers: Counter[str] = Counter()
    others = {other: value for other, value in chosen.items() if other != name}
    for group in groups:
        if all(value in values_of(other, group) for other, value in others.items()):
            for value in values_of(name, group):
                numbers[value] += group.number
    return numbers


def values_of(name: str, group: Group) -> tuple[str, ...]:
    """Return the values of a filter that the articles of a group fulfil; the topic is one of two trees."""
    if name == "topic":
        return tuple(str(pk) for pk in (group.topic, group.component) if pk)
    value = getattr(group, name)
    return (str(value),) if value else ()
