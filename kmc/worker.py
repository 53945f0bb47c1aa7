"""The worker: runs what is due, one job after the other, until it is told to stop."""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import JobRun
from kmc.jobs import Job

logger = logging.getLogger(__name__)

LONGEST_REST = timedelta(minutes=15)  # after a failure; jobs that come oftener rest as long as they always do


class Worker:
    """Knows when it last ran the shared jobs; when the others ran stands in the database, for all workers."""

    def __init__(self, jobs: Iterable[Job]):
        self.jobs = tuple(jobs)
        self.shared_ran: dict[str, float] = {}

    def run_due(self) -> int:
        """Run every job that is due. Return how many failed; none stops the others."""
        runs = JobRun.objects.in_bulk(field_name="name")
        return sum(not self.run(job) for job in self.jobs if self.is_due(job, runs.get(job.name)))

    def is_due(self, job: Job, seen: JobRun | None) -> bool:
        """Return whether it is time, and nobody else has the job in hand. `seen` is its row of a moment ago."""
        if job.is_shared:
            now = time.monotonic()
            is_time = now - self.shared_ran.get(job.name, float("-inf")) >= job.every.total_seconds()
            if is_time:
                self.shared_ran[job.name] = now
            return is_time
        return (seen is None or is_free(seen, job)) and claim(job)

    def run(self, job: Job) -> bool:
        """Run the job and note what came of it. Whatever goes wrong in it is logged, and stays in it."""
        try:
            job.run()
        except Exception as fault:
            logger.exception("Job %s failed", job.name)
            note_failure(job, fault)
            return False
        if not job.is_shared:
            JobRun.objects.filter(name=job.name).update(
                finished_at=timezone.now(), resting_until=None, error=""
            )
        return True


def is_free(run: JobRun, job: Job) -> bool:
    """Return whether the job is due and rests with nobody."""
    now = timezone.now()
    if run.resting_until and run.resting_until > now:
        return False
    return run.finished_at is None or run.finished_at <= job.due_since(now)


@transaction.atomic
def claim(job: Job) -> bool:
    """Take the job for as long as it may last. One that has its hour begins with the next, not when first seen."""
    now = timezone.now()
    first = {"finished_at": now} if job.at else {}
    JobRun.objects.get_or_create(name=job.name, defaults=first)
    run = JobRun.objects.select_for_update().get(name=job.name)
    if not is_free(run, job):
        return False
    run.started_at, run.resting_until = now, now + job.longest
    run.save(update_fields=["started_at", "resting_until"])
    return True


def note_failure(job: Job, fault: Exception) -> None:
    """Keep what went wrong; the job is tried again after a rest."""
    now = timezone.now()
    known = {
        "failed_at": now,
        "error": type(fault).__name__,  # no more: what a fault says may name people; the log has it
        "resting_until": now + min(job.every, LONGEST_REST),
    }
    JobRun.objects.update_or_create(name=job.name, defaults=known)
