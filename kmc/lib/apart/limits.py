"""The limits of a process that opens a stranger's file. Set by that process itself, before it reads anything."""

import sys

from kmc.lib.apart import BUSY

MEMORY = 1024**3
LARGEST_FILE = 120 * 1024**2


def run_limited(work) -> None:
    """Run `work(data, *arguments)` under the limits and write what it returns. The first argument is the seconds."""
    seconds, *arguments = sys.argv[1:]
    limit_self(int(seconds))
    try:
        answer = work(sys.stdin.buffer.read(), *arguments)
    except (MemoryError, RecursionError):
        sys.exit(BUSY)
    sys.stdout.buffer.write(answer)


def limit_self(seconds: int) -> None:
    """Bound the time, memory and files of this process; on Windows the time alone, by the one that waits for it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
