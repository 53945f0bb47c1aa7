"""What the worker (`manage.py work`) does by itself, and how often: one literal list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.core.management import call_command
from django.utils import timezone

from accounts.services.digests import write_digests
from accounts.services.mail import send_due_mail
from knowledge.search.backends.sending import send_waiting
from knowledge.services.asking import forget_old_questions, tell_of_new_articles
from knowledge.services.attachments import sweep_loose_files
from knowledge.services.freshness import remind_of_overdue
from knowledge.services.reading_files import read_waiting
from knowledge.services.routing import ask_area
from knowledge.services.synonyms import apply_synonyms
from knowledge.services.trials import remind_of_trials
from knowledge.watching import news_of

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Job:
    """`run` is called without arguments once in `every`; with `at`, daily or (each Monday) weekly at that local time.

    It is safe to repeat: a worker that is killed in the middle leaves the job to another, after `longest`.
    A shared one may run in two workers at the same time; it claims row by row itself.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    at: time | None = None
    longest: timedelta = timedelta(minutes=10)
    is_shared: bool = False

    def due_since(self, now: datetime) -> datetime:
        """Return the moment after which a run counts as the present one."""
        if self.at is None:
            return now - self.every
        local = timezone.localtime(now)
        latest = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        if latest > local:
            latest -= DAY
        return latest - timedelta(days=latest.weekday()) if self.every == WEEK else latest


JOBS: tuple[Job, ...] = (
    Job("send-mail", timedelta(seconds=5), send_due_mail, is_shared=True),
    Job("read-files", timedelta(seconds=30), read_waiting),
    Job("send-to-search", timedelta(seconds=30), send_waiting),
    Job("apply-synonyms", timedelta(seconds=30), apply_synonyms, longest=timedelta(hours=1)),
    Job("sweep-uploads", DAY, sweep_loose_files, at=time(3, 20)),
    Job("daily-digests", DAY, partial(write_digests, is_weekly=False), at=time(7, 0)),
    Job("weekly-digests", WEEK, partial(write_digests, is_weekly=True), at=time(7, 0)),
    Job("record-snapshots", DAY, partial(call_command, "record_snapshots"), at=time(0, 10)),
    Job("ask-reviewers-above", DAY, ask_area, at=time(6, 40)),
    Job("saved-searches", timedelta(hours=1), partial(tell_of_new_articles, news_of)),
    Job("forget-questions", DAY, forget_old_questions, at=time(3, 10)),
    Job("trials-over", DAY, remind_of_trials, at=time(6, 30)),
    Job("articles-overdue", DAY, remind_of_overdue, at=time(6, 40)),
    Job("prune-logs", DAY, partial(call_command, "prune_logs"), at=time(3, 0)),
)
