"""The second step of signing in, as far as the portal itself is concerned with it."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts.models import AuditEntry, User
from accounts.services.access import end_sessions
from accounts.services.mail import write_account_letter
from accounts.services.trail import record

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass
class SecondStep:
    """What a person signs in with besides the password."""

    app: Authenticator | None = None
    passkeys: list[Authenticator] = field(default_factory=list)
    codes_left: int = 0

    @property
    def is_set(self) -> bool:
        return bool(self.app or self.passkeys)


def second_step_of(user: User) -> SecondStep:
    """Return what the person set up. One query."""
    steps = SecondStep()
    for one in Authenticator.objects.filter(user=user).order_by("pk"):
        if one.type == Authenticator.Type.TOTP:
            steps.app = one
        elif one.type == Authenticator.Type.WEBAUTHN:
            steps.passkeys.append(one)
        else:
            steps.codes_left = len(one.wrap().get_unused_codes())
    return steps


def has_second_step(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


@transaction.atomic
def remove_second_step(*, person: User, by: User | None) -> int:
    """Take away app, passkeys and codes of a person who lost them, and sign them out. Return how many went."""
    count, _rows = Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    record(action=AuditEntry.Action.SECOND_STEP, by=by, person=person, removed=count)
    if person.email:
        subject = gettext_lazy(
            "Your second step was removed"
        )  # told by mail: it may not have been their wish
        write_account_letter(person=person, subject=subject, text="second_step_removed")
    return count
