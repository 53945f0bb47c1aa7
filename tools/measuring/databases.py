"""Databases to measure on: filled once by `seed_demo`, kept in a folder; on PostgreSQL made and dropped."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from .load import HOST
from .servers import ROOT

SERVER = f"postgres://postgres@{HOST}:5432/postgres"
SETUP = (("migrate", "--noinput"), ("createcachetable",), ("sync_roles",), ("load_plans",))
# What the portal is measured with, whatever `.env` says: two workers, no https, no mail.
FIXED = {
    "WEB_CONCURRENCY": "2",
    "KMC_DEBUG": "0",
    "KMC_SECURE": "0",
    "KMC_BEHIND_PROXY": "0",
    "KMC_DEMO": "1",
    "KMC_ALLOWED_HOSTS": HOST,
    "KMC_CSRF_TRUSTED_ORIGINS": "",
    "EMAIL_URL": "dummymail://",
}


@dataclass(frozen=True)
class Size:
    articles: int
    users: int
    reads: int

    def __str__(self):
        return f"{self.articles:,}"


@dataclass(frozen=True)
class Site:
    """A filled portal and its floor: where their data lies, what their servers run with."""

    kind: str
    size: Size
    folder: Path

    @property
    def name(self) -> str:
        return f"kmc_bench_{self.size.articles}"

    @property
    def ready(self) -> Path:
        """Return the file that says: filled to its end."""
        return self.folder / f"{self.kind}_{self.size.articles}.ready"

    def url(self, *, floor: bool = False) -> str:
        name = f"{self.name}_floor" if floor else self.name
        if self.kind == "postgresql":
            return urlunsplit(urlsplit(server_url())._replace(path=f"/{name}"))
        return f"sqlite:///{self.folder / name}.sqlite3"

    def env(self, *, floor: bool = False) -> dict[str, str]:
        return (
            os.environ
            | FIXED
            | {
                "DATABASE_URL": self.url(floor=floor),
                "DJANGO_SETTINGS_MODULE": "tools.bench_floor.settings" if floor else "kmc.settings",
                "KMC_DATA_DIR": str(self.folder / f"{self.kind}_{self.size.articles}"),
                "PYTHONUTF8": "1",
            }
        )


def server_url() -> str:
    return os.environ.get("TEST_DATABASE_URL", SERVER)


def bench_folder() -> Path:
    folder = Path(os.environ.get("KMC_BENCH_DIR", ROOT / "data" / "bench")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def reason_against(kind: str) -> str:
    """Return why a kind of database cannot be measured here; "" when it can."""
    if kind == "sqlite":
        return ""
    try:
        psycopg2.connect(maintenance_url(), connect_timeout=3).close()
    except psycopg2.OperationalError as problem:
        return f"no PostgreSQL: {str(problem).strip().splitlines()[0]}"
    return ""


def maintenance_url() -> str:
    return urlunsplit(urlsplit(server_url())._replace(path="/postgres"))


def run_sql(url: str, statement: str, values: tuple = ()) -> list:
    """Run one statement outside a transaction and return its rows."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def is_there(site: Site) -> bool:
    if not site.ready.exists() or site.kind == "sqlite":
        return site.ready.exists()
    found = run_sql(maintenance_url(), "SELECT 1 FROM pg_database WHERE datname = %s", (site.name,))
    return bool(found)


def prepare(site: Site, say) -> None:
    """Fill the portal's and the floor's database unless that was done before; bring old ones up to date."""
    fresh = not is_there(site)
    if fresh:
        say(f"filling {site.kind}: {site.size.articles:,} articles, {site.size.users:,} users, …")
        create(site)
    started = time.monotonic()
    for command in SETUP:
        manage(site, *command)
    if fresh:
        size = site.size
        counts = [f"--articles={size.articles}", f"--users={size.users}", f"--reads={size.reads}"]
        manage(site, "seed_demo", *counts, show=True)
    subprocess.run(
        [sys.executable, "-m", "tools.bench_floor.fill", str(site.size.articles)],
        cwd=ROOT, env=site.env(floor=True), check=True,
    )  # fmt: skip
    finish(site)
    if fresh:
        say(f"filled in {time.monotonic() - started:.0f} s")


def create(site: Site) -> None:
    """Make both databases, empty."""
    drop(site)
    if site.kind == "postgresql":
        for name in (site.name, f"{site.name}_floor"):
            run_sql(maintenance_url(), f'CREATE DATABASE "{name}"')


def drop(site: Site) -> None:
    """Remove both databases."""
    site.ready.unlink(missing_ok=True)
    if site.kind == "sqlite":
        for path in site.folder.glob(f"{site.name}[._]*"):
            path.unlink()
        shutil.rmtree(site.env()["KMC_DATA_DIR"], ignore_errors=True)
    else:
        for name in (site.name, f"{site.name}_floor"):
            run_sql(maintenance_url(), f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def finish(site: Site) -> None:
    """Let the database know its rows, and note that it is ready."""
    site.ready.touch()
    if site.kind == "sqlite":
        return
    for floor in (False, True):
        run_sql(site.url(floor=floor), "VACUUM ANALYZE")


def manage(site: Site, *arguments: str, show: bool = False) -> None:
    """Run a management command; its output is shown when asked for, or when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    output = None if show else subprocess.PIPE
    done = subprocess.run(
        command, cwd=ROOT, env=site.env(), stdout=output, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stdout or ''}{done.stderr[-4000:]}")
