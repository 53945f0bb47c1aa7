"""How far the framework of required knowledge is covered: the state of each topic, its figures and the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import caches
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.models import Organization
from kmc.lib.dates import format_date
from knowledge.models import Article, Topic

# Which column of an article holds a topic of the tree.
COLUMNS = {
    Topic.Tree.CATEGORY: "topic",
    Topic.Tree.COMPONENT: "component",
    Topic.Tree.LEVEL: "level",
    Topic.Tree.SUBJECT: "subject",
}
FRAMEWORK = (
    Topic.Tree.CATEGORY,
    Topic.Tree.COMPONENT,
)  # the office's own; levels and subjects are the nation's


class State(models.TextChoices):
    COVERED = "covered", gettext_lazy("Covered")
    THIN = "thin", gettext_lazy("Not enough yet")
    EMPTY = "empty", gettext_lazy("No articles yet")
    OVERDUE = "overdue", gettext_lazy("Overdue")


@dataclass(frozen=True)
class Coverage:
    """A topic in figures, for one reader: `total` articles they may read, `standing` of them not past the day
    by which somebody should have confirmed them, and how many are `enough`."""

    total: int
    standing: int
    enough: int
    due_on: date | None = None
    today: date = field(default_factory=timezone.localdate)

    @property
    def is_stale(self) -> bool:
        """Return whether there are enough articles, but too few that somebody still stands for."""
        return self.total >= self.enough > self.standing

    @property
    def is_late(self) -> bool:
        """Return whether the day has passed by which there were to be enough."""
        return self.total < self.enough and self.due_on is not None and self.due_on < self.today

    @property
    def state(self) -> State:
        if self.is_stale or self.is_late:
            return State.OVERDUE
        if self.total >= self.enough:
            return State.COVERED
        return State.THIN if self.total else State.EMPTY

    @property
    def missing(self) -> int:
        """Return how many more articles would cover it."""
        return max(0, self.enough - self.standing)

    @property
    def sentence(self) -> str:
        """Return in one sentence why it is in this state."""
        figures = {"total": self.total, "standing": self.standing, "enough": self.enough}
        if self.is_stale:
            return (
                gettext(
                    "There are %(total)s articles, but only %(standing)s are not past the day to confirm them; "
                    "%(enough)s are needed."
                )
                % figures
            )
        if self.is_late:
            day = {"day": format_date(self.due_on)}
            return gettext("It was to be covered by %(day)s; there are %(total)s of %(enough)s articles.") % (
                figures | day
            )
        if self.state == State.COVERED:
            return gettext("There are %(total)s articles; %(enough)s were needed.") % figures
        if self.total:
            return ngettext(
                "There are %(total)s of %(enough)s articles; one more is missing.",
                "There are %(total)s of %(enough)s articles; %(missing)s more are missing.",
                self.missing,
            ) % (figures | {"missing": self.missing})
        return gettext("Nobody has written about it yet; %(enough)s articles are needed.") % figures


@dataclass(frozen=True)
class Lens:
    """Whose articles are counted: those the reader may read, of a unit with all below it, of a level."""

    user: object
    version: str
    organization: Organization | None = None
    level: str = ""

    @cached_property
    def articles(self):
        articles = Article.objects.readable_by(self.user)
        if self.organization:
            articles = articles.of_units(Organization.objects.below_or_of(self.organization))
        return articles.of_level(self.level) if self.level else articles

    def numbers(self, tree: str) -> dict[object, tuple[int, int]]:
        """Return for each topic of the tree (by key or code) its articles and those standing.

        One query, kept while neither the site nor the day changes. Visitors and staff are counted apart.
        """
        unit = self.organization.pk if self.organization else 0
        today, is_staff = timezone.localdate(), self.user.is_authenticated
        key = f"coverage:{tree}:{is_staff}:{self.version}:{today}:{unit}:{self.level}"
        return caches["pages"].get_or_set(key, lambda: self.articles.numbers_by(COLUMNS[tree], today))


def with_coverage(topics: Iterable[Topic], numbers_of: Callable[[str], dict]) -> list[Topic]:
    """Return the topics, each with its `coverage`, those below others right after them.

    What is filed below a topic counts for it, too, as far as the topics below are among these.
    `numbers_of` returns the numbers of a tree, as `Lens.numbers` does: one query a tree.
    """
    topics = list(topics)
    numbers = {tree: numbers_of(tree) for tree in dict.fromkeys(topic.tree for topic in topics)}
    below = children_of(topics)
    for topic in topics:
        counted = [numbers[one.tree].get(one.code or one.pk, (0, 0)) for one in (topic, *below[topic.pk])]
        topic.coverage = Coverage(
            total=sum(total for total, _standing in counted),
            standing=sum(standing for _total, standing in counted),
            enough=topic.enough,
            due_on=topic.due_on,
        )
    tops = [topic for topic in topics if topic.parent_id not in below]
    for topic in topics:
        topic.depth = 0 if topic.parent_id not in below else 1
    return [one for topic in tops for one in (topic, *below[topic.pk])]


def children_of(topics: list[Topic]) -> dict[int, list[Topic]]:
    """Return for each topic those of the list that stand below it."""
    below = {topic.pk: [] for topic in topics}
    for topic in topics:
        if topic.parent_id in below:
            below[topic.parent_id].append(topic)
    return below


def covered_in(articles, *trees: str) -> list[int]:
    """Return the keys of the topics of these trees that the articles cover. One query, and one a tree."""
    today = timezone.localdate()
    numbers = {tree: articles.numbers_by(COLUMNS[tree], today) for tree in trees}
    return covered_keys(list(Topic.objects.of_trees(trees).in_order()), numbers)


def covered_by_unit(articles, *trees: str) -> dict[int, int]:
    """Return how many topics of these trees the articles of each organization cover alone. As many queries."""
    today, topics = timezone.localdate(), list(Topic.objects.of_trees(trees).in_order())
    numbers = {tree: articles.numbers_by_unit(COLUMNS[tree], today) for tree in trees}
    units = {unit for by_unit in numbers.values() for unit in by_unit}
    counts = {
        unit: len(covered_keys(topics, {tree: by_unit.get(unit, {}) for tree, by_unit in numbers.items()}))
        for unit in units
    }
    return {unit: number for unit, number in counts.items() if number}


def covered_keys(topics: list[Topic], numbers: dict[str, dict]) -> list[int]:
    """Return the keys of those of the topics that are covered by these numbers of each tree."""
    shown = with_coverage(topics, numbers.__getitem__)
    return [topic.pk for topic in shown if topic.coverage.state == State.COVERED]


def counts_by_state(topics: Iterable[Topic]) -> dict[str, int]:
    """Return how many topics are in each state."""
    counts = dict.fromkeys(State.values, 0)
    for topic in topics:
        counts[topic.coverage.state.value] += 1
    return counts


def as_lines(topics: Iterable[Topic]) -> list[dict]:
    """Return the topics of the first level as a tree of topics shows them."""
    return [
        {"title": one.title, "url": one.get_absolute_url(), "article_count": one.coverage.total}
        for one in topics
        if not one.depth
    ]


def sum_line(topics: list[Topic]) -> str:
    """Return how many of the topics are covered, as a line."""
    figures = {"covered": counts_by_state(topics)[State.COVERED], "total": len(topics)}
    return gettext("Covered: %(covered)s of %(total)s topics") % figures
