"""Articles with authors, dates, states and trails, in the order they were published."""

import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from accounts.models import Organization
from kmc.demo import trails
from kmc.demo.calendar import Season, moment, working_day
from kmc.demo.jobs import CLERK, DIRECTOR, SUPERVISOR, TEACHER
from kmc.demo.people import People, Person
from kmc.demo.places import Places
from kmc.demo.texts import Composer, Text, written_texts
from kmc.lib.dates import local_day
from kmc.lib.thai import normalize

NAMESPACE = uuid.UUID("5e0b7c1e-2569-5432-8000-6b6d632d6465")
LICENCES = ("cc-by-nc", "cc-by-nc", "cc-by-nc", "cc-by", "cc-by-nc-nd")
AUTHOR_JOBS = {
    TEACHER,
    DIRECTOR,
    SUPERVISOR,
    CLERK,
    "officer_finance",
    "officer_plan",
    "officer_ict",
    "officer_development",
}
PEN_SHARE = 236 / 1700  # of the staff, who wrote something that is published


@dataclass
class Piece:
    """An article on its way into the database."""

    text: Text
    authors: list[Person]
    status: str = "published"
    day: date | None = None
    organization: Organization | None = None
    form_token: uuid.UUID | None = None
    created_at: datetime | None = None
    submitted_at: datetime | None = None
    published_at: datetime | None = None
    edited_at: datetime | None = None
    publisher: Person | None = None
    licence: str = "cc-by-nc"
    steps: list[trails.Step] = field(default_factory=list)


@dataclass
class Desk:
    """Everything a piece is made with."""

    places: Places
    people: People
    reviewers: dict[int, Person]
    today: date
    rng: random.Random

    def __post_init__(self):
        self.units = {one.pk: one for one in (self.places.office, *self.places.groups, *self.places.schools)}
        self.composer = Composer(self.rng)

    def unit_of(self, person: Person) -> Organization:
        return self.units[person.organization_id]

    def reviewer_for(self, piece: Piece) -> Person:
        """Return who reviews: the district's supervisor or the demo reviewer, never an author."""
        written_by = {author.pk for author in piece.authors}
        own = self.reviewers.get(piece.organization.district_id)
        if own and own.pk not in written_by and self.rng.random() < 0.6:
            return own
        return self.people.demo["reviewer"]


# --- Who writes ---------------------------------------------------------------------------------


class Authors:
    """The people who write: of some hundred schools and groups, a few of each, so that colleagues write together."""

    def __init__(self, desk: Desk, wanted: int):
        self.desk, self.rng = desk, desk.rng
        self.taken: set[int] = {person.pk for person in desk.people.demo.values()}
        self.hand = [self.author_of(text) for text in written_texts()]
        self.pool = list(dict.fromkeys([*self.hand, desk.people.demo["teacher2"]]))
        self.fill(wanted)
        self.colleagues: dict[int, list[Person]] = defaultdict(list)
        for person in self.pool:
            self.colleagues[person.organization_id].append(person)

    def author_of(self, text: Text) -> Person:
        """Return the person who fits a text: the post it names, in the school it tells of or in its district."""
        people = self.desk.people
        if text.author_role.startswith("officer_") and text.author_role != CLERK:
            candidates = people.by_job[text.author_role]
        elif text.author_role == SUPERVISOR:
            candidates = people.by_job[SUPERVISOR]
        else:
            candidates = self.candidates_in_district(text)
        free = (
            [one for one in candidates if one.pk not in self.taken] or candidates or [people.demo["teacher2"]]
        )
        chosen = free[0] if len(free) < len(candidates) else self.rng.choice(free)
        self.taken.add(chosen.pk)
        return chosen

    def candidates_in_district(self, text: Text) -> list[Person]:
        schools = self.desk.places.schools_of(text.district)
        told = [school for school in schools if school.name in text.body]
        found: list[Person] = []
        for unit in told or schools:
            found += [one for one in self.desk.people.by_organization[unit.pk] if one.job == text.author_role]
        return found or ([] if not told else self.candidates_anywhere(schools, text.author_role))

    def candidates_anywhere(self, schools: list[Organization], job: str) -> list[Person]:
        return [
            one for unit in schools for one in self.desk.people.by_organization[unit.pk] if one.job == job
        ]

    def fill(self, wanted: int) -> None:
        """Take up to four people of one unit after another until there are enough."""
        units = list(self.desk.units)
        self.rng.shuffle(units)
        for _round in range(60):
            for unit in units:
                for person in self.willing(unit)[: self.rng.choice((1, 2, 2, 3, 4))]:
                    if len(self.pool) >= wanted:
                        return
                    self.taken.add(person.pk)
                    self.pool.append(person)

    def willing(self, unit: int) -> list[Person]:
        staff = self.desk.people.by_organization[unit]
        return [one for one in staff if one.job in AUTHOR_JOBS and one.pk not in self.taken]

    def with_colleagues(self, first: Person) -> list[Person]:
        """Return the person, one time in four with one or two who write at the same place."""
        others = [one for one in self.colleagues[first.organization_id] if one != first]
        if not others or self.rng.random() > 0.25:
            return [first]
        return [first, *self.rng.sample(others, min(len(others), self.rng.choice((1, 1, 2))))]


