"""Keeping what is published right: one tap says that it is, and once a year its authors are asked."""

from collections import Counter
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SiteState, User
from accounts.services.notices import notify
from knowledge.freshness import due_day
from knowledge.models import Article, Authorship, Review
from knowledge.permissions import can_confirm_article
from knowledge.services.errors import ActionRefused
from knowledge.services.steps import keep_step, locked
from knowledge.services.tallies import shift_tally

BUSY_MONTHS = (8, 9)  # the end of the fiscal year: nobody is asked for more
AT_A_TIME = 500


@transaction.atomic
def confirm_article(*, article: Article, by: User) -> Article:
    """Say that a published article is still right; its day moves on. Twice on a day changes nothing."""
    stored = locked(article)
    if not stored.is_published:
        raise ActionRefused(_("This article is not published."))
    if not can_confirm_article(by, stored):
        raise PermissionDenied
    now, today = timezone.now(), timezone.localdate()
    due = due_day(stored.kind, today)
    if (
        stored.confirmed_at
        and timezone.localdate(stored.confirmed_at) == today
        and stored.review_due_on == due
    ):
        return stored
    stored.confirmed_at, stored.review_due_on = now, due
    stored.save(update_fields=["confirmed_at", "review_due_on"])
    SiteState.raise_version()  # its topics may be covered again
    keep_step(article=stored, action=Review.Action.CONFIRMED, by=by)
    shift_tally(article=stored)
    return stored


@transaction.atomic
def remind_of_overdue(today: date | None = None) -> int:
    """Ask the authors of what is overdue, once a year each with the number of theirs. Return how many were asked."""
    today = today or timezone.localdate()
    if today.month in BUSY_MONTHS:
        return 0
    keys = list(Article.objects.overdue(today).not_reminded_of(today).values_list("pk", flat=True))
    articles_of = Counter()
    for start in range(0, len(keys), AT_A_TIME):
        part = keys[start : start + AT_A_TIME]
        credits = Authorship.objects.filter(article__in=part, user__isnull=False)
        articles_of.update(credits.values_list("user", flat=True))
        Article.objects.filter(pk__in=part).update(overdue_told_on=today)
    return sum(
        ask(number, [person for person, count in articles_of.items() if count == number])
        for number in set(articles_of.values())
    )


def ask(number: int, people: list[int]) -> int:
    """Tell people who have this many overdue articles."""
    return notify(
        people=people, kind="overdue", path=reverse("knowledge:freshness_list"), details={"number": number}
    )
