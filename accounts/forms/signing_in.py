"""Forms of signing in: password, second step, what one signs in with."""

from allauth.account.forms import ChangePasswordForm as PackageChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.account.forms import ReauthenticateForm as PackagePasswordAgainForm
from allauth.account.forms import SetPasswordForm as PackageSetPasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessLog, User
from accounts.services.access import note_access
from kmc.lib.forms import ThaiCharField

LONGEST_LOGIN = 254
LONGEST_CODE = 32
WITHOUT_SPACES = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789", " -")
LONGEST_KEY_NAME = 60
CODE_LIVES = 120  # seconds: more than a code of the app is taken for, clocks that go wrong included


class PlainFieldsMixin:
    """No label said a second time inside its field: the label above stays when one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(PlainFieldsMixin, LoginForm):
    """Signing in, where a name longer than any address never reaches the database.

    allauth's link between the two fields goes: the page has one after the button.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_registration_open = settings.KMC_SELF_REGISTRATION
        self.fields["login"].validators.append(MaxLengthValidator(LONGEST_LOGIN))
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"].help_text = ""


class ResetForm(PlainFieldsMixin, ResetPasswordForm):
    """A link goes to the one address of the account, never to one that waits for confirmation."""

    def clean_email(self):
        email = self.cleaned_data["email"]
        self.users = list(User.objects.with_email(email).can_sign_in())
        return email


class ChangePasswordForm(PlainFieldsMixin, PackageChangePasswordForm):
    """allauth's link beside the old password goes: who forgot it signs out and asks for a new one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(PlainFieldsMixin, PackageSetPasswordForm):
    """A first password, for somebody who came in another way."""


class NewPasswordForm(PlainFieldsMixin, ResetPasswordKeyForm):
    """The new password, from the link in the mail."""


class PasswordAgainForm(PlainFieldsMixin, PackagePasswordAgainForm):
    """The password once more, before a change of one's account."""


class CodeMixin:
    """A code of six digits, or a recovery code of eight; spaces are no mistake."""

    label = _("Code")
    help_text = _("The six digits your authenticator app shows now, or one of your recovery codes.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = ThaiCharField(label=self.label, help_text=self.help_text, max_length=LONGEST_CODE)
        field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        self.fields["code"] = field

    def clean_code(self):
        self.cleaned_data["code"] = code = self.cleaned_data["code"].translate(WITHOUT_SPACES)
        try:
            if code.isascii() and code.isdigit() and cache.get(self.used_key(code)):
                raise get_adapter().validation_error("incorrect_code")
            super().clean_code()
            if not cache.add(self.used_key(code), 1, CODE_LIVES):  # each code is good for once, also at once
                raise get_adapter().validation_error("incorrect_code")
            return code
        except forms.ValidationError as error:
            is_limit = error.code in ("too_many_login_attempts", "rate_limited")
            event = AccessLog.Event.LIMITED if is_limit else AccessLog.Event.FAILED
            note_access(context.request, event, user=self.user)
            raise

    def used_key(self, code):
        return f"code-used:{self.user.pk}:{code}"


class SecondStepForm(CodeMixin, AuthenticateForm):
    """The second step when signing in."""


class SecondStepAgainForm(CodeMixin, ReauthenticateForm):
    """The second step before a change of one's account."""


class ActivateAppForm(CodeMixin, ActivateTOTPForm):
    """The first code of an authenticator app."""

    help_text = _("The six digits the app shows after it has read the picture.")


def key_name_field() -> forms.CharField:
    return ThaiCharField(
        label=_("Name of the passkey"),
        max_length=LONGEST_KEY_NAME,
        required=False,
        help_text=_("So that you know it again, such as “my phone”."),
    )


class CredentialField(forms.JSONField):
    """What a browser says of a passkey; what cannot be read (numbers of 5,000 digits) is an error of the form."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise get_adapter().validation_error("incorrect_code") from error

    def bound_data(self, data, initial):
        """Never show it again: an answer is good for once."""
        return ""


class CredentialMixin:
    """A passkey's answer: whatever was sent instead of one is a wrong answer, not a crash."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def clean_credential(self):
        clean = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        return self.understood(clean)

    def clean(self):
        return self.understood(super().clean)

    def understood(self, clean):
        try:
            return clean()
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeySignInForm(CredentialMixin, LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class PasskeyStepForm(CredentialMixin, AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeyAgainForm(CredentialMixin, ReauthenticateWebAuthnForm):
    """A passkey before a change of one's account."""


class AddPasskeyForm(CredentialMixin, AddWebAuthnForm):
    """A new passkey; as a rule one that signs in by itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = key_name_field()
        self.fields["passwordless"] = forms.BooleanField(
            label=_("Sign in with it alone, without the password"),
            required=False,
            initial=True,
            help_text=_("Untick this for an old security key that holds no passkeys."),
        )


class EditPasskeyForm(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = key_name_field()
        self.fields["name"].required = True


class ChangeEmailForm(forms.Form):
    """The address the person wants instead; whether somebody else has it is not told."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.user.email.lower():
            raise forms.ValidationError(_("This is your address already."))
        return allowed_address(email)


def allowed_address(email: str) -> str:
    """Return the address if the office takes it: some take only those of their own domains."""
    domains = settings.KMC_EMAIL_DOMAINS
    if domains and email.rpartition("@")[2].lower() not in domains:
        raise forms.ValidationError(
            _("Please use an address that ends in: %(domains)s") % {"domains": ", ".join(domains)}
        )
    return email
