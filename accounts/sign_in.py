"""The sign-in form."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """allauth's form without its link between the two fields: the page has one after the button."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
