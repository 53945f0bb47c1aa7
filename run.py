#!/usr/bin/env python3
"""Set KMC up and serve it, or test it. One file, only the standard library, Python 3.11 or newer.

python3 run.py                set up (environment, packages, database, demo office), then serve
python3 run.py --once         the same, but stop after the first healthy answer
python3 run.py test           lint, checks, tests on SQLite and PostgreSQL, tests in a real browser
python3 run.py test --fast    without PostgreSQL and browser;  --strict: what cannot be had fails
python3 run.py dev            Django's own development server, reloading on every change
python3 run.py lint | fix     look at the style, or put it right
python3 run.py bench | bench-search
python3 run.py wheels         fetch the packages into vendor/wheels, for machines without network

Read from the environment (or .env): PORT, DATABASE_URL, KMC_DATA_DIR, KMC_DEMO, KMC_WORKER; for the tests
TEST_DATABASE_URL and KMC_CHROMIUM. The file is longer than others because it has to stand alone.
"""

import argparse
import contextlib
import getpass
import hashlib
import http.client
import importlib.util
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "vendor" / "wheels"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
RUN_LOCK = "requirements.txt"
DEV_LOCK = "requirements-dev.txt"
HOST = "127.0.0.1"
DEMO_PEOPLE = ("admin", "officer", "reviewer", "manager", "coordinator", "teacher", "teacher2")
DEMO_PASSWORD = "kmc-demo-2569"
SIDE_BY_SIDE = ("-n", "2")  # files in order; those that empty the database come last
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


class Failed(Exception):
    """A step did not work; the message says what to do about it."""


# --- Talking and running ------------------------------------------------------------------------


def say(text=""):
    print(text, flush=True)


