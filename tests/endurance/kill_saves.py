"""Kill the server while people save, start it again, and see that nothing is lost and nothing doubled.

    .venv/bin/python tests/endurance/kill_saves.py [--rounds 20] [--postgresql postgres://postgres@127.0.0.1:5432/kmc_kill]

Every round starts with an empty database. Twenty people save at once, each in their own session: a new article, then
changes of it. The server and its workers are killed (SIGKILL) in the middle; who got no answer sends the same form
again, as a browser does. Then the rows are compared with the answers: each acknowledged save must be there, once.
"""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
CSRF = "k" * 32
CHANGES = 4  # after each new article
PATIENCE = 60  # seconds a person goes on trying

MAKE_PEOPLE = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from accounts.models import Organization, StaffProfile, User
from accounts.services import accept_policies, ensure_office
school = Organization.objects.create(kind="school", name="โรงเรียนทดสอบ", parent=ensure_office())
for number in range({people}):
    user = User.objects.create(username=f"writer{{number}}", given_name="ครู", family_name=f"ที่{{number}}")
    StaffProfile.objects.create(user=user, organization=school)
    accept_policies(user=user)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "accounts.backend.OfficeBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("SESSION", session.session_key)
"""
READ_ARTICLES = """
import json
from knowledge.models import Article
rows = Article.objects.values("form_token", "title", "version", "body")
print("ROWS", json.dumps([{**row, "form_token": str(row["form_token"])} for row in rows]))
"""


@dataclass
class Outcome:
    """What the clients were told, and what went wrong."""

    expected: dict[str, tuple[str, int, str]] = field(default_factory=dict)  # token: title, version, body
    saves: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)
    back_after: list[float] = field(default_factory=list)


class Site:
    """An installation of its own, with a server that can be killed."""

    def __init__(self, folder: Path, database: str):
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        self.env = os.environ | {
            "KMC_DATA_DIR": str(folder),
            "KMC_DEMO": "0",
            "KMC_REQUIRE_SECOND_STEP": "0",
            "KMC_ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "kmc.settings",
            "PORT": str(self.port),
        }
        if database:
            self.env["DATABASE_URL"] = database
        self.server = None

    def manage(self, *arguments) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stdout

    def prepare(self, people: int) -> list[str]:
        """Make the database and its people. Return their sessions."""
        for command in (["migrate", "--noinput"], ["createcachetable"], ["prepare"]):
            self.manage(*command)
        made = self.manage("shell", "-c", MAKE_PEOPLE.format(people=people))
        return [line.split()[1] for line in made.splitlines() if line.startswith("SESSION")]

    def start(self) -> float:
        """Start the server. Return the seconds until it answers."""
        began = time.monotonic()
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "kmc.wsgi"]
        self.server = subprocess.Popen(command, cwd=ROOT, env=self.env, start_new_session=True)
        while not self.is_up():
            time.sleep(0.05)
        return time.monotonic() - began

    def is_up(self) -> bool:
        try:
            return self.ask("GET", "/healthz/")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self) -> None:
        """End the server and all its workers, as a power cut would."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def ask(self, method: str, path: str, *, session: str = "", form: dict | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        headers = {"Cookie": f"kmc_session={session}; kmc_csrf={CSRF}", "User-Agent": "kill_saves"}
        body = None
        if form is not None:
            body = urlencode(form | {"csrfmiddlewaretoken": CSRF})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


