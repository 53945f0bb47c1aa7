"""Forms of people, organizations and accounts."""

from accounts.forms.profile import ProfileForm
from accounts.forms.signing_in import SignInForm

__all__ = ["ProfileForm", "SignInForm"]
