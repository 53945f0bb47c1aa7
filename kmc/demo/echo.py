"""What readers left with the articles: comments and their answers, thanks, uses."""

import json
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from kmc.demo.calendar import moment
from kmc.demo.people import People, Person
from kmc.demo.places import Places
from kmc.demo.rows import catch_up_sequences, first_free_id, insert_objects
from kmc.demo.writing import NAMESPACE
from knowledge.models import Article, Bookmark, Comment, Follow, Tally, Thanks, Topic, Use

THANKED, DISCUSSED, USED = 0.6, 0.34, 0.27  # shares of the published articles
FIRST_WEEKS = 45  # days after publication within which most of it happens


@cache
def words() -> dict:
    """Return what the people of the demo say."""
    path = Path(__file__).resolve().parent / "echoes.json"
    return json.loads(path.read_text(encoding="utf-8"))


@dataclass
class Echo:
    """Makes what readers leave, and counts it for each article."""

    people: People
    places: Places
    today: date
    rng: random.Random
    counts: dict[str, Counter] = field(
        default_factory=lambda: {"comments": Counter(), "uses": Counter(), "thanks": Counter()}
    )

    def __post_init__(self):
        self.units = {one.pk: one.name for one in (*self.places.groups, *self.places.schools)}
        self.readers = [one for one in self.people.all if one.organization_id in self.units]
        self.next_comment = first_free_id(Comment)

    def insert(self) -> tuple[int, int, int]:
        """Write everything. Return the numbers of comments, uses and thanks."""
        written = list(
            Article.objects.published()
            .order_by("pk")
            .values_list("pk", "kind", "created_by_id", "first_published_on")
        )
        comments = insert_objects(row for one in written for row in self.comments_of(*one))
        uses = insert_objects(row for one in written for row in self.uses_of(*one))
        thanks = insert_objects(row for one in written for row in self.thanks_of(*one))
        insert_objects(self.tallies())
        insert_objects(self.bookmarks(written))
        insert_objects(self.follows())
        catch_up_sequences(Comment)
        return comments, uses, thanks

    def reader(self, author: int) -> Person:
        """Return somebody, but not the author."""
        chosen = self.rng.choice(self.readers)
        return chosen if chosen.pk != author else self.reader(author)

    def day_after(self, published: date) -> date:
        """Return a day on which somebody answered: soon after publication, sometimes much later."""
        days = 1 + int(self.rng.expovariate(1 / FIRST_WEEKS))
        return min(published + timedelta(days=days), self.today)

    def comments_of(self, pk: int, kind: str, author: int, published: date) -> Iterator[Comment]:
        if self.rng.random() > DISCUSSED:
            return
        talk = words()["comments"].get(kind, words()["comments"]["note"])
        for question, answer in self.rng.sample(talk, self.rng.randint(1, min(2, len(talk)))):
            day = self.day_after(published)
            asked = self.comment(pk, question, self.reader(author).pk, day)
            yield asked
            if answer:
                replied = min(day + timedelta(days=self.rng.randint(0, 3)), self.today)
                yield self.comment(pk, answer, author, replied, parent=asked)

    def comment(self, article: int, text: str, by: int, day: date, parent: Comment | None = None) -> Comment:
        made = Comment(
            pk=self.next_comment,
            article_id=article,
            parent=parent,
            text=text,
            by_id=by,
            at=moment(day, self.rng),
            form_token=uuid.uuid5(NAMESPACE, f"comment {self.next_comment}"),
        )
        if parent and made.at <= parent.at:
            made.at = parent.at + timedelta(minutes=self.rng.randint(20, 300))
        self.next_comment += 1
        self.counts["comments"][article] += 1
        return made

    def uses_of(self, pk: int, kind: str, author: int, published: date) -> Iterator[Use]:
        if self.rng.random() > USED:
            return
        for number in range(self.rng.choice((1, 1, 1, 2, 2, 3))):
            person, day = self.reader(author), self.day_after(published)
            filled = {
                "school": self.units[person.organization_id],
                "grade": self.rng.randint(1, 6),
                "weeks": self.rng.randint(3, 8),
                "before": self.rng.randint(5, 9),
                "after": self.rng.randint(1, 4),
            }
            place, result, measure, figure = self.rng.choice(words()["uses"])
            self.counts["uses"][pk] += 1
            yield Use(
                article_id=pk,
                by_id=person.pk,
                organization_id=person.organization_id,
                place=place.format(**filled),
                result=result.format(**filled),
                measure=measure,
                figure=figure.format(**filled),
                used_on=day,
                at=moment(day, self.rng),
                form_token=uuid.uuid5(NAMESPACE, f"use {pk} {number}"),
            )

    def thanks_of(self, pk: int, kind: str, author: int, published: date) -> Iterator[Thanks]:
        if self.rng.random() > THANKED:
            return
        wanted = min(1 + int(self.rng.expovariate(1 / 4)), 25)
        for person in self.rng.sample(self.readers, min(wanted, len(self.readers))):
            if person.pk == author:
                continue
            self.counts["thanks"][pk] += 1
            yield Thanks(article_id=pk, by_id=person.pk, at=moment(self.day_after(published), self.rng))

    def tallies(self) -> Iterator[Tally]:
        for pk in sorted(set().union(*self.counts.values())):
            numbers = {name: counter[pk] for name, counter in self.counts.items()}
            yield Tally(article_id=pk, version=1, **numbers)

    def bookmarks(self, written: list[tuple]) -> Iterator[Bookmark]:
        """Give the demo accounts something on their shelf."""
        for username in ("teacher", "teacher2", "reviewer"):
            for pk, _kind, _author, _day in self.rng.sample(written, min(4, len(written))):
                person = self.people.demo[username].pk
                yield Bookmark(article_id=pk, user_id=person, at=moment(self.today, self.rng))

    def follows(self) -> Iterator[Follow]:
        """Let the demo accounts follow a topic and their own school."""
        topics = list(Topic.objects.categories().in_order().values_list("pk", flat=True))
        for username in ("teacher", "teacher2"):
            person = self.people.demo[username]
            at = moment(self.today - timedelta(days=30), self.rng)
            if topics:
                yield Follow(user_id=person.pk, topic_id=self.rng.choice(topics), at=at)
            yield Follow(user_id=person.pk, organization_id=person.organization_id, at=at)
