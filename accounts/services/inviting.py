"""One-time codes: given out on slips or by mail, used once by the person to open the account."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Invitation, SiteState, User
from accounts.services.holding import hold_people
from accounts.services.trail import record
from kmc.lib.dates import start_of_today
from kmc.lib.thai import normalize, to_arabic_digits

# Letters and digits nobody takes for another: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
ALPHABET = "ACDEFGHJKMNPQRTVWXY34679"
CODE_LENGTH = 10
VALID_FOR = timedelta(days=30)
MAIL_RESTS = timedelta(minutes=10)  # so long the link in a mail stays good, whoever presses again
MOST_MAILS_A_DAY, MOST_CODES_A_DAY = 500, 1000  # by one person


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """Return the code as it is printed: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def code_hash(typed: str) -> str:
    """Return the keyed hash that is kept of a code, however the code was typed."""
    code = "".join(to_arabic_digits(normalize(typed)).upper().replace("-", " ").split())
    return salted_hmac("accounts.invitation", code, algorithm="sha256").hexdigest()


@transaction.atomic
def invite_people(
    *, users: Iterable[User], by: User | None, is_mailed: bool = False
) -> list[tuple[User, str]]:
    """Give each a new code, valid for 30 days, in place of any earlier one. Return (person, code) pairs.

    Whoever uses their account already, left, or waits for approval gets none. Only the hash of a
    code is kept: the pairs returned here are the one time it can be read. ValidationError where the person
    who acts would make more in one day than anybody needs.
    """
    wanted = [user.pk for user in users]
    invited = list(User.objects.to_be_invited().of_ids(hold_people(wanted)).order_by("pk"))
    refuse_too_many(by, len(invited), is_mailed=is_mailed)
    Invitation.objects.of_people(invited).delete()
    pairs = [(user, new_code()) for user in invited]
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            user=user,
            code_hash=code_hash(code),
            created_by=by,
            created_at=now,
            expires_at=now + VALID_FOR,
            is_mailed=is_mailed,
        )
        for user, code in pairs
    )
    details = {"mailed": True} if is_mailed else {}
    for user in invited:
        record(action=AuditEntry.Action.INVITE, by=by, person=user, **details)
    places = {pk: place for place, pk in enumerate(wanted)}
    return [(user, shown_code(code)) for user, code in sorted(pairs, key=lambda pair: places[pair[0].pk])]


def refuse_too_many(by: User | None, number: int, *, is_mailed: bool) -> None:
    """Raise ValidationError where the person hands out more today than anybody needs: a password in wrong hands."""
    if by is None or not number:
        return
    today = AuditEntry.objects.handed_out_by(by, since=start_of_today())
    codes, mails = today.count(), today.filter(details__mailed=True).count() if is_mailed else 0
    if is_mailed and mails + number > MOST_MAILS_A_DAY:
        sentence = _("At most %(most)d links are sent by one person a day; %(left)d are left for today.")
        most, left = MOST_MAILS_A_DAY, MOST_MAILS_A_DAY - mails
    elif codes + number > MOST_CODES_A_DAY:
        sentence = _("At most %(most)d codes are made by one person a day; %(left)d are left for today.")
        most, left = MOST_CODES_A_DAY, MOST_CODES_A_DAY - codes
    else:
        return
    raise ValidationError(sentence % {"most": most, "left": max(left, 0)}, code="too_many_today")


def find_invitation(*, code: str, login: str | None = None) -> Invitation | None:
    """Return the invitation a code opens; with `login`, only for that user name or e-mail address.

    The same work is done for a right code, a wrong one and an old one.
    """
    found = Invitation.objects.usable().select_related("user").with_hash(code_hash(code))
    if login is None:
        return found
    typed = normalize(login).strip().casefold()
    names = (found.user.username, found.user.email) if found else ("-", "-")
    fits = [constant_time_compare(typed, name.casefold()) for name in names]
    return found if found and typed and any(fits) else None


@transaction.atomic
def open_account(*, invitation: Invitation, password: str) -> User | None:
    """Let the person in for good with a password of their own. None where the code was used or replaced meanwhile."""
    user = hold_people([invitation.user_id]).get(invitation.user_id)
    current = Invitation.objects.usable().with_hash(invitation.code_hash)
    if current is None or user is None:
        return None
    if user.is_active or user.closed_because != User.Closed.INVITED:
        return None
    user.is_active, user.closed_because = True, ""
    user.set_password(password)
    user.save(update_fields=["is_active", "closed_because", "password", "sort_key"])
    current.used_at = timezone.now()
    current.save(update_fields=["used_at"])
    SiteState.raise_version()
    return user


# --- by mail ----------------------------------------------------------------------------------------------------------


@dataclass
class MailOutcome:
    """Who got a link, who did not, and who got one so lately that it still counts."""

    sent: list[User] = field(default_factory=list)
    failed: list[User] = field(default_factory=list)
    resting: list[Invitation] = field(default_factory=list)


def mail_invitations(*, users: Iterable[User], by: User, link) -> MailOutcome:
    """Give each a new code and send it as a link. `link` makes the address of a code.

    These leave at once instead of waiting with other mail: of a code only the hash is kept, nowhere the code. The
    codes are kept before the first mail leaves: mail that fails takes nothing back. Who was sent a link a
    moment ago keeps it: another would make it void without a word.
    """
    pairs, resting = invite_by_mail([user for user in users if user.email], by)
    outcome, is_down = MailOutcome(resting=resting), False
    connection = get_connection()
    for user, code in pairs:
        is_sent = False
        if not is_down:
            is_sent, is_down = _send(user, link(code), connection)
        (outcome.sent if is_sent else outcome.failed).append(user)
    connection.close()
    Invitation.objects.of_people(outcome.failed).update(is_mailed=False)
    return outcome


@transaction.atomic
def invite_by_mail(users: list[User], by: User) -> tuple[list[tuple[User, str]], list[Invitation]]:
    """Make the codes of those whose last link is not quite new. Return them, and the new links that stay."""
    hold_people(user.pk for user in users)
    resting = list(Invitation.objects.of_people(users).mailed_since(timezone.now() - MAIL_RESTS))
    kept = {one.user_id for one in resting}
    return invite_people(
        users=[user for user in users if user.pk not in kept], by=by, is_mailed=True
    ), resting


def _send(user: User, address: str, connection) -> tuple[bool, bool]:
    """Send one link. Return whether it left, and whether the mail server is out of reach for all."""
    context = {"person": user, "address": address, "site": settings.KMC_SITE_NAME, "days": VALID_FOR.days}
    message = EmailMessage(
        subject=_("Your account at %(site)s") % {"site": settings.KMC_SITE_NAME},
        body=render_to_string("accounts/invitation_mail.txt", context),
        to=[user.email],
        connection=connection,
    )
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPDataError):
        return False, False
    except OSError:
        return False, True
    return True, False