class Writer(threading.Thread):
    """A person who saves, and sends again what got no answer."""

    def __init__(self, site: Site, session: str, number: int, saves: int, outcome: Outcome, lock):
        super().__init__(daemon=True)
        self.site, self.session, self.number, self.saves = site, session, number, saves
        self.outcome, self.lock = outcome, lock

    def run(self) -> None:
        done = article = 0
        while done < self.saves:
            article += 1
            token, path = str(uuid.uuid4()), "/articles/new/"
            for version in range(min(CHANGES + 1, self.saves - done)):
                title = f"เรื่องที่ {article} ของคนที่ {self.number}"
                body = f"ข้อความครั้งที่ {version + 1} ของเรื่อง {token}"
                form = {"title": title, "body": body, "body_format": "text", "kind": "note"}
                form |= {"form_token": token, "version": str(version), "action": "save"}
                path = self.save(path, form)
                if not path:
                    return
                done += 1
                with self.lock:
                    self.outcome.saves += 1
                    self.outcome.expected[token] = (title, version + 1, body)

    def save(self, path: str, form: dict) -> str:
        """Send until there is an answer. Return where the article is edited."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, location = self.site.ask("POST", path, session=self.session, form=form)
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.outcome.repeated += 1
                time.sleep(0.1)
                continue
            if status == 302 and location.endswith("/edit/"):
                return location
            return self.fault(f"{path} answered {status} {location}")
        return self.fault(f"{path} gave no answer in {PATIENCE} s")

    def fault(self, sentence: str) -> str:
        with self.lock:
            self.outcome.faults.append(sentence)
        return ""


def compare(outcome: Outcome, rows: list[dict]) -> None:
    """Note what was acknowledged and is not there, and what is there twice."""
    found = {row["form_token"]: row for row in rows}
    for token, (title, version, body) in outcome.expected.items():
        row = found.get(token)
        if row is None:
            outcome.faults.append(f"lost: {title}")
        elif (row["title"], row["version"]) != (title, version) or body not in row["body"]:
            outcome.faults.append(f"wrong: {title} stands at version {row['version']}, not {version}")
    titles = [row["title"] for row in rows]
    outcome.faults += [f"doubled: {title}" for title in sorted({t for t in titles if titles.count(t) > 1})]
    if len(rows) != len(outcome.expected):
        outcome.faults.append(f"{len(rows)} articles stand, {len(outcome.expected)} were acknowledged")


def one_round(folder: Path, database: str, *, people: int, saves: int, kills: int) -> Outcome:
    """Save, kill, start again, compare."""
    site, outcome, lock = Site(folder, database), Outcome(), threading.Lock()
    sessions = site.prepare(people)
    site.start()
    try:
        shares = [saves // people + (number < saves % people) for number in range(people)]
        writers = [
            Writer(site, session, number, share, outcome, lock)
            for number, (session, share) in enumerate(zip(sessions, shares, strict=True))
        ]
        for writer in writers:
            writer.start()
        for number in range(kills):
            goal = saves * (number + 1) * random.uniform(0.7, 0.95) / (kills + 1)
            while outcome.saves < goal and any(writer.is_alive() for writer in writers):
                time.sleep(0.01)
            site.kill()
            outcome.back_after.append(site.start())
        for writer in writers:
            writer.join()
    finally:
        site.kill()
    rows = next(
        line for line in site.manage("shell", "-c", READ_ARTICLES).splitlines() if line[:5] == "ROWS "
    )
    compare(outcome, json.loads(rows[5:]))
    return outcome


def fresh_database(url: str) -> None:
    """Drop and make the database of a round."""
    import psycopg2

    server, _slash, name = url.rpartition("/")
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--saves", type=int, default=500)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--postgresql", default="", help="address of a database that may be dropped")
    given = parser.parse_args()
    total = Outcome()
    for number in range(1, given.rounds + 1):
        if given.postgresql:
            fresh_database(given.postgresql)
        with tempfile.TemporaryDirectory() as folder:
            outcome = one_round(
                Path(folder), given.postgresql, people=given.people, saves=given.saves, kills=given.kills
            )
        print(
            f"round {number}: {outcome.saves} saves acknowledged, {outcome.repeated} sendings repeated, "
            f"back after {', '.join(f'{seconds:.1f} s' for seconds in outcome.back_after)}, "
            f"{len(outcome.faults)} faults",
            flush=True,
        )
        total.faults += outcome.faults
        total.saves += outcome.saves
    for fault in total.faults:
        print("  ", fault)
    print(f"{total.saves} saves in {given.rounds} rounds: {len(total.faults)} lost, doubled or refused")
    return 1 if total.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
