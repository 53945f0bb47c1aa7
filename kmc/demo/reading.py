"""Reads and days of use over the last two years, streamed; kept numbers are then counted in the database."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import connection

from accounts.models import ActivityDay
from kmc.demo.calendar import Season
from kmc.demo.people import People
from kmc.demo.rows import insert_rows
from knowledge.models import Read

SPAN = timedelta(days=730)
USER_SHARE = 1180 / 1700  # of the staff, who used the portal
DAYS_PER_READ = 0.3  # the part of the reads by signed-in colleagues, as days of use
SUM_UP_READS = """
    INSERT INTO knowledge_readtotal (article_id, total)
    SELECT article_id, COUNT(*) FROM knowledge_read GROUP BY article_id
"""


def read_rows(
    published: list[tuple[int, date]], count: int, season: Season, rng: random.Random
) -> Iterator[tuple]:
    """Yield so many reads: few articles are read often, most now and then, most of all when they are new."""
    weights = [rng.lognormvariate(0, 0.9) for _article in published]
    total, passed, given = sum(weights), 0.0, 0
    days = [str(day) for day in season.days] if connection.vendor == "sqlite" else season.days
    names: list[str] = []
    for (article, since), weight in zip(published, weights, strict=True):
        passed += weight
        reads = round(count * passed / total) - given
        given += reads
        for day, times in sorted(Counter(days_of_reads(since, reads, season, rng)).items()):
            while len(names) < times:
                names.append(f"{rng.getrandbits(108):022x}"[:22])
            for name in names[:times]:
                yield article, name, days[day]


def days_of_reads(since: date, reads: int, season: Season, rng: random.Random) -> list[int]:
    """Return the days an article was read on: a third in its first weeks, the others as the season goes."""
    early = round(reads * 0.33) if since > season.first else 0
    start, last = season.number_of(since), len(season.days) - 1
    days = [min(start + int(rng.expovariate(1 / 16)), last) for _read in range(early)]
    return days + season.draw(reads - early, since, rng)


def insert_reads(published: list[tuple[int, date]], count: int, season: Season, rng: random.Random) -> int:
    columns = ("article_id", "reader", "day")
    written = insert_rows(Read._meta.db_table, columns, read_rows(published, count, season, rng))
    with connection.cursor() as cursor:
        cursor.execute(SUM_UP_READS)
    return written


# --- Days of use --------------------------------------------------------------------------------


def insert_activity(
    people: People, working_days: dict[int, set[date]], count: int, season: Season, rng: random.Random
) -> int:
    """Write who used the portal on which day: everybody who worked in it, and readers up to the share."""
    users = users_of(people, list(working_days), rng)
    rows = activity_rows(users, working_days, count / max(len(users), 1), season, rng)
    return insert_rows(ActivityDay._meta.db_table, ("user_id", "day"), rows)


def users_of(people: People, workers: Iterable[int], rng: random.Random) -> list[int]:
    """Return the ids of all who used the portal, in order."""
    users = dict.fromkeys(workers)
    demo = {person.pk for person in people.demo.values()}
    others = [person.pk for person in people.all if person.pk not in users and person.pk not in demo]
    wanted = round(len(people.all) * USER_SHARE) - len(users)
    users.update(dict.fromkeys(rng.sample(others, min(max(wanted, 0), len(others)))))
    return sorted(users)


def activity_rows(
    users: list[int], working_days: dict[int, set[date]], usual: float, season: Season, rng: random.Random
) -> Iterator[tuple]:
    """Yield each day of use once. People join over the two years; a few come every other day, many seldom."""
    as_text = connection.vendor == "sqlite"
    for user in users:
        joined = season.days[int(len(season.days) * rng.random() ** 1.4 * 0.97)]
        often = min(1 + int(usual * rng.lognormvariate(-0.4, 0.9)), 400)
        days = {season.days[number] for number in season.draw(often, joined, rng)} | working_days.get(
            user, set()
        )
        for day in sorted(days):
            yield user, str(day) if as_text else day
