"""The table of goals: what was measured at each site, told against what is wanted."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

MARKS = {True: " ✓", False: " ✗", None: ""}
GROWING = ("article", "article anew", "article signed in", "list", "list anew", "last page", "last page anew")
QUERY_LIMITS = (
    ("article", 2),
    ("article signed in", 3),
    ("list", 2),
    ("search rare", 3),
    ("targets signed in", 5),
)


def median_ratio(pairs: list[tuple[float, float]]) -> float:
    """Return the median of what each round's second figure is of its first."""
    return statistics.median(second / first for first, second in pairs)


@dataclass(frozen=True)
class Figure:
    """A page: its rate over the floor's, processor time and queries; each the median of the rounds."""

    ratio: float
    cpu_ms: float
    p50_ms: float
    queries: int | None = None

    @property
    def words(self) -> str:
        parts = [f"{self.ratio:.2f} F", f"{self.cpu_ms:.1f} ms"]
        return " · ".join([*parts, f"{self.queries} q"] if self.queries is not None else parts)


@dataclass
class Result:
    """All that was measured at one site."""

    kind: str
    articles: int
    users: int
    reads: int
    pages: dict[str, Figure] = field(default_factory=dict)
    posts: dict[str, Figure] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    event: dict[str, float] = field(default_factory=dict)
    recall: dict[str, dict[str, int]] = field(default_factory=dict)
    headers: str = ""
    headers_fit: bool = False
    is_found: bool = False

    @property
    def title(self) -> str:
        name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[self.kind]
        return f"{name}, {self.articles:,}"


Told = tuple[str, bool | None]
Teller = Callable[[Result, Result], Told]


@dataclass(frozen=True)
class Goal:
    """A row: `tell` gives the words of a result, seen beside the smallest one of its database."""

    number: str
    task: str
    must: str
    tell: Teller


def reach(page: str, least: float | None) -> Teller:
    """A page at so much of the floor's rate."""

    def tell(result: Result, _smallest: Result) -> Told:
        figure = result.pages[page]
        return figure.words, None if least is None else figure.ratio >= least

    return tell


def last_page(result: Result, _smallest: Result) -> Told:
    figure, first = result.pages["last page"], result.pages["list"]
    share = figure.ratio / first.ratio
    return f"{figure.words}; {share:.2f} of P3", figure.ratio >= 0.5 and share >= 0.8


def search(page: str, words: str, least: float) -> Teller:
    """A search with all that is to be found."""

    def tell(result: Result, _smallest: Result) -> Told:
        figure, recall = result.pages[page], result.recall[words]
        found = f"{recall['found']} of {recall['held']} found"
        return f"{figure.words}; {found}", figure.ratio >= least and recall["found"] == recall["held"]

    return tell


def post(result: Result, _smallest: Result) -> Told:
    figure = result.posts["draft"]
    times = 1 / figure.ratio
    return f"{times:.1f} x floor · {figure.cpu_ms:.1f} ms", times <= 1.3


def publish(result: Result, _smallest: Result) -> Told:
    figure = result.posts["publish"]
    found = "found at once" if result.is_found else "NOT found"
    return f"{1 / figure.ratio:.1f} x floor · {figure.cpu_ms:.1f} ms; {found}", result.is_found


def dashboard(result: Result, _smallest: Result) -> Told:
    figure = result.pages["targets signed in"]
    return figure.words, figure.ratio >= 0.4 and figure.queries <= 5


def growth(pages: tuple[str, ...], most: float) -> Teller:
    """Processor time over that at the smallest size: the worst of the pages decides."""

    def tell(result: Result, smallest: Result) -> Told:
        if result is smallest:
            return "–", None
        grown = {page: result.pages[page].cpu_ms / smallest.pages[page].cpu_ms for page in pages}
        words = ", ".join(f"{page} {times:.2f}" for page, times in grown.items())
        return words, max(grown.values()) <= most

    return tell


