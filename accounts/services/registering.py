"""Asking for an account: it waits, closed, until a manager of the unit says yes."""

from allauth.account.adapter import get_adapter
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Organization, SiteState, StaffProfile, User
from accounts.roles import MANAGER


def request_account(*, request: HttpRequest, data: dict) -> User | None:
    """Make the closed account, and write to the managers of the unit. None when somebody was faster."""
    user = User(
        username=data["username"],
        email=data["email"],
        given_name=data["given_name"],
        family_name=data["family_name"],
        is_active=False,
        closed_because=User.Closed.PENDING,
    )
    user.set_password(data["password1"])
    try:
        with transaction.atomic():
            user.save()
            StaffProfile.objects.create(user=user, organization=data["organization"], prefix=data["prefix"])
            SiteState.raise_version()
            transaction.on_commit(lambda: tell_managers(request=request, user=user))
    except IntegrityError:
        return None
    return user


def tell_managers(*, request: HttpRequest, user: User) -> None:
    """Write to who looks after the unit: its own managers, else those of the nearest unit above."""
    unit = user.profile.organization
    page = reverse("accounts:organization_people", args=[unit.pk])
    context = {"person": user, "unit": unit, "link": request.build_absolute_uri(page)}
    subject = " ".join(render_to_string("accounts/mail/account_requested_subject.txt", context).split())
    message = render_to_string("accounts/mail/account_requested.txt", context)
    for address in addresses_of_managers(unit):
        send_mail(subject, message, None, [address], fail_silently=True)


def addresses_of_managers(unit: Organization) -> list[str]:
    """Return who is written to; nobody where no manager has an address."""
    places = Organization.objects.ancestors(unit, include_self=True)
    for place in reversed(places):
        grants = place.role_grants.of_roles(MANAGER).select_related("user")
        if found := sorted(
            {grant.user.email for grant in grants if grant.user.is_active and grant.user.email}
        ):
            return found
    return []


def tell_owner_of_account(*, request: HttpRequest, email: str) -> None:
    """Write to the owner of an address with which somebody asked for an account once more."""
    link = request.build_absolute_uri(reverse("account_reset_password"))
    get_adapter(request).send_mail(
        "account/email/account_already_exists", email, {"password_reset_url": link}
    )
