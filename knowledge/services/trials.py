"""Trials of about a semester: started, changed, decided with a reason; who leads one is reminded once."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services import record_use
from accounts.services.notices import notify
from kmc.lib.limits import is_too_often
from knowledge.models import Article, Trial
from knowledge.permissions import can_change_trial, can_decide_trial, can_start_trial
from knowledge.services.errors import ActionRefused
from knowledge.services.notices import authors_of, tell_people
from knowledge.services.once import saved_once
from knowledge.services.steps import locked

MOST_TRIALS = 20  # that one person enters in an hour


@transaction.atomic
def start_trial(*, article: Article, by: User, data: dict, form_token: uuid.UUID | None = None) -> Trial:
    """Enter that the person's unit tries this out, and tell the authors. Sent twice it is one trial."""
    stored = locked(article)
    if not can_start_trial(by, stored):
        raise ActionRefused(_("This article is not open for trials any more."))
    if is_too_often("trials", by.pk, MOST_TRIALS):
        raise ActionRefused(_("Too many trials in one hour. Please go on later."))
    trial = Trial(article=stored, led_by=by, organization=by.profile.organization, **data)
    trial.form_token = form_token or trial.form_token
    trial, is_new = saved_once(trial, writer="led_by")
    if not is_new:
        return trial
    record_use(user=by)
    SiteState.raise_version()
    path, unit = trial.get_absolute_url(), trial.organization.name
    tell_people(article=stored, people=authors_of(stored), kind="tried", by=by, path=path, unit=unit)
    return trial


@transaction.atomic
def change_trial(*, trial: Trial, by: User, data: dict) -> Trial:
    """Change what is tried, with whom and how long, until it is decided. A later end is reminded of again."""
    stored = locked_trial(trial)
    require_changeable(by, stored)
    if data.get("ends_on", stored.ends_on) > stored.ends_on:
        stored.reminded_at = None
    for name, value in data.items():
        setattr(stored, name, value)
    stored.save()
    SiteState.raise_version()
    return stored


@transaction.atomic
def delete_trial(*, trial: Trial, by: User) -> None:
    """Take back a trial that was entered by mistake."""
    stored = locked_trial(trial)
    require_changeable(by, stored)
    stored.delete()
    SiteState.raise_version()


@transaction.atomic
def decide_trial(*, trial: Trial, by: User, verdict: str, reason: str) -> Trial:
    """Say what comes of it and why, and tell the authors and who led it. Said again, it is corrected."""
    stored = locked_trial(trial)
    if not can_decide_trial(by, stored):
        raise ActionRefused(_("Only who leads the trial, or a manager or reviewer of the unit, decides."))
    is_same = (stored.verdict, stored.reason) == (verdict, reason)
    if is_same:
        return stored
    stored.verdict, stored.reason = verdict, reason
    stored.decided_by, stored.decided_at = by, timezone.now()
    stored.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])
    record_use(user=by)
    SiteState.raise_version()
    people = {*authors_of(stored.article), stored.led_by_id}
    path, unit = stored.get_absolute_url(), stored.organization.name
    tell_people(article=stored.article, people=people, kind="trial_decided", by=by, path=path, unit=unit)
    return stored


def remind_of_trials() -> int:
    """Tell who leads a trial, once, that its time is over. Return how many were told: safe to run again."""
    reminded = 0
    for pk in Trial.objects.overdue().not_reminded().values_list("pk", flat=True):
        reminded += remind_of_trial(pk)
    return reminded


@transaction.atomic
def remind_of_trial(pk: int) -> int:
    """Remind of one trial unless another worker just did."""
    due = Trial.objects.overdue().not_reminded().filter(pk=pk)
    if not due.update(reminded_at=timezone.now()):
        return 0
    trial = Trial.objects.for_list().get(pk=pk)
    return notify(
        people=[trial.led_by_id],
        kind="trial_over",
        path=trial.get_absolute_url(),
        details={"title": trial.article.title},
        is_urgent=True,
    )


def require_changeable(by: User, trial: Trial) -> None:
    if not can_change_trial(by, trial):
        raise ActionRefused(_("This trial cannot be changed any more."))


def locked_trial(trial: Trial) -> Trial:
    """Return the trial as it stands now, held for the rest of the transaction."""
    found = Trial.objects.select_for_update(of=("self",)).filter(pk=trial.pk).for_list().first()
    if found is None:
        raise ActionRefused(_("This trial is not there any more."))
    return found
