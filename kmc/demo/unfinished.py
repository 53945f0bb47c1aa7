"""Articles that are not published: drafts, those that wait, those returned, withdrawn, archived and put away."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from kmc.demo import trails
from kmc.demo.calendar import moment
from kmc.demo.people import Person
from kmc.demo.writing import NAMESPACE, Authors, Desk, Piece, composed, finished

WAITING_DAYS = (1, 1, 2, 3, 4, 5, 7, 9, 13)
RETURNED_DAYS = (2, 4, 6, 11, 19, 30)
WITHDRAWN_DAYS = (40, 95, 160, 280)
DRAFT_DAYS = (0, 1, 1, 3, 5, 8, 12, 20, 33, 61)
DISCARDED_DAYS = (120,)
ARCHIVED_DAYS = (300, 420)


def unfinished_pieces(desk: Desk, authors: Authors) -> Iterator[Piece]:
    """Yield them, with some of the demo accounts' own among them: they find something on their desk."""
    teacher, teacher2 = desk.people.demo["teacher"], desk.people.demo["teacher2"]
    near = [
        one
        for one in desk.people.by_organization[teacher.organization_id]
        if one not in desk.people.demo.values()
    ]
    chosen = {
        "submitted": [teacher2, *near[:3]],
        "returned": [teacher, teacher2],
        "draft": [teacher, teacher2],
    }
    for status, ages in (
        ("withdrawn", WITHDRAWN_DAYS),
        ("discarded", DISCARDED_DAYS),
        ("returned", RETURNED_DAYS),
        ("submitted", WAITING_DAYS),
        ("draft", DRAFT_DAYS),
        ("archived", ARCHIVED_DAYS),
    ):
        people = iter(chosen.get(status, ()))
        for age in sorted(ages, reverse=True):
            person = next(people, None) or desk.rng.choice(authors.pool)
            yield unfinished(status, person, age, desk)


def unfinished(status: str, person: Person, age: int, desk: Desk) -> Piece:
    """Return a piece that came into its state so many days ago."""
    day = desk.today - timedelta(days=age)
    piece = composed([person], desk, day=day, status=status)
    if status in ("withdrawn", "archived"):
        return taken_back(piece, desk, status)
    rng = desk.rng
    piece.organization = desk.unit_of(person)
    at = moment(day, rng) - timedelta(days=1)
    piece.created_at, piece.edited_at = at - timedelta(days=rng.randint(1, 9)), at
    piece.form_token = uuid.uuid5(NAMESPACE, f"{status} {age} {piece.text.title}")
    reviewer = desk.reviewer_for(piece)
    if status == "submitted":
        piece.submitted_at = at
        piece.steps = [("submitted", person, at, "")]
    elif status == "returned":
        piece.submitted_at = at - timedelta(days=2)
        piece.created_at = piece.submitted_at - timedelta(days=3)
        piece.edited_at = piece.submitted_at
        piece.steps = [
            ("submitted", person, piece.submitted_at, ""),
            ("returned", reviewer, at, trails.RETURN_REASONS[age % len(trails.RETURN_REASONS)]),
        ]
    elif status == "discarded":
        piece.steps = [("discarded", person, at, "")]
    return piece


def taken_back(piece: Piece, desk: Desk, status: str) -> Piece:
    """Return a piece that was published, and withdrawn three weeks or archived half a year later."""
    piece = finished(piece, desk)
    days, reasons = (21, trails.WITHDRAW_REASONS) if status == "withdrawn" else (180, trails.ARCHIVE_REASONS)
    at = piece.published_at + timedelta(days=days)
    piece.steps = [step for step in piece.steps if step[0] != "edited"]
    piece.steps.append((status, piece.publisher, at, desk.rng.choice(reasons)))
    piece.edited_at = piece.submitted_at
    return piece
