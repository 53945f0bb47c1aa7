"""The worker: what is due, two of them at once, a job that fails, a worker that is killed."""

import threading
from datetime import datetime, time, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.utils import timezone

from accounts.models import JobRun
from kmc import worker as working
from kmc.jobs import JOBS, Job
from kmc.management.commands import work
from kmc.worker import Worker

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


class Runs(list):
    """A job that notes each run."""

    def job(self, every=HOUR, **options):
        return Job("tested", every, lambda: self.append(1), **options)


@pytest.fixture
def runs():
    return Runs()


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def shift(**changes):
    JobRun.objects.filter(name="tested").update(**changes)


@pytest.mark.parametrize(
    "every, now, since",
    (
        (DAY, "2026-11-17 06:59", "2026-11-16 07:00"),
        (DAY, "2026-11-17 07:00", "2026-11-17 07:00"),
        (DAY, "2026-11-17 00:05", "2026-11-16 07:00"),
        (WEEK, "2026-11-16 06:59", "2026-11-09 07:00"),
        (WEEK, "2026-11-16 07:00", "2026-11-16 07:00"),
        (WEEK, "2026-11-22 23:59", "2026-11-16 07:00"),
    ),
)
def test_hours_are_those_of_bangkok_and_weeks_begin_on_monday(runs, every, now, since):
    assert runs.job(every, at=time(7, 0)).due_since(at(now)) == at(since)


@pytest.mark.django_db
def test_a_job_runs_once_in_its_time(runs):
    worker = Worker([runs.job()])

    for _look in range(3):
        worker.run_due()
    shift(finished_at=timezone.now() - HOUR)
    worker.run_due()

    assert len(runs) == 2


@pytest.mark.django_db
def test_what_has_its_hour_waits_for_it_when_first_seen(runs):
    worker = Worker([runs.job(DAY, at=time(7, 0))])

    worker.run_due()
    seen = len(runs)
    shift(finished_at=timezone.now() - DAY)
    worker.run_due()

    assert (seen, len(runs)) == (0, 1)


@pytest.mark.django_db
def test_what_another_worker_has_in_hand_is_left_alone(runs):
    JobRun.objects.create(name="tested", resting_until=timezone.now() + HOUR)

    Worker([runs.job()]).run_due()

    assert runs == []


@pytest.mark.django_db
def test_the_job_of_a_killed_worker_is_run_by_the_next(runs):
    def kill():
        raise SystemExit  # kill -9: nothing is noted after this

    killed = Worker([Job("tested", HOUR, kill)])
    with pytest.raises(SystemExit):
        killed.run_due()

    Worker([runs.job()]).run_due()
    waiting = len(runs)
    shift(resting_until=timezone.now())
    Worker([runs.job()]).run_due()

    assert (waiting, len(runs)) == (0, 1)


@pytest.mark.django_db
def test_a_job_that_fails_is_noted_and_stops_no_other(runs, caplog):
    broken = Job("broken", DAY, lambda: {}["ความลับ"])

    failed = Worker([broken, runs.job()]).run_due()

    row = JobRun.objects.get(name="broken")
    assert (failed, len(runs), row.error, row.finished_at) == (1, 1, "KeyError", None)
    assert timedelta(minutes=14) < row.resting_until - timezone.now() <= working.LONGEST_REST
    assert "Job broken failed" in caplog.text


@pytest.mark.django_db
def test_a_failed_job_comes_again_and_its_error_goes(runs):
    past = timezone.now() - HOUR
    JobRun.objects.create(name="tested", failed_at=past, error="KeyError", resting_until=past)

    Worker([runs.job()]).run_due()

    row = JobRun.objects.get()
    assert (len(runs), row.error, row.failed_at, row.resting_until) == (1, "", past, None)


@pytest.mark.django_db
def test_shared_jobs_write_nothing_while_all_is_well(runs, django_assert_num_queries):
    worker = Worker([runs.job(is_shared=True)])

    with django_assert_num_queries(2):  # the rows of the jobs, once a look
        worker.run_due()
        worker.run_due()

    assert (len(runs), JobRun.objects.count()) == (1, 0)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time by itself")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_workers_one_takes_the_job(runs):
    JobRun.objects.create(name="tested")
    start = threading.Barrier(2)

    def run():
        start.wait()
        try:
            Worker([runs.job()]).run_due()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(runs) == 1


def test_names_of_jobs_are_their_own():
    assert len({job.name for job in JOBS}) == len(JOBS)


@pytest.mark.django_db
def test_work_once_does_every_job_there_is(monkeypatch):
    monkeypatch.setattr(working, "is_free", lambda run, job: True)

    call_command("work", once=True)

    ran = JobRun.objects.exclude(started_at=None).filter(error="", resting_until=None)
    assert {run.name for run in ran} == {job.name for job in JOBS if not job.is_shared}


@pytest.mark.django_db
def test_work_once_says_when_a_job_failed(monkeypatch):
    monkeypatch.setattr(work, "JOBS", (Job("broken", DAY, lambda: 1 / 0),))

    with pytest.raises(CommandError, match="1 jobs failed"):
        call_command("work", once=True)


def test_a_database_that_is_away_does_not_end_the_work(monkeypatch, caplog):
    def away(self):
        raise OperationalError

    monkeypatch.setattr(Worker, "run_due", away)

    work.work(Worker([]))

    assert "The database does not answer" in caplog.text
