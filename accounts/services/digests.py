"""Letters that put together what happened: once a day or once a week, as each person chose."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import MailChoice, Notification, User
from accounts.notice_words import grouped
from accounts.services.mail import absolute, letter_to

NEWS_FOR = timedelta(days=14)  # what is older is no news any more, whoever missed it
MOST_LINES = 30
MOST_TOLD, MOST_READ = 10_000, 500  # rows one letter stands for, and those looked at for its lines

Rhythm = MailChoice.Rhythm


def write_digests(*, is_weekly: bool) -> int:
    """Write a letter to each person of this rhythm who has something new. Return how many were written."""
    since = timezone.now() - NEWS_FOR
    people = User.objects.awaiting_digest(since).with_rhythm(is_weekly=is_weekly)
    return sum(write_digest(person=person, since=since) for person in list(people))


@transaction.atomic
def write_digest(*, person: User, since) -> bool:
    """Write one person's letter and mark what it tells as mailed, together. False where there is nothing to tell."""
    waiting = Notification.objects.of(person).to_mail(since)
    keys = list(waiting.select_for_update().newest_first().values_list("pk", flat=True)[:MOST_TOLD])
    if not keys:
        return False
    shown = Notification.objects.filter(pk__in=keys[:MOST_READ]).with_actor().newest_first()
    with translation.override(settings.LANGUAGE_CODE):
        lines = grouped(shown)[:MOST_LINES]
        told = sum(1 + len(line.others) for line in lines)
        context = {
            "lines": [(line.sentence, absolute(line.newest.path)) for line in lines],
            "more": len(keys) - told,
            "page": absolute(reverse("accounts:notification_list")),
        }
        subject = _("What is new for you")
    letter_to(person, subject=subject, text="digest", context=context, can_be_stopped=True).save()
    Notification.objects.filter(pk__in=keys).update(mailed_at=timezone.now())
    return True