def post_growth(result: Result, smallest: Result) -> Told:
    if result is smallest:
        return "–", None
    grown = {name: result.posts[name].cpu_ms / smallest.posts[name].cpu_ms for name in result.posts}
    return ", ".join(f"{name} {times:.2f}" for name, times in grown.items()), grown["draft"] <= 1.2


def read_price(result: Result, _smallest: Result) -> Told:
    counted, plain = (result.pages[name].ratio for name in ("article, new reader", "article, robot"))
    times = result.event["counted"] / result.event["plain"]
    return (
        f"{counted / plain:.2f} of the page; event {times:.2f} x insert",
        counted / plain >= 0.75 and times <= 1.5,
    )


def memory(result: Result, _smallest: Result) -> Told:
    kmc, floor = result.memory["kmc"], result.memory["floor"]
    return f"{kmc:.0f} MiB, {kmc / floor:.2f} x floor", kmc / floor <= 1.6


def queries(result: Result, _smallest: Result) -> Told:
    found = [(result.pages[name].queries, most) for name, most in QUERY_LIMITS]
    return " / ".join(str(number) for number, _most in found), all(number <= most for number, most in found)


def headers(result: Result, _smallest: Result) -> Told:
    return result.headers, result.headers_fit


GOALS = (
    Goal("P1", "article, visitor", ">= 1.5 F", reach("article", 1.5)),
    Goal("", "… made anew each time", "", reach("article anew", None)),
    Goal("P2", "article, signed in", ">= 0.8 F", reach("article signed in", 0.8)),
    Goal("P3", "list, newest first", ">= 1.0 F", reach("list", 1.0)),
    Goal("", "… made anew each time", "", reach("list anew", None)),
    Goal("P3b", "list of a kind, made anew", ">= 0.4 F", reach("list of a kind anew", 0.4)),
    Goal("P4", "last page of the list", ">= 0.5 F, >= 0.8 of P3", last_page),
    Goal("", "… made anew each time", "", reach("last page anew", None)),
    Goal("P5", "search, rare word, made anew", ">= 0.3 F, all found", search("search rare", "rare", 0.3)),
    Goal(
        "P6", "search, word in 2 %, made anew", ">= 0.2 F, all counted", search("search 2 %", "frequent", 0.2)
    ),
    Goal("P7", "post a draft through the form, p50", "<= 1.3 x floor's post", post),
    Goal("", "… a reviewer publishes it, p50", "found at once", publish),
    Goal("P8", "targets, signed in", ">= 0.4 F, <= 5 q", dashboard),
    Goal("P9", "growth of pages, CPU", "<= 1.2", growth(GROWING, 1.2)),
    Goal("", "growth of a rare search, CPU", "<= 1.2", growth(("search rare",), 1.2)),
    Goal("", "growth of a 2 % search, CPU", "<= 2", growth(("search 2 %",), 2.0)),
    Goal("", "growth of posting, CPU", "draft <= 1.2", post_growth),
    Goal("P10", "growth of the targets page, CPU", "<= 1.2", growth(("targets signed in",), 1.2)),
    Goal("P11", "page with a new read counted", ">= 0.75; event <= 1.5", read_price),
    Goal("P12", "memory, PSS, two workers", "<= 1.6 x floor", memory),
    Goal("P13", "queries: article / signed in / list / search / targets", "<= 2 / 3 / 2 / 3 / 5", queries),
    Goal("P14", "headers for a page cache", "no cookie set, keepable", headers),
    Goal("F", "the floor's article", "", reach("floor article", None)),
    Goal("", "the floor's own list", "", reach("floor list", None)),
    Goal("", "the floor's own last page", "", reach("floor last page", None)),
)


def table(results: list[Result]) -> str:
    """Return the goals and the results as a table in Markdown."""
    heads = ["", "task", "must", *(result.title for result in results)]
    rows = [heads, ["---"] * len(heads)]
    smallest = {result.kind: result for result in reversed(results)}
    for goal in GOALS:
        told = [goal.tell(result, smallest[result.kind]) for result in results]
        rows.append([goal.number, goal.task, goal.must, *(words + MARKS[fits] for words, fits in told)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