def run_step(title, command, *, env=None, show=False):
    """Run a command and say how long it took; its own output appears when it fails or `show` is set."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as log:
        output = None if show else log
        with subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT
        ) as process:
            try:
                wait_visibly(process, title, started)
            finally:
                if process.poll() is None:
                    process.terminate()
        log.seek(0)
        text = log.read().decode("utf-8", "replace")
    begin = "\r" if sys.stdout.isatty() else ""
    say(f"{begin}  {'✓' if process.returncode == 0 else '✗'} {title}  {time.monotonic() - started:.1f} s")
    if process.returncode:
        raise Failed("\n".join(text.splitlines()[-40:]) + f"\n✗ {title}: {' '.join(map(str, command))}")


def wait_visibly(process, title, started):
    """Wait for the process; on a terminal, count the seconds meanwhile."""
    while True:
        try:
            process.wait(timeout=1)
            return
        except subprocess.TimeoutExpired:
            if sys.stdout.isatty():
                print(f"\r  … {title}  {time.monotonic() - started:.0f} s", end="", flush=True)


def manage(title, *arguments, env, show=False):
    run_step(title, [PYTHON, "manage.py", *arguments], env=env, show=show)


# --- The environment ----------------------------------------------------------------------------


def read_env_file(path):
    """Return the variables of a `.env` file; comments, `export` and quotes are understood."""
    if not path.is_file():
        return {}
    pattern = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$")
    lines = (pattern.match(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {line[1]: clean_value(line[2]) for line in lines if line}


def clean_value(value):
    """Drop the quotes around a value, or the comment behind an unquoted one."""
    quoted = re.match(r"""^\s*(['"])(.*)\1\s*(?:#.*)?$""", value)
    return quoted[2] if quoted else re.split(r"\s+#", value, maxsplit=1)[0].strip()


def site_environment(given=None, *, root=ROOT):
    """Return what the site runs with: the environment, then `.env`, then defaults; paths made absolute."""
    given = dict(os.environ if given is None else given)
    kept = read_env_file(root / ".env")
    base = Path.cwd() if "KMC_DATA_DIR" in given else root
    env = {"PORT": "8000", "KMC_DEMO": "1", "KMC_WORKER": "1", "KMC_DATA_DIR": "data", **kept, **given}
    env["KMC_DATA_DIR"] = str((base / Path(env["KMC_DATA_DIR"]).expanduser()).resolve())
    env["DJANGO_SETTINGS_MODULE"] = "kmc.settings"
    env["PYTHONUTF8"] = "1"
    return env


def wants(env, name):
    return env[name].strip().lower() not in ("", "0", "no", "off", "false")


def wants_demo(env):
    return wants(env, "KMC_DEMO")


def database_name(env):
    """Return the kind of database for the terminal, without its password."""
    url = env.get("DATABASE_URL") or "sqlite"
    return "PostgreSQL" if url.startswith(("postgres", "pgsql", "psql")) else "SQLite"


def wanted_port(env):
    port = env["PORT"].strip()
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        raise Failed(f"PORT ต้องเป็นเลข 1-65535 · PORT must be a number from 1 to 65535, not {port!r}.")
    return int(port)


def is_free(port):
    """Tell whether nothing answers on the port and it can be taken."""
    with socket.socket() as caller:
        caller.settimeout(0.5)
        if caller.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as listener:
        if not WINDOWS:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True


def choose_port(wanted, *, free=is_free):
    """Return the wanted port, or the next free one."""
    for port in range(wanted, min(wanted + 100, 65536)):
        if free(port):
            return port
    raise Failed(f"ไม่มีพอร์ตว่าง · No free port from {wanted} on. Set PORT.")


def any_free_port():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


# --- Packages -----------------------------------------------------------------------------------


def has_venv():
    try:
        return subprocess.call([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]) == 0
    except OSError:
        return False


def make_venv():
    """Make `.venv` once; make it again when its Python has gone."""
    if has_venv():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Failed(
            "Python นี้ไม่มี venv · This Python cannot make virtual environments. On Debian or Ubuntu:\n"
            "    sudo apt install python3-venv\nแล้วลองใหม่ · then try again."
        )
    title = "สร้างสภาพแวดล้อม Python · Making the Python environment"
    run_step(title, [sys.executable, "-m", "venv", "--clear", VENV])


def lock_hash(lock):
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def is_installed(lock, *, venv=VENV):
    stamp = venv / f"kmc-{lock}.sha256"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == lock_hash(lock)


def mark_installed(lock, *, venv=VENV):
    """Note what is installed; the development lock holds the run-time lock."""
    for name in {lock, RUN_LOCK}:
        (venv / f"kmc-{name}.sha256").write_text(lock_hash(name), encoding="ascii")


def install_commands(lock):
    """Return the commands to try in order: wheel folder before network, uv before pip."""
    sources = [["--no-index", "--find-links", WHEELS], []] if WHEELS.is_dir() else [[]]
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    uv = shutil.which("uv")
    installers = [[uv, "pip", "install", "--quiet", "--python", PYTHON]] if uv else []
    return [
        [*installer, "--require-hashes", *source, "-r", lock]
        for source in sources
        for installer in [*installers, pip]
    ]


def install(lock):
    """Install a lock file with its hashes, unless it is the one installed already."""
    make_venv()
    if is_installed(lock):
        return
    failures = []
    for command in install_commands(lock):
        try:
            run_step(f"ติดตั้งแพ็กเกจ · Installing packages ({lock})", command)
        except Failed as failure:
            failures.append(str(failure))
        else:
            mark_installed(lock)
            return
    raise Failed("\n".join(failures))


def fetch_wheels(arguments):
    """Fetch every package of this platform, for a machine without network; `--dev` adds the test packages."""
    make_venv()
    lock = DEV_LOCK if "--dev" in arguments else RUN_LOCK
    others = [argument for argument in arguments if argument != "--dev"]
    options = ["--require-hashes", "--only-binary", ":all:", "-r", lock, "-d", WHEELS, *others]
    run_step("ดาวน์โหลดแพ็กเกจ · Fetching wheels", [PYTHON, "-m", "pip", "download", *options])
    say(f"  {len(list(WHEELS.glob('*.whl')))} wheels: {WHEELS}")
    return 0


# --- Serving ------------------------------------------------------------------------------------


def prepare_database(env):
    """Bring the database up to date; every command is safe to repeat."""
    Path(env["KMC_DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    manage(f"ฐานข้อมูล · Database ({database_name(env)})", "migrate", "--noinput", env=env)
    manage("แคช · Cache table", "createcachetable", env=env)
    manage("ไฟล์ประกอบหน้า · Static files", "collectstatic", "--noinput", env=env)
    title = "ข้อมูลตั้งต้นและตัวอย่าง · First data and demo office" if wants_demo(env) else "ข้อมูลตั้งต้น · First data"
    manage(title, "prepare", env=env)


def has_demo_people(env):
    """Ask the database: a real office may run without its demo switched off."""
    code = (
        "import django; django.setup(); from django.contrib.auth import get_user_model as model; "
        f"raise SystemExit(not model().objects.filter(username={DEMO_PEOPLE[-1]!r}).exists())"
    )
    return wants_demo(env) and subprocess.call([str(PYTHON), "-c", code], cwd=ROOT, env=env) == 0


def server_command(port):
    if WINDOWS:
        return [PYTHON, "-m", "waitress", f"--listen={HOST}:{port}", "--threads=8", "kmc.wsgi:application"]
    return [PYTHON, "-m", "gunicorn", "--config", "gunicorn.conf.py", "kmc.wsgi"]


def is_healthy(port, host_header):
    """Ask /healthz/ once; a redirect to https counts, for the site behind a proxy."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz/", headers={"Host": host_header})
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_healthy(server, port, env, *, seconds=60):
    first_host = env.get("KMC_ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".*")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Failed("เซิร์ฟเวอร์หยุดเอง ดูข้อความด้านบน · The server stopped; see the lines above.")
        if is_healthy(port, first_host or f"{HOST}:{port}"):
            return
        time.sleep(0.2)
    raise Failed(f"ไม่ได้รับคำตอบใน {seconds} วินาที · /healthz/ gave no healthy answer in {seconds} s.")


def announce(port, *, demo):
    say(f"\n  KMC  http://{HOST}:{port}/\n")
    if demo:
        say(f"  บัญชีตัวอย่าง · demo accounts: {' '.join(DEMO_PEOPLE)}")
        say(f"  รหัสผ่าน · password: {DEMO_PASSWORD}\n")
    say("  หยุด · stop: Ctrl+C\n")


def stop(*processes):
    """Ask each to finish what it is at and leave; a second Ctrl+C ends them at once."""
    running = [process for process in processes if process and process.poll() is None]
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=40)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
            process.wait()


class Beside:
    """A process beside the server, started again when it ends, at most every ten seconds."""

    REST = 10

    def __init__(self, command, env):
        self.command = [str(part) for part in command]
        self.env = env
        self.process = None
        self.started = float("-inf")

    def look_after(self):
        ended = self.process is None or self.process.poll() is not None
        if ended and time.monotonic() - self.started >= self.REST:
            self.started = time.monotonic()
            self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.env)


def serve_with_worker(server, worker):
    """Wait for the server to end; look after the worker meanwhile. Return the server's exit code."""
    while True:
        worker.look_after()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return server.wait(timeout=2)


def serve(*, once):
    env = site_environment()
    install(RUN_LOCK)
    prepare_database(env)
    port = choose_port(wanted_port(env))
    if port != wanted_port(env):
        say(f"  พอร์ต {env['PORT']} ถูกใช้อยู่ ใช้ {port} แทน · port {env['PORT']} is taken, using {port}")
    env["PORT"] = str(port)
    server = subprocess.Popen([str(part) for part in server_command(port)], cwd=ROOT, env=env)
    worker = Beside([PYTHON, "manage.py", "work", "--with-parent"], env)
    try:
        wait_until_healthy(server, port, env)
        announce(port, demo=has_demo_people(env))
        if once:
            return 0
        return serve_with_worker(server, worker) if wants(env, "KMC_WORKER") else server.wait()
    except KeyboardInterrupt:
        say("\n  กำลังหยุด · stopping")
        return 0
    finally:
        stop(server, worker.process)


def develop(arguments):
    """Run Django's development server with pages that show their errors."""
    env = {**site_environment(), "KMC_DEBUG": "1"}
    install(DEV_LOCK)
    prepare_database(env)
    port = choose_port(wanted_port(env))
    return subprocess.call(
        [str(PYTHON), "manage.py", "runserver", f"{HOST}:{port}", *arguments], cwd=ROOT, env=env
    )


# --- What the tests need from the machine -------------------------------------------------------


def is_root():
    return not WINDOWS and os.geteuid() == 0


def install_with_apt(*packages):
    """Install system packages where that is allowed (root on Debian or Ubuntu); tell whether it worked."""
    if not is_root() or not shutil.which("apt-get"):
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run_step("apt-get update", ["apt-get", "update", "-q"], env=env)
        options = ["install", "-q", "-y", "--no-install-recommends"]
        run_step(f"apt-get install {' '.join(packages)}", ["apt-get", *options, *packages], env=env)
    except Failed as failure:
        say(str(failure))
        return False
    return True


def find_chromium():
    """Return the path of a Chromium, Chrome or Edge, installing Chromium where possible; None without."""
    given = os.environ.get("KMC_CHROMIUM")
    if given:
        return given
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    found = found or next((place for place in CHROMIUM_PLACES if Path(place).exists()), None)
    if not found and install_with_apt("chromium", "fonts-thai-tlwg"):
        found = shutil.which("chromium")
    return found


def can_log_in(url):
    """Tell whether the server answers and lets us make databases."""
    code = (
        "import sys, psycopg2\n"
        "cursor = psycopg2.connect(sys.argv[1], connect_timeout=3).cursor()\n"
        "cursor.execute('select rolcreatedb or rolsuper from pg_roles where rolname = current_user')\n"
        "sys.exit(not cursor.fetchone()[0])"
    )
    command = [str(PYTHON), "-c", code, url]
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def postgresql_url(user, port):
    """Name the database after this folder, so that two checkouts do not meet."""
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return f"postgres://{user}@{HOST}:{port}/kmc_{mark}"


def find_running_postgresql():
    for user in dict.fromkeys(("postgres", "root", getpass.getuser())):
        if can_log_in(f"postgres://{user}@{HOST}:5432/postgres"):
            return postgresql_url(user, 5432)
    return None


def find_postgresql_programs():
    """Return the folder with initdb and pg_ctl: from PATH, else the newest of Debian's."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@contextlib.contextmanager
def throwaway_postgresql(programs):
    """Run a cluster of our own in a temporary folder; as another user when we are root, as it demands."""
    folder = Path(tempfile.mkdtemp(prefix="kmc-postgresql-"))
    port, identity = any_free_port(), {}
    if is_root():
        import pwd

        names = {entry.pw_name for entry in pwd.getpwall()}
        identity = {"user": "postgres" if "postgres" in names else "nobody", "extra_groups": []}
        shutil.chown(folder, identity["user"])
    locale = "C.UTF-8" if sys.platform.startswith("linux") else "C"
    settings = f"-p {port} -c listen_addresses={HOST} -c unix_socket_directories= -c fsync=off"

    def call(program, *arguments):
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, **identity)

    try:
        call("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", f"--locale={locale}", "--no-sync")
        call("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", settings)
        try:
            yield postgresql_url("postgres", port)
        finally:
            call("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgresql():
    """Yield the address of a PostgreSQL to test on: given, running, our own, or installed; None without."""
    url = os.environ.get("TEST_DATABASE_URL") or find_running_postgresql()
    if url:
        yield url
        return
    programs = find_postgresql_programs()
    if not programs and install_with_apt("postgresql"):
        programs = find_postgresql_programs()
    if not programs:
        yield None
        return
    with throwaway_postgresql(programs) as url:
        yield url


# --- Testing ------------------------------------------------------------------------------------


def counted(junit):
    """Return how many tests passed and failed in a pytest report; no report is one failure."""
    try:
        suites = list(ElementTree.parse(junit).iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        return 0, 1
    total = {
        key: sum(int(suite.get(key, 0)) for suite in suites)
        for key in ("tests", "errors", "failures", "skipped")
    }
    failed = total["errors"] + total["failures"]
    return total["tests"] - failed - total["skipped"], failed


class Checks:
    """Runs the steps one after the other, each to its end, and keeps what came out."""

    def __init__(self, *, strict, folder):
        self.strict = strict
        self.folder = folder
        self.rows = []
        self.passed = self.failed = self.worst = 0
        self.env = {**os.environ, "PYTHONUTF8": "1", "KMC_DATA_DIR": str(folder / "data")}
        for name in ("DATABASE_URL", "TEST_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
            self.env.pop(name, None)

    def run(self, title, *command, **variables):
        """Run one step with its output on the terminal and note its outcome."""
        say(f"\n=== {title}")
        started = time.monotonic()
        code = subprocess.call([str(part) for part in command], cwd=ROOT, env={**self.env, **variables})
        self.note(title, code, f"{time.monotonic() - started:.1f} s")

    def run_pytest(self, title, *options, **variables):
        """Run pytest and add its counts to the sum of the last line."""
        junit = self.folder / f"junit-{len(self.rows)}.xml"
        self.run(title, PYTHON, "-m", "pytest", "-q", f"--junitxml={junit}", *options, **variables)
        passed, failed = counted(junit)
        self.passed += passed
        self.failed += failed

    def miss(self, title, advice):
        say(f"\n=== {title}\n!!! ข้ามไป · SKIPPED: {advice}")
        self.note(title, 1 if self.strict else 0, f"SKIPPED: {advice}")

    def note(self, title, code, remark):
        self.worst = max(self.worst, abs(code))
        self.rows.append(f"{'✓' if code == 0 else '✗ FAILED'} {title}  {remark}")
        say(f"{self.rows[-1]}")

    def close(self):
        say("\n" + "\n".join(self.rows))
        say(f"{self.passed} passed, {self.failed} failed")
        return min(self.worst, 255)


def lint_commands(*, fix=False):
    """Return the style checks; `fix` gives those that put things right."""
    ruff = [PYTHON, "-m", "ruff"]
    if fix:
        return {"ruff check": [*ruff, "check", "--fix", "."], "ruff format": [*ruff, "format", "."]}
    return {
        "ruff check": [*ruff, "check", "."],
        "ruff format": [*ruff, "format", "--check", "."],
        "djlint": [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"],
    }


def lint(*, fix):
    """Run the style checks alone; the exit code is the worst of them."""
    install(DEV_LOCK)
    commands = lint_commands(fix=fix).values()
    return max(subprocess.call([str(part) for part in command], cwd=ROOT) for command in commands)


def run_static_checks(checks):
    """Everything that looks at the code without running a test."""
    for title, command in lint_commands().items():
        checks.run(title, *command)
    checks.run("vendored files", PYTHON, "tools/vendor.py", "--check")
    production = {
        "KMC_SECURE": "true",
        "KMC_DEBUG": "false",
        "KMC_DEMO": "0",
        "KMC_SECRET_KEY": secrets.token_urlsafe(64),
        "KMC_ALLOWED_HOSTS": "kmc.example.go.th",
        "DATABASE_URL": f"sqlite:///{checks.folder / 'check.sqlite3'}",
    }
    manage_py = [PYTHON, "manage.py"]
    checks.run("check --deploy", *manage_py, "check", "--deploy", "--fail-level", "WARNING", **production)
    checks.run("migrations", *manage_py, "makemigrations", "--check", "--dry-run", **production)


def run_postgresql_tests(checks):
    with postgresql() as url:
        if url:
            checks.run_pytest("pytest, PostgreSQL", *SIDE_BY_SIDE, "-m", "not browser", TEST_DATABASE_URL=url)
        else:
            checks.miss("pytest, PostgreSQL", "install PostgreSQL or set TEST_DATABASE_URL")


def run_browser_tests(checks):
    chromium = find_chromium()
    if chromium:
        checks.run_pytest("pytest, browser", *SIDE_BY_SIDE, "-m", "browser", KMC_CHROMIUM=chromium)
    else:
        checks.miss("pytest, browser", "install Chromium, Chrome or Edge, or set KMC_CHROMIUM")


def test(*, strict, fast):
    """Run every check; the exit code is the worst, the last line the sum."""
    install(DEV_LOCK)
    if not (WINDOWS or shutil.which("xgettext")):
        install_with_apt("gettext")
    with tempfile.TemporaryDirectory(prefix="kmc-test-") as folder:
        checks = Checks(strict=strict, folder=Path(folder))
        run_static_checks(checks)
        checks.run_pytest("pytest, SQLite", *SIDE_BY_SIDE, "-m", "not browser")
        if not fast:
            run_postgresql_tests(checks)
            run_browser_tests(checks)
        return checks.close()


# --- The command line ---------------------------------------------------------------------------


def measure(script, arguments):
    install(RUN_LOCK)
    return subprocess.call([str(PYTHON), script, *arguments], cwd=ROOT, env=site_environment())


def parse(arguments):
    names = ("serve", "test", "dev", "bench", "bench-search", "lint", "fix", "wheels")
    parser = argparse.ArgumentParser(
        prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", choices=names, default="serve", metavar="command")
    parser.add_argument("--once", action="store_true", help="stop after the first healthy answer")
    parser.add_argument("--strict", action="store_true", help="test: what cannot be had is a failure")
    parser.add_argument("--fast", action="store_true", help="test: without PostgreSQL and browser")
    options, others = parser.parse_known_args(arguments)
    if others and options.command not in ("dev", "bench", "bench-search", "wheels"):
        parser.error(f"unknown: {' '.join(others)}")
    return options, others


def main(arguments):
    options, others = parse(arguments)
    commands = {
        "serve": lambda: serve(once=options.once),
        "test": lambda: test(strict=options.strict, fast=options.fast),
        "dev": lambda: develop(others),
        "bench": lambda: measure("tools/bench.py", others),
        "bench-search": lambda: measure("tools/bench_search.py", others),
        "lint": lambda: lint(fix=False),
        "fix": lambda: lint(fix=True),
        "wheels": lambda: fetch_wheels(others),
    }
    return commands[options.command]()


def leave(signum, frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.version_info < (3, 11):  # noqa: UP036  the one place that an older Python reaches
        sys.exit(
            f"ต้องใช้ Python 3.11 ขึ้นไป · KMC needs Python 3.11 or newer; this is {sys.version.split()[0]}."
        )
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except Failed as problem:
        sys.exit(str(problem))
