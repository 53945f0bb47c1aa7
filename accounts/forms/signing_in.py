"""Forms of signing in."""

from allauth.account.forms import LoginForm
from django.core.validators import MaxLengthValidator

LONGEST_LOGIN = 254


class SignInForm(LoginForm):
    """Signing in, where a name longer than any address never reaches the database.

    allauth's link between the two fields goes: the page has one after the button.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].validators.append(MaxLengthValidator(LONGEST_LOGIN))
        self.fields["password"].help_text = ""
