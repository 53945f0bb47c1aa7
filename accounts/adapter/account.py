"""Signing in and out: accounts are given by the office, their one address is that of the person."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessLog, User
from accounts.services import policies_to_accept
from accounts.services.access import (
    UNKNOWN_ADDRESS,
    client_address,
    end_sessions,
    forget_session,
    note_access,
    note_sign_in,
)

WAYS_TO_CONFIRM = {
    "reauthenticate": _("With the password"),
    "mfa_reauthenticate": _("With a code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}
logger = logging.getLogger(__name__)


def display_name(user) -> str:
    """Return the name a person is greeted with."""
    return user.full_name


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the office, unless it lets people ask for one themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many wrong attempts. Please wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Please wait a few minutes, then try again."),
        "incorrect_code": _("This code is wrong or no longer valid. Please try again."),
    }

    def is_open_for_signup(self, request):
        return settings.KMC_SELF_REGISTRATION

    def get_client_ip(self, request):
        return client_address(request) or UNKNOWN_ADDRESS

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:safety")

    def get_email_verification_redirect_url(self, email_address):
        return reverse("accounts:safety")

    def get_reauthentication_methods(self, user):
        """Say it in our words."""
        return [
            method | {"description": WAYS_TO_CONFIRM.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except forms.ValidationError:
            note_access(request, AccessLog.Event.LIMITED, user=User.objects.called(named(credentials)))
            raise

    def authentication_failed(self, request, **credentials):
        note_access(request, AccessLog.Event.FAILED, user=User.objects.called(named(credentials)))

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        note_sign_in(request)
        return by_way_of_policies(user, response)

    def logout(self, request):
        note_access(request, AccessLog.Event.SIGNED_OUT, user=request.user)
        forget_session(request.session.session_key)
        super().logout(request)

    def respond_user_inactive(self, request, user):
        if user.closed_because == User.Closed.PENDING:
            return HttpResponseRedirect(reverse("accounts:waiting"))
        return super().respond_user_inactive(request, user)

    def set_password(self, user, password):
        """A new password ends whatever was open elsewhere."""
        super().set_password(user, password)
        is_own = self.request.user.is_authenticated and self.request.user.pk == user.pk
        end_sessions(user, except_key=self.request.session.session_key if is_own else None)

    def confirm_email(self, request, email_address):
        """The address of the account follows once it is confirmed; then nothing is pending any more."""
        user, earlier = email_address.user, email_address.user.email
        if User.objects.with_email(email_address.email).exclude(pk=user.pk).exists():
            return False
        try:
            with transaction.atomic():
                if not super().confirm_email(request, email_address):
                    return False
        except IntegrityError:  # somebody else took the address meanwhile
            return False
        user.emailaddress_set.all().delete()
        if earlier:
            change = {"from_email": earlier, "to_email": email_address.email}
            self.send_notification_mail("account/email/email_changed", user, change, email=earlier)
        return True

    def send_mail(self, template_prefix, email, context):
        """Sign mail with the name of the site, not with its host name. A mail server that is down stops nobody."""
        site = {"name": settings.KMC_SITE_NAME, "domain": self.request.get_host()}
        try:
            super().send_mail(template_prefix, email, {**context, "current_site": site})
        except OSError:  # what the mail server or the way to it says
            logger.exception("A mail could not be sent: %s", template_prefix)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def is_safe_url(self, url):
        """Take an address that cannot be read (`http://[`) for one of another site."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False


def by_way_of_policies(user, response):
    """Lead past the terms and the code of ethics where they are not accepted this year; nothing is blocked."""
    if isinstance(response, HttpResponseRedirect) and policies_to_accept(user):
        return HttpResponseRedirect(reverse("accounts:policy_accept", query={"next": response.url}))
    return response


def named(credentials: dict) -> str:
    """Return the user name or address that was typed."""
    return credentials.get("username") or credentials.get("email") or ""
