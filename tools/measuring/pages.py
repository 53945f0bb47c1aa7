"""The pages that are measured: what is asked for, and by whom."""

import time
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

READER = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile"
ROBOT = "Measuring-bot/1.0"
unique = count(int(time.time()))


@dataclass(frozen=True)
class Page:
    """A page with its paths, asked for in turn.

    `fresh` makes each address one that nobody asked for before, so that no kept page can answer;
    `new_reader` lets every request be somebody else's, so that each is a read to be counted.
    """

    name: str
    paths: tuple[str, ...]
    user: str = ""
    agent: str = READER
    fresh: bool = False
    new_reader: bool = False

    def path(self, number: int) -> str:
        path = self.paths[number % len(self.paths)]
        if not self.fresh:
            return path
        return f"{path}{'&' if '?' in path else '?'}bench={next(unique)}"

    def agent_of(self, number: int) -> str:
        return f"{self.agent} {next(unique)}" if self.new_reader else self.agent


def search_paths(words) -> tuple[str, ...]:
    return tuple(f"/articles/?q={quote(word)}" for word in words)


def pages_of(facts: dict) -> list[Page]:
    """Return the pages of the portal, from what its database holds."""
    articles = tuple(f"/articles/{pk}/" for pk in facts["articles"])
    newest, last = ("/articles/",), (f"/articles/?page={facts['pages']}",)
    return [
        Page("article", articles),
        Page("article anew", articles, fresh=True),
        Page("article signed in", articles, user="teacher"),
        Page("list", newest),
        Page("list anew", newest, fresh=True),
        Page("list of a kind anew", ("/articles/?kind=note",), fresh=True),
        Page("last page", last),
        Page("last page anew", last, fresh=True),
        Page("search rare", search_paths(facts["rare"]), fresh=True),
        Page("search 2 %", search_paths(facts["frequent"]), fresh=True),
        Page("targets signed in", ("/targets/",), user="officer"),
        Page("article, robot", articles, agent=ROBOT),
        Page("article, new reader", articles, new_reader=True),
    ]


def floor_pages(size: int) -> list[Page]:
    """Return the floor's own pages: the article is F, the list is told beside it."""
    return [
        Page("floor article", tuple(f"/articles/{pk}/" for pk in range(1, size + 1, max(1, size // 12)))),
        Page("floor list", ("/articles/",)),
        Page("floor last page", (f"/articles/?page={size // 20}",)),
    ]
