"""Telling people what concerns them: a row for the page, and mail as often as they chose."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import MailChoice, Notification, OutgoingMail, User
from accounts.notice_words import plain
from accounts.services.mail import write_notice_letters

Rhythm = MailChoice.Rhythm
MOST_LETTERS = 20  # of their own that one person gets in an hour; what comes then waits for the digest
HOUR = timedelta(hours=1)


@transaction.atomic
def notify(
    *,
    people: Iterable[int],
    kind: str,
    path: str,
    actor: User | None = None,
    details: dict | None = None,
    is_urgent: bool = False,
) -> int:
    """Tell the people (keys of accounts) once each, never the one who did it. Return how many were told.

    `kind` stands in `accounts.notice_words.NOTICES`; `details` holds what its sentence names, as plain text, and
    never a person's name: that comes from the account. `path` is the address within the portal. Urgent ones are
    mailed at once, the others with the digest, and so is what comes in floods.
    """
    wanted = set(people) - {actor.pk if actor else None}
    details = {key: plain(value) for key, value in (details or {}).items()}
    now = timezone.now()
    flooded = OutgoingMail.objects.receivers_of(MOST_LETTERS, since=now - HOUR, among=wanted)
    rows = [
        Notification(
            user=person,
            kind=kind,
            actor=actor,
            details=details,
            path=path,
            is_urgent=is_urgent,
            at=now,
            mailed_at=now if is_mailed_now(person, flooded, is_urgent=is_urgent) else None,
        )
        for person in User.objects.people().told(wanted)
    ]
    Notification.objects.bulk_create(rows)
    write_notice_letters(row for row in rows if row.mailed_at)
    return len(rows)


def is_mailed_now(person: User, flooded: set[int], *, is_urgent: bool) -> bool:
    """Return whether the person gets a letter of their own: at once by choice, or for what is urgent."""
    if person.pk in flooded:
        return False
    rhythm = person.rhythm or Rhythm.DAILY
    return bool(person.email) and rhythm != Rhythm.NEVER and (is_urgent or rhythm == Rhythm.AT_ONCE)


def open_notice(*, notice: Notification) -> None:
    """Mark it as read, and with it whatever else led to the same page."""
    Notification.objects.of(notice.user_id).unread().filter(path=notice.path).update(read_at=timezone.now())


def read_all(*, by: User, until: int) -> int:
    """Mark as read what the person saw: nothing newer than the row with that key. Return how many there were."""
    return Notification.objects.of(by).filter(pk__lte=until).mark_read()


@transaction.atomic
def choose_rhythm(*, person: User, rhythm: str) -> None:
    """Keep how often the person wants mail. Who wants none gets no letter that is still on its way either."""
    MailChoice.objects.update_or_create(user=person, defaults={"rhythm": rhythm})
    if rhythm == Rhythm.NEVER:
        OutgoingMail.objects.of(person).unsent().stoppable().delete()
