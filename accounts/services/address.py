"""The one address of an account: another one counts when it is confirmed, not before."""

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User


def pending_address(user: User) -> EmailAddress | None:
    """Return the address that waits for its confirmation."""
    return EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email).last()


def ask_for_address(*, request: HttpRequest, email: str) -> None:
    """Keep the address as the one pending, and write to it.

    Where another account has it nothing is sent, and the page says the same: whose addresses
    are known here is nobody's business.
    """
    with transaction.atomic():
        EmailAddress.objects.filter(user=request.user).delete()
        address = EmailAddress.objects.create(user=request.user, email=email.lower())
    if not User.objects.with_email(email).exists():
        send_verification_email_to_address(request, address)


def drop_pending_address(user: User) -> None:
    """Leave the address as it is."""
    EmailAddress.objects.filter(user=user).delete()