# --- What is written ----------------------------------------------------------------------------


def published_pieces(desk: Desk, count: int, window: tuple[date, date], authors: Authors) -> Iterator[Piece]:
    """Yield so many published articles by day; about one in twenty-four is from before the window."""
    starts_on = window[0]
    pieces = [
        hand_written(text, person, desk) for text, person in zip(written_texts(), authors.hand, strict=True)
    ]
    pieces = sorted(pieces, key=lambda piece: piece.day)[:count]
    early = sum(piece.day < starts_on for piece in pieces)
    more_early = max(round(count * 18 / 430) - early, 0)
    rest = count - len(pieces)
    days = [
        working_day(starts_on.year - 1 + number % 2, 11 - 4 * (number % 2), desk.rng)
        for number in range(min(more_early, rest))
    ]
    season = Season(starts_on, min(window[1], desk.today - timedelta(days=1)))
    days += [season.days[number] for number in season.draw(rest - len(days), starts_on, desk.rng)]
    started = {author.pk for piece in pieces if piece.day >= starts_on for author in piece.authors}
    newcomers = iter([person for person in authors.pool if person.pk not in started])
    yield from merged(pieces, composed_pieces(sorted(days), starts_on, newcomers, authors, desk))


def hand_written(text: Text, person: Person, desk: Desk) -> Piece:
    day = min(working_day(*text.month, desk.rng), desk.today - timedelta(days=2))
    return finished(Piece(text, [person], day=day), desk)


def composed_pieces(
    days: list[date], starts_on: date, newcomers: Iterator[Person], authors: Authors, desk: Desk
):
    """Yield a composed article for each day. In the window every author writes once before anyone writes twice."""
    for day in days:
        first = (next(newcomers, None) if day >= starts_on else None) or desk.rng.choice(authors.pool)
        yield finished(composed(authors.with_colleagues(first), desk, day=day), desk)


def composed(people: list[Person], desk: Desk, **details) -> Piece:
    unit = desk.unit_of(people[0])
    school = unit if unit.kind == Organization.Kind.SCHOOL else desk.rng.choice(desk.places.schools)
    return Piece(desk.composer.compose(school.name), people, **details)


def merged(early: list[Piece], late: Iterable[Piece]) -> Iterator[Piece]:
    """Yield two streams in the order of their days."""
    waiting = iter(early)
    piece = next(waiting, None)
    for other in late:
        while piece and piece.day <= other.day:
            yield piece
            piece = next(waiting, None)
        yield other
    if piece:
        yield piece
        yield from waiting


def finished(piece: Piece, desk: Desk) -> Piece:
    """Give a published piece its unit, its stamps and its trail."""
    rng = desk.rng
    piece.organization = desk.unit_of(piece.authors[0])
    piece.published_at = moment(piece.day, rng)
    piece.submitted_at = piece.published_at - timedelta(days=rng.randint(1, 5), minutes=rng.randint(5, 300))
    piece.created_at = piece.submitted_at - timedelta(days=rng.randint(1, 20), minutes=rng.randint(5, 300))
    piece.edited_at = piece.submitted_at - timedelta(minutes=rng.randint(4, 90))
    piece.publisher = desk.reviewer_for(piece)
    piece.licence = rng.choice(LICENCES)
    author = piece.authors[0]
    piece.steps = trails.submitted(author, piece.submitted_at, piece.publisher, rng)
    piece.created_at = min(piece.created_at, piece.steps[0][2] - timedelta(hours=5))
    piece.steps.append(("published", piece.publisher, piece.published_at, ""))
    later = piece.published_at + timedelta(days=rng.randint(3, 40))
    if rng.random() < 0.1 and local_day(later) < desk.today:
        piece.edited_at = later
        piece.steps.append(("edited", author, later, ""))
    piece.form_token = uuid.uuid5(NAMESPACE, f"{piece.text.slug or piece.text.title} {piece.published_at}")
    piece.text.title = normalize(piece.text.title)
    return piece
