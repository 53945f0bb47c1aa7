"""The second step of signing in: authenticator app, passkeys, recovery codes."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import needs_second_step


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second step. Add another one before you remove this one."
        ),
        "cannot_generate_recovery_codes": _(
            "Recovery codes come with a second step. Set up an authenticator app or a passkey first."
        ),
        "incorrect_code": _("This code is wrong or no longer valid. Please try again."),
    }

    def get_totp_issuer(self):
        return settings.KMC_SITE_NAME

    def _get_site_name(self):
        """Passkeys are kept under the name of the site."""
        return settings.KMC_SITE_NAME

    def get_totp_label(self, user):
        return user.username

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def can_delete_authenticator(self, authenticator):
        """Who needs a second step keeps at least one."""
        if not needs_second_step(authenticator.user):
            return True
        others = Authenticator.objects.filter(
            user=authenticator.user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        )
        return others.exclude(pk=authenticator.pk).exists()
