"""How many of what was found each filter would leave. One statement, only for results that can be counted."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from knowledge.search.match import conditions_of, found_rows
from knowledge.search.plan import Plan

MOST_FACETED = 5_000  # beyond it the numbers would cost more than the search
COLUMNS = ("kind", "topic", "component", "level", "subject", "organization", "year")
YEAR = {"sqlite": "CAST(strftime('%%Y', first_published_on) AS INTEGER)"}
YEAR_ELSEWHERE = "EXTRACT(YEAR FROM first_published_on)"


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


def groups(plan: Plan, *, user, within, hits: int) -> list[Group]:
    """Return what was found in groups: the hits, or where there are none what is near. One statement."""
    postings, parameters = found_rows(plan, user=user)
    conditions, values = conditions_of(plan, within)
    year = YEAR.get(connection.vendor, YEAR_ELSEWHERE)
    enough = plan.enough if hits else 0
    sql = f"""
        WITH found AS ({postings})
        SELECT kind, topic_id, component_id, level, subject, organization_id, {year}, COUNT(*)
        FROM knowledge_article AS article JOIN (
            SELECT article_id FROM found {conditions} {"AND" if conditions else "WHERE"} mass >= %s
        ) AS kept ON kept.article_id = article.id
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    """  # noqa: S608 - only names and parameter marks
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *values, enough])
        return [Group(*row[:6], int(row[6]), row[7]) for row in cursor.fetchall()]


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
