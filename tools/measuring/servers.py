"""The servers being measured: started, watched through /proc, stopped."""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

from .load import HOST, BenchError

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
FLOOR = [
    "--config",
    "python:tools.bench_floor",
    "--workers",
    "2",
    "--log-level",
    "warning",
    "tools.bench_floor.wsgi",
]
KMC = ["--config", "gunicorn.conf.py", "kmc.wsgi"]


class Server:
    """gunicorn on a port of this machine, with its workers."""

    def __init__(self, arguments: list[str], port: int, env: dict[str, str], log: Path):
        self.port = port
        self.log = log.open("wb")
        command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", *arguments]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env | {"PORT": str(port)}, stdout=self.log, stderr=self.log
        )

    def __enter__(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.is_up():
                return self
            time.sleep(0.1)
        self.stop()
        raise BenchError(f"the server did not start; see {self.log.name}")

    def __exit__(self, *_problem):
        self.stop()

    def is_up(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    @property
    def workers(self) -> list[int]:
        return [pid for pid, parent in parents().items() if parent == self.process.pid]

    def cpu_seconds(self) -> float:
        """Return the processor time of all workers until now."""
        return sum(cpu_ticks(pid) for pid in self.workers) / TICK

    def pss_mebibytes(self) -> float:
        """Return the memory of master and workers, shared pages divided among those who share them."""
        return sum(pss_kibibytes(pid) for pid in (self.process.pid, *self.workers)) / 1024


def stat_fields(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat behind the name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()


def parents() -> dict[int, int]:
    """Return each process with its parent."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = int(stat_fields(int(folder.name))[1])
            except OSError:
                continue  # it has just ended
    return found


def cpu_ticks(pid: int) -> int:
    fields = stat_fields(pid)
    return int(fields[11]) + int(fields[12])


def pss_kibibytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
