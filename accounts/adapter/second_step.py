"""The second step of signing in: authenticator app, passkeys, recovery codes."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import needs_second_step


def vault() -> MultiFernet:
    """Return what locks secrets away: keys made of the site's own."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(f"second step {key}".encode()).digest())) for key in keys]
    )


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

    def encrypt(self, text):
        """Keep secrets unreadable in the database and its backups."""
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return the secret; one nobody can read any more, since the site's key changed, fits no code: another is made up each time."""
        try:
            return vault().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

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
