"""Letters on their way: written in the transaction of what they tell of, sent by the worker, tried again if need be.

A letter is claimed before it is sent, by counting the try and moving the next one ahead: two workers never send
the same one, and a worker that is killed leaves it to the next try. Killed between the mail server's yes and our
note of it, the letter goes out once more; its Message-ID is the same, so that most mailboxes show it once.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import MailChoice, Notification, OutgoingMail, User
from accounts.notice_words import NOTICES, UNKNOWN, sentence_of
from kmc.lib.thai import collapse_spaces

logger = logging.getLogger(__name__)

WAITS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440)
)  # nearly three days
MOST_AT_ONCE = 500
STOP_SALT = "accounts.stop-mail"
PERMANENT = 500  # from here on a mail server means: never
TEXTS = "accounts/mail/"


# --- writing ----------------------------------------------------------------------------------------------------------


def absolute(path: str) -> str:
    """Return the address of a page as it stands in mail: of the portal's own name, never of a request's."""
    return f"{settings.KMC_PUBLIC_URL}{path}"


def letter_to(person: User, *, subject: str, text: str, context: dict, can_be_stopped: bool) -> OutgoingMail:
    """Return a letter, not stored yet, in the portal's language. `text` is a template of plain text."""
    stop_link = absolute(stop_path(person)) if can_be_stopped else ""
    with translation.override(settings.LANGUAGE_CODE):
        known = {"person": person, "site": settings.KMC_SITE_NAME, "stop_link": stop_link}
        body = render_to_string(f"{TEXTS}{text}.txt", known | context)
        title = collapse_spaces(f"{subject} · {settings.KMC_SITE_NAME}")[:200]
    return OutgoingMail(user=person, subject=title, body=body.strip() + "\n", stop_link=stop_link)


def write_notice_letters(notices: Iterable[Notification]) -> None:
    """Write a letter for each notification that goes at once."""
    letters = []
    with translation.override(settings.LANGUAGE_CODE):
        for notice in notices:
            subject = str(NOTICES.get(notice.kind, UNKNOWN).subject)
            context = {"sentence": sentence_of(notice), "link": absolute(notice.path)}
            letters.append(
                letter_to(notice.user, subject=subject, text="notice", context=context, can_be_stopped=True)
            )
    OutgoingMail.objects.bulk_create(letters)


def write_account_letter(*, person: User, subject: str, text: str, context: dict | None = None) -> None:
    """Write what concerns the account itself: it goes whatever the person chose for notifications."""
    letter_to(person, subject=subject, text=text, context=context or {}, can_be_stopped=False).save()


def stop_path(person: User) -> str:
    """Return the address that stops the person's mail without signing in. It holds a key and a signature only."""
    return reverse("accounts:notification_stop", args=[signing.Signer(salt=STOP_SALT).sign(person.pk)])


def person_of_stop(token: str) -> User | None:
    """Return whose mail the address stops: the account itself, or the one it was merged into."""
    try:
        pk = int(signing.Signer(salt=STOP_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return User.objects.people().standing().filter(pk=User.objects.key_kept_for(pk) or pk).first()


# --- sending ----------------------------------------------------------------------------------------------------------


def send_due_mail(*, most: int = MOST_AT_ONCE) -> int:
    """Send what is due, until nothing is or the mail server is out of reach. Return how many letters left."""
    sent = 0
    connection = get_connection()
    try:
        for _number in range(most):
            letter = claim_letter()
            if letter is None:
                break
            if is_deliverable(letter):
                left, is_reachable = send_letter(letter, connection)
                sent += left
                if not is_reachable:
                    break
    finally:
        connection.close()
    return sent


@transaction.atomic
def claim_letter() -> OutgoingMail | None:
    """Take the next letter: count the try and set the next one, in a transaction that ends before any mail is sent."""
    now = timezone.now()
    due = OutgoingMail.objects.due(now).select_related("user")
    letter = due.select_for_update(skip_locked=True, of=("self",)).first()
    if letter is not None:
        letter.tries += 1
        letter.next_try_at = now + WAITS[min(letter.tries, len(WAITS)) - 1]
        letter.save(update_fields=["tries", "next_try_at"])
    return letter


def is_deliverable(letter: OutgoingMail) -> bool:
    """Return whether the letter may still go; one to a closed account, or that is not wanted any more, is dropped."""
    person = letter.user
    is_wanted = not letter.stop_link or MailChoice.objects.rhythm_of(person) != MailChoice.Rhythm.NEVER
    if person.is_active and person.email and is_wanted:
        return True
    letter.delete()
    return False


def send_letter(letter: OutgoingMail, connection) -> tuple[bool, bool]:
    """Send one letter and note what came of it. Return whether it left, and whether the server is within reach."""
    try:
        connection.open()
        message_of(letter, connection).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        connection.close()
        note_failure(letter, refusal, is_final=is_refused_for_good(refusal))
        return False, True
    except ValueError as fault:  # an address or a header no mail can have
        note_failure(letter, fault, is_final=True)
        return False, True
    except (SMTPException, OSError) as fault:
        connection.close()
        note_failure(letter, fault, is_final=False)
        return False, False
    letter.sent_at, letter.error = timezone.now(), ""
    letter.body, letter.stop_link = (
        "",
        "",
    )  # what was said is with the person now; here it would only be a copy
    letter.save(update_fields=["sent_at", "error", "body", "stop_link"])
    return True, True


def message_of(letter: OutgoingMail, connection) -> EmailMessage:
    """Return the mail itself; one-click stop as RFC 8058 describes it."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    headers = {
        "Message-ID": f"<letter-{letter.pk}-{letter.written_at.timestamp():.0f}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.stop_link:
        headers["List-Unsubscribe"] = f"<{letter.stop_link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        letter.subject, letter.body, to=[letter.user.email], headers=headers, connection=connection
    )


def is_refused_for_good(refusal: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """Return whether the mail server said never, not later."""
    if isinstance(refusal, SMTPDataError):
        return refusal.smtp_code >= PERMANENT
    return all(code >= PERMANENT for code, _words in refusal.recipients.values())


def note_failure(letter: OutgoingMail, fault: Exception, *, is_final: bool) -> None:
    """Keep what went wrong, without the address; after the last try the letter is given up."""
    letter.error = type(fault).__name__
    if code := getattr(fault, "smtp_code", None) or getattr(fault, "errno", None):
        letter.error = f"{letter.error} {code}"
    if is_final or letter.tries > len(WAITS):
        letter.given_up_at = timezone.now()
    letter.save(update_fields=["error", "given_up_at"])
    logger.warning("Letter %s was not sent at try %s: %s", letter.pk, letter.tries, letter.error)


@transaction.atomic
def try_again(*, letters) -> int:
    """Let letters that were not sent be tried now, as if written a moment ago. Return how many."""
    return letters.unsent().update(next_try_at=timezone.now(), tries=0, given_up_at=None)
