"""Asking for an account: it waits, closed, until a manager of the unit says yes."""

from allauth.account.adapter import get_adapter
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Organization, SiteState, StaffProfile, User
from accounts.roles import MANAGER
from accounts.services.mail import absolute, write_account_letter


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
            tell_managers(user=user)
    except IntegrityError:
        return None
    return user


def tell_managers(*, user: User) -> None:
    """Write to who looks after the unit: its own managers, else those of the nearest unit above."""
    unit = user.profile.organization
    page = reverse("accounts:organization_people", args=[unit.pk])
    for manager in managers_to_write_to(unit):
        write_account_letter(
            person=manager,
            subject=gettext_lazy("Somebody asks for an account"),
            text="account_requested",
            context={"unit": unit, "link": absolute(page)},
        )


def managers_to_write_to(unit: Organization) -> list[User]:
    """Return who is written to; nobody where no manager has an address."""
    places = Organization.objects.ancestors(unit, include_self=True)
    for place in reversed(places):
        grants = place.role_grants.of_roles(MANAGER).select_related("user")
        found = {grant.user for grant in grants if grant.user.is_active and grant.user.email}
        if found:
            return sorted(found, key=lambda manager: manager.email)
    return []


def tell_owner_of_account(*, request: HttpRequest, email: str) -> None:
    """Write to the owner of an address with which somebody asked for an account once more."""
    link = request.build_absolute_uri(reverse("account_reset_password"))
    get_adapter(request).send_mail(
        "account/email/account_already_exists", email, {"password_reset_url": link}
    )
