"""Coming in through Google or another provider: to the account the office made, never to a new one."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.access import open_invited_account


class SocialAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "disconnect_last": _("This is your only way in. Set a password before you disconnect it."),
        "no_password": _("This is your only way in. Set a password before you disconnect it."),
        "no_verified_email": _("This is your only way in. Set a password before you disconnect it."),
        "connected_other": _("It is connected with another account already."),
    }

    def validate_disconnect(self, account, accounts):
        """Whoever has no password keeps a way in."""
        if len(accounts) == 1 and not account.user.has_usable_password():
            raise self.validation_error("disconnect_last")

    def is_open_for_signup(self, request, sociallogin):
        """Whoever asks for an account does so with the form, where a unit is chosen."""
        return False

    def list_providers(self, request):
        """Ask for nothing where the office turned nothing on."""
        return super().list_providers(request) if settings.SOCIALACCOUNT_PROVIDERS else []

    def pre_social_login(self, request, sociallogin):
        """Connect to the account of the same address; the provider must have confirmed it."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        user = owner_of(sociallogin)
        if user is None:
            return
        if user.closed_because == User.Closed.INVITED:
            open_invited_account(user)
        if not user.is_active:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_inactive")))
        sociallogin.connect(request, user)

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("accounts:safety")


def owner_of(sociallogin) -> User | None:
    """Return the one account with an address the provider confirmed."""
    for address in sociallogin.email_addresses:
        if address.verified and (user := User.objects.with_email(address.email).people().first()):
            return user
    return None
