"""Talking with OpenSearch: few calls, short patience, never a secret in a log."""

import json
import logging
import time
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import urllib3
from django.conf import settings

from knowledge.search.match import SearchUnavailable

logger = logging.getLogger(__name__)

INDEX = "kmc"  # where the address names none
PATIENCE = urllib3.Timeout(connect=1, read=3)  # seconds: somebody waits for a page
LONG_PATIENCE = urllib3.Timeout(connect=3, read=60)
REST = 5  # seconds without asking again where nobody answered: pages must not wait in a row
SERVER_FAULT, NOT_FOUND, OK_BELOW = 500, 404, 300


class Client:
    """One server with one alias. Certificates are checked; connections are kept and shared by threads."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        self.alias = parts.path.strip("/") or INDEX
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.root = f"{parts.scheme}://{host}:{parts.port or (443 if parts.scheme == 'https' else 9200)}"
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
        if parts.username:
            name, password = unquote(parts.username), unquote(parts.password or "")
            headers |= urllib3.make_headers(basic_auth=f"{name}:{password}")
        self.pool = urllib3.PoolManager(headers=headers, retries=False, maxsize=16)
        self.rests_until = 0.0

    def called(self, method: str, path: str, content=None, *, patience=PATIENCE) -> tuple[int, dict]:
        """Return status and answer. Raise `SearchUnavailable` for no answer, a server's fault, a refusal to listen."""
        if time.monotonic() < self.rests_until:
            raise SearchUnavailable("OpenSearch rests")
        if isinstance(content, dict):
            content = json.dumps(content).encode()
        try:
            response = self.pool.request(
                method, self.root + path, body=content, timeout=patience, redirect=False
            )
            answer = json.loads(response.data)
        except (urllib3.exceptions.HTTPError, ValueError) as fault:
            raise self.resting(type(fault).__name__) from fault
        if response.status >= SERVER_FAULT or response.status in (401, 403, 408, 429):
            raise self.resting(str(response.status))
        if not isinstance(answer, dict):
            raise self.resting("no object")
        return response.status, answer

    def resting(self, fault: str) -> SearchUnavailable:
        """Ask nothing for some seconds; what went wrong is logged without address or content."""
        self.rests_until = time.monotonic() + REST
        logger.warning("OpenSearch does not answer: %s", fault)
        return SearchUnavailable(fault)

    def wanted(self, method: str, path: str, content=None, *, patience=LONG_PATIENCE) -> dict:
        """Return the answer to what must succeed."""
        status, answer = self.called(method, path, content, patience=patience)
        if status >= OK_BELOW:
            logger.error("OpenSearch refused %s: %s %s", path.partition("?")[0], status, reason_of(answer))
            raise SearchUnavailable(str(status))
        return answer

    def found(self, *bodies: dict) -> list[dict]:
        """Return the whole answers to some searches, asked in one go."""
        lines = "".join(f"{{}}\n{json.dumps(body)}\n" for body in bodies)
        for _attempt in range(
            2
        ):  # between asking and answering an index may have been exchanged for a new one
            status, answer = self.called("POST", f"/{self.alias}/_msearch", lines.encode())
            answers = answer.get("responses") or []
            if status < OK_BELOW and len(answers) == len(bodies) and all(map(is_whole, answers)):
                return answers
        faults = {reason_of(one) for one in (answer, *answers) if one.get("error")}
        logger.error("OpenSearch could not search: %s %s", status, sorted(faults))
        raise SearchUnavailable(str(status))

    def entered(self, lines: Iterable[dict], *, index: str = "", patience=LONG_PATIENCE) -> list[dict]:
        """Return what became of each line of a bulk. Without `index` it goes to whatever the alias stands for."""
        content = "".join(json.dumps(line) + "\n" for line in lines)
        path = f"/{index}/_bulk" if index else f"/{self.alias}/_bulk?require_alias=true"
        answer = self.wanted("POST", path, content.encode(), patience=patience)
        return [next(iter(item.values())) for item in answer.get("items", ())]

    def indexes(self) -> list[str]:
        """Return the indexes the alias stands for: none before the first `reindex`, later one."""
        status, answer = self.called("GET", f"/_alias/{self.alias}", patience=LONG_PATIENCE)
        return sorted(answer) if status != NOT_FOUND else []

    def dropped(self, index: str) -> None:
        """Take an index away; one that stays costs space alone."""
        try:
            self.wanted("DELETE", f"/{index}")
        except SearchUnavailable:
            logger.warning("OpenSearch still holds the index %s, which is not needed", index)


def is_whole(answer: dict) -> bool:
    """Return whether every part of the index answered in time: half an answer would be a wrong one."""
    return "hits" in answer and not answer.get("timed_out") and not answer.get("_shards", {}).get("failed")


def reason_of(answer: dict) -> str:
    """Return the kind of an error; its words may hold what somebody typed."""
    error = answer.get("error")
    return str(error.get("type") if isinstance(error, dict) else error)[:80]


@lru_cache(maxsize=4)
def client_of(url: str) -> Client:
    return Client(url)


def client() -> Client:
    """Return the client of the server that the settings name."""
    return client_of(settings.KMC_SEARCH_URL)
