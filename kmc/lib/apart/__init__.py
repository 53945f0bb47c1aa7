"""Strangers' files are opened apart: in a process of its own, with little time and memory and none of our secrets.

The modules beside this one run there (`python -m kmc.lib.apart.NAME`). They read the file from their standard input,
answer on their standard output, and import neither Django nor any app.
"""

import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
BUSY = 3  # the exit of a module that says: too large for the memory it may use


class OpeningFailed(Exception):
    """The file could not be opened, not within its limits."""


class OpeningTooLarge(OpeningFailed):
    """It would take more time or memory than one file may have."""


def run_apart(module: str, data: bytes, *arguments, seconds: int) -> bytes:
    """Return what the module answers to the file. Any crash, and any time or memory beyond the limit, is a failure."""
    command = [sys.executable, "-m", f"{__name__}.{module}", str(seconds), *map(str, arguments)]
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    try:
        done = subprocess.run(
            command,
            check=False,
            input=data,
            capture_output=True,
            timeout=seconds + 2,
            cwd=HOME,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise OpeningTooLarge(module) from error
    if done.returncode == BUSY or done.returncode < 0:
        raise OpeningTooLarge(module)
    if done.returncode:
        raise OpeningFailed(done.stderr.decode("utf-8", "replace")[-500:])
    return done.stdout
