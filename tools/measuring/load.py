"""Requests to the servers being measured, with the standard library's own client."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from .pages import READER, Page

HOST = "127.0.0.1"
THREADS = 8  # enough that kept connections spread over both workers
CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class BenchError(Exception):
    """Something answered otherwise than expected; the message says what."""


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")


@dataclass(frozen=True)
class Sample:
    """One measured run: requests per second, and the time of each request in seconds."""

    rate: float
    times: list[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.times)


class Visitor:
    """Somebody with a connection, kept where the server keeps it, and with cookies."""

    def __init__(self, port: int, agent: str = READER, cookies: dict[str, str] | None = None):
        self.connection = http.client.HTTPConnection(HOST, port, timeout=120)
        self.agent = agent
        self.cookies = dict(cookies or {})

    def get(self, path: str, agent: str = "") -> Answer:
        return self.ask("GET", path, agent=agent)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self.ask("POST", path, urlencode(fields))

    def ask(self, method: str, path: str, body: str | None = None, agent: str = "") -> Answer:
        headers = {"User-Agent": agent or self.agent}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        response = self.response(method, path, body, headers)
        answer = Answer(response.status, response.headers, response.read())
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def response(self, *request) -> http.client.HTTPResponse:
        """Ask over the kept connection; over a new one when the server has closed it meanwhile."""
        try:
            self.connection.request(*request)
            return self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()
            self.connection.request(*request)
            return self.connection.getresponse()

    def close(self) -> None:
        self.connection.close()


def run_load(
    port: int, page: Page, requests: int, *, cookies: dict[str, str] | None = None, threads: int = THREADS
) -> Sample:
    """Ask for a page so many times, `threads` at a time. Every answer must be 200."""
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        runs = [
            pool.submit(visit, port, page, range(one, requests, threads), cookies) for one in range(threads)
        ]
        times = [seconds for run in runs for seconds in run.result()]
    return Sample(requests / (time.perf_counter() - started), times)


def visit(port: int, page: Page, numbers: range, cookies: dict[str, str] | None) -> list[float]:
    visitor = Visitor(port, cookies=cookies)
    times = []
    for number in numbers:
        path = page.path(number)
        began = time.perf_counter()
        answer = visitor.get(path, page.agent_of(number))
        times.append(time.perf_counter() - began)
        if answer.status != 200:
            raise BenchError(f"{page.name}: {path} answered {answer.status}")
    visitor.close()
    return times


def warm_up(port: int, page: Page, *, cookies: dict[str, str] | None = None) -> None:
    """Let both workers make the pages they keep, and open their connections."""
    run_load(
        port,
        page,
        THREADS if page.fresh or page.new_reader else max(16, 6 * len(page.paths)),
        cookies=cookies,
    )


def timed(act: Callable[[], Answer], expected: int) -> float:
    """Return the seconds of one request whose answer must have this status."""
    began = time.perf_counter()
    answer = act()
    seconds = time.perf_counter() - began
    if answer.status != expected:
        raise BenchError(f"expected {expected}, got {answer.status}: {answer.text[:300]}")
    return seconds


def sign_in(port: int, username: str, password: str) -> Visitor:
    """Sign in through the form and return the visitor with the session."""
    visitor = Visitor(port)
    token = csrf_token(visitor.get("/account/login/"))
    fields = {"login": username, "password": password, "csrfmiddlewaretoken": token}
    answer = visitor.post("/account/login/", fields)
    if answer.status != 302:
        raise BenchError(f"{username} could not sign in: {answer.status}")
    return visitor


def csrf_token(answer: Answer) -> str:
    found = CSRF_FIELD.search(answer.text)
    if not found:
        raise BenchError(f"no form on the page: {answer.status}")
    return found[1]
