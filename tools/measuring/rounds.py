"""One site from beginning to end: its servers are started, every page is asked for in rounds, and posted to."""

import json
import re
import statistics
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from contextlib import contextmanager
from typing import NamedTuple

from .databases import Site
from .goals import Figure, Result, median_ratio
from .load import BenchError, Visitor, csrf_token, run_load, sign_in, timed, warm_up
from .pages import Page, floor_pages, pages_of
from .servers import FLOOR, KMC, ROOT, Server

PASSWORD = "kmc-demo-2569"
USERS = ("teacher", "officer", "reviewer")
POSTS_A_ROUND = 4
MOST_REQUESTS = 800
VERSION = re.compile(r'name="version" value="(\d+)"')
BODY = "ครูแลกเปลี่ยนเรียนรู้วิธีสอนอ่านเขียนร่วมกันทุกสัปดาห์ แล้วนำไปใช้ในชั้นเรียนของตน\n\n" * 14


def probe(site: Site) -> dict:
    """Ask the portal itself, in a process of its own."""
    command = [sys.executable, "-m", "tools.measuring.probe"]
    done = subprocess.run(command, cwd=ROOT, env=site.env(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"the probe failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout)


@contextmanager
def servers(site: Site, port: int):
    """Run floor and portal beside each other."""
    folder = site.folder
    with (
        Server(FLOOR, port, site.env(floor=True), folder / "floor.log") as floor,
        Server(KMC, port + 1, site.env(), folder / "kmc.log") as kmc,
    ):
        yield floor, kmc


def measure_site(site: Site, *, rounds: int, seconds: float, port: int, say) -> Result:
    """Measure everything at one site."""
    size = site.size
    result = Result(site.kind, size.articles, size.users, size.reads)
    told = probe(site)
    result.event, result.recall = told["event"], told["recall"]
    with servers(site, port) as (floor, kmc):
        people = {name: sign_in(kmc.port, name, PASSWORD) for name in USERS}
        cookies = {name: person.cookies for name, person in people.items()}
        bench = Bench(floor, kmc, cookies, seconds)
        first, *others = floor_pages(size.articles)
        plans = [(page, kmc) for page in pages_of(told["facts"])] + [(page, floor) for page in others]
        result.pages = bench.rounds(first, plans, rounds, told["queries"], say)
        result.memory = {"kmc": kmc.pss_mebibytes(), "floor": floor.pss_mebibytes()}
        result.headers, result.headers_fit = cache_headers(kmc, told["facts"]["articles"][0])
        result.posts, result.is_found = posts(floor, kmc, people, rounds)
    return result


class Run(NamedTuple):
    """Some requests: their rate, and what each took in processor time and, in the middle, in time."""

    rate: float
    cpu_ms: float
    p50_ms: float


class Bench:
    """Floor and portal, and how pages are asked for in turn."""

    def __init__(self, floor: Server, kmc: Server, cookies: dict, seconds: float):
        self.floor, self.kmc, self.cookies, self.seconds = floor, kmc, cookies, seconds

    def rounds(self, first: Page, plans: list[tuple[Page, Server]], rounds: int, queries: dict, say) -> dict:
        """Ask for floor, page, floor, page … and return the medians of the rounds."""
        runs = defaultdict(list)
        counts = {page.name: self.enough(page, server) for page, server in [(first, self.floor), *plans]}
        for number in range(rounds):
            started = time.monotonic()
            for page, server in plans:
                base = self.run(first, self.floor, counts[first.name])
                runs[first.name].append((base, base))
                runs[page.name].append((base, self.run(page, server, counts[page.name])))
            say(f"  round {number + 1} of {rounds}: {time.monotonic() - started:.0f} s")
        return {name: figure_of(pairs, queries.get(name)) for name, pairs in runs.items()}

    def enough(self, page: Page, server: Server) -> int:
        """Return how many requests take about the wanted seconds."""
        return max(16, min(MOST_REQUESTS, int(self.run(page, server, 24).rate * self.seconds)))

    def run(self, page: Page, server: Server, requests: int) -> Run:
        """Ask for a page that both workers have shown before."""
        cookies = self.cookies.get(page.user)
        warm_up(server.port, page, cookies=cookies)
        before = server.cpu_seconds()
        sample = run_load(server.port, page, requests, cookies=cookies)
        spent = (server.cpu_seconds() - before) * 1000 / requests
        return Run(sample.rate, spent, sample.p50 * 1000)


def figure_of(pairs: list[tuple[Run, Run]], queries: int | None) -> Figure:
    """Return the medians of a page's runs, each beside the floor's run before it."""
    return Figure(
        median_ratio([(base.rate, run.rate) for base, run in pairs]),
        statistics.median(run.cpu_ms for _base, run in pairs),
        statistics.median(run.p50_ms for _base, run in pairs),
        queries,
    )


def cache_headers(kmc: Server, article: int) -> tuple[str, bool]:
    """Return what a visitor's page says to a cache, and whether one may keep it."""
    visitor = Visitor(kmc.port)
    headers = visitor.get(f"/articles/{article}/").headers
    visitor.close()
    control, sets_cookie = headers.get("Cache-Control", "nothing"), "Set-Cookie" in headers
    words = f"{control}; Vary: {headers.get('Vary', 'none')}"
    return words + ("; sets a cookie" if sets_cookie else ""), "public" in control and not sets_cookie


# --- Posting ------------------------------------------------------------------------------------


def posts(floor: Server, kmc: Server, people: dict[str, Visitor], rounds: int) -> tuple[dict, bool]:
    """Post to the floor, save drafts, send and publish, in turn; tell whether search finds the last at once."""
    post = Posting(floor, kmc, people)
    times, cpu = defaultdict(list), defaultdict(list)
    for _round in range(rounds):
        for name, act, server in (
            ("floor", post.floor_post, floor),
            ("draft", post.draft, kmc),
            ("publish", post.publish, kmc),
        ):
            spent = []
            for _time in range(POSTS_A_ROUND):
                seconds, used = act(server)
                spent.append(seconds)
                cpu[name].append(used * 1000)
            times[name].append(statistics.median(spent))
    figures = {
        name: Figure(
            median_ratio(list(zip(times[name], times["floor"], strict=True))),
            statistics.mean(cpu[name]),
            statistics.median(times[name]) * 1000,
        )
        for name in ("draft", "publish")
    }
    return figures, post.is_found()


def version_on(text: str) -> str:
    """Return the version of the article that the page was made from."""
    found = VERSION.search(text)
    if not found:
        raise BenchError("the reviewer's page offers no publication")
    return found[1]


class Posting:
    """What a teacher and a reviewer send, one request after the other."""

    def __init__(self, floor: Server, kmc: Server, people: dict[str, Visitor]):
        self.visitor = Visitor(floor.port)
        self.kmc = kmc
        self.teacher, self.reviewer = people["teacher"], people["reviewer"]
        self.form = {"csrfmiddlewaretoken": csrf_token(self.teacher.get("/articles/new/"))}
        self.word = ""

    def fields(self, action: str) -> dict[str, str]:
        self.word = f"bench{uuid.uuid4().hex[:10]}"
        return self.form | {
            "title": f"บันทึกการแลกเปลี่ยนเรียนรู้ {self.word}",
            "body": BODY,
            "body_format": "text",
            "kind": "note",
            "form_token": str(uuid.uuid4()),
            "action": action,
        }

    def cost(self, server: Server, act) -> tuple[float, float]:
        """Return the seconds of one request that ends in a redirect, and its processor time."""
        before = server.cpu_seconds()
        seconds = timed(act, 302)
        return seconds, server.cpu_seconds() - before

    def floor_post(self, server: Server):
        fields = {"title": "บันทึกการแลกเปลี่ยนเรียนรู้", "body": BODY}
        return self.cost(server, lambda: self.visitor.post("/articles/new/", fields))

    def draft(self, server: Server):
        fields = self.fields("save")
        return self.cost(server, lambda: self.teacher.post("/articles/new/", fields))

    def publish(self, server: Server):
        """Send an article for review, then measure its publication."""
        address = self.teacher.post("/articles/new/", self.fields("submit")).location
        page = self.reviewer.get(address)
        fields = {"csrfmiddlewaretoken": csrf_token(page), "version": version_on(page.text)}
        return self.cost(server, lambda: self.reviewer.post(f"{address}publish/", fields))

    def is_found(self) -> bool:
        visitor = Visitor(self.kmc.port)
        text = visitor.get(f"/articles/?q={self.word}").text
        visitor.close()
        return "/articles/" in text.partition("<main")[2] and f"{self.word}</" in text
