"""run.py: the parts that decide, without starting anything."""

import socket
import subprocess
import sys

import pytest

import run

REPORT = '<testsuites><testsuite tests="7" errors="1" failures="2" skipped="1"/></testsuites>'


@pytest.mark.parametrize(
    "taken, port",
    ((set(), 8000), ({8000}, 8001), ({8000, 8001, 8003}, 8002)),
)
def test_choose_port_takes_the_next_free_one(taken, port):
    assert run.choose_port(8000, free=lambda candidate: candidate not in taken) == port


def test_choose_port_without_a_free_one_says_so():
    with pytest.raises(run.Failed, match="PORT"):
        run.choose_port(65500, free=lambda candidate: False)


def test_is_free_sees_a_listener():
    with socket.create_server((run.HOST, 0)) as listener:
        port = listener.getsockname()[1]

        assert not run.is_free(port)

    assert run.is_free(port)


@pytest.mark.parametrize("port", ("", "abc", "0", "65536", "-1", "80.5"))
def test_wanted_port_refuses_what_is_no_port(port):
    with pytest.raises(run.Failed, match="PORT"):
        run.wanted_port({"PORT": port})


def test_site_environment_has_defaults(tmp_path):
    env = run.site_environment({}, root=tmp_path)

    assert env == {
        "PORT": "8000",
        "KMC_DEMO": "1",
        "KMC_WORKER": "1",
        "KMC_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "kmc.settings",
        "PYTHONUTF8": "1",
    }


def test_site_environment_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("PORT=9000\nKMC_DATA_DIR=kept\nDATABASE_URL=postgres://a@b/c\n", "utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    env = run.site_environment({"PORT": "9001", "KMC_DATA_DIR": "given"}, root=tmp_path)

    assert (env["PORT"], env["DATABASE_URL"]) == ("9001", "postgres://a@b/c")
    assert env["KMC_DATA_DIR"] == str(tmp_path / "here" / "given")


def test_site_environment_reads_a_folder_of_the_file_from_the_project(tmp_path):
    (tmp_path / ".env").write_text("KMC_DATA_DIR=kept\n", "utf-8")

    assert run.site_environment({}, root=tmp_path)["KMC_DATA_DIR"] == str(tmp_path / "kept")


def test_read_env_file_understands_quotes_and_comments(tmp_path):
    path = tmp_path / ".env"
    path.write_text(
        "# note\n\nA=1  # one\nexport B='two # words' # two\nC = \"สาม\"\n#D=4\nE=  # none\nF=secret#kept\n",
        encoding="utf-8",
    )

    assert run.read_env_file(path) == {"A": "1", "B": "two # words", "C": "สาม", "E": "", "F": "secret#kept"}


@pytest.mark.parametrize(
    "url, name",
    (
        (None, "SQLite"),
        ("sqlite:////srv/kmc.sqlite3", "SQLite"),
        ("postgres://kmc:secret@db/kmc", "PostgreSQL"),
        ("postgresql://db/kmc", "PostgreSQL"),
    ),
)
def test_database_name_never_shows_the_password(url, name):
    assert run.database_name({"DATABASE_URL": url}) == name


@pytest.mark.parametrize(
    "value, wanted", (("1", True), ("true", True), ("0", False), (" No ", False), ("", False))
)
def test_wants_demo(value, wanted):
    assert run.wants_demo({"KMC_DEMO": value}) is wanted


def test_installed_lock_is_skipped_until_it_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    (tmp_path / run.RUN_LOCK).write_text("django==5.2.19", "ascii")
    (tmp_path / run.DEV_LOCK).write_text("pytest==9.2.0", "ascii")
    seen = [run.is_installed(run.DEV_LOCK, venv=tmp_path)]

    run.mark_installed(run.DEV_LOCK, venv=tmp_path)
    seen += [run.is_installed(lock, venv=tmp_path) for lock in (run.DEV_LOCK, run.RUN_LOCK)]
    (tmp_path / run.RUN_LOCK).write_text("django==5.2.20", "ascii")
    seen.append(run.is_installed(run.RUN_LOCK, venv=tmp_path))

    assert seen == [False, True, True, False]


def test_install_commands_try_the_wheel_folder_first(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "WHEELS", tmp_path)
    monkeypatch.setattr(run.shutil, "which", lambda name: None)

    commands = run.install_commands(run.RUN_LOCK)

    assert [("--no-index" in command) for command in commands] == [True, False]
    assert all("--require-hashes" in command for command in commands)


@pytest.mark.parametrize(
    "report, counts", ((REPORT, (3, 3)), ("", (0, 1)), (None, (0, 1))), ids=("read", "empty", "none")
)
def test_counted_reads_the_report(tmp_path, report, counts):
    path = tmp_path / "junit.xml"
    if report is not None:
        path.write_text(report, "utf-8")

    assert run.counted(path) == counts


@pytest.mark.parametrize("strict, code", ((False, 0), (True, 1)))
def test_missing_browser_fails_only_when_strict(tmp_path, capsys, strict, code):
    checks = run.Checks(strict=strict, folder=tmp_path)

    checks.miss("pytest, browser", "install Chromium")

    assert checks.close() == code
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 0 failed"


def test_parse_refuses_unknown_options(capsys):
    with pytest.raises(SystemExit):
        run.parse(["test", "--quick"])
    assert "--quick" in capsys.readouterr().err


def program(code):
    return [sys.executable, "-c", code]


def test_a_process_beside_the_server_is_started_again_after_a_rest(monkeypatch):
    monkeypatch.setattr(run.Beside, "REST", 3600)
    beside = run.Beside(program("raise SystemExit(3)"), None)

    beside.look_after()
    first = beside.process
    first.wait()
    beside.look_after()
    resting = beside.process is first
    beside.started = float("-inf")
    beside.look_after()
    beside.process.wait()

    assert (resting, beside.process is first, beside.process.returncode) == (True, False, 3)


def test_the_server_ends_and_the_worker_is_stopped():
    server = subprocess.Popen(program("raise SystemExit(7)"))
    worker = run.Beside(program("import time; time.sleep(600)"), None)

    code = run.serve_with_worker(server, worker)
    running = worker.process.poll() is None
    run.stop(server, worker.process, None)

    assert (code, running, worker.process.poll() is None) == (7, True, False)
