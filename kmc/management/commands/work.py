"""Do what the portal does by itself: send mail, write digests, read files, keep the house."""

import logging
import os
import signal
import threading

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections, connections

from kmc.jobs import JOBS
from kmc.worker import Worker

logger = logging.getLogger(__name__)

PAUSE = 2  # seconds between two looks


class Command(BaseCommand):
    help = "Run the background jobs that are due, again and again until it is stopped; with --once, one time."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run what is due now, then stop: for cron")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the starting process is gone"
        )

    def handle(self, *, once, with_parent, **options):
        worker = Worker(JOBS)
        if once:
            if failed := worker.run_due():
                raise CommandError(f"{failed} jobs failed; the log says why.")
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_arguments: stop.set())
        parent = os.getppid() if with_parent and os.name == "posix" else None
        while not stop.is_set() and (parent is None or os.getppid() == parent):
            work(worker)
            stop.wait(PAUSE)


def work(worker: Worker) -> None:
    """Run what is due; a database that is away for a while is waited for."""
    try:
        worker.run_due()
    except Error:
        logger.exception("The database does not answer")
        connections.close_all()
    else:
        close_old_connections()
