"""Forms with which a person takes an account over: the code, then a password of their own."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

LONGEST_PASSWORD = 200


class StartForm(forms.Form):
    """What stands on the slip."""

    username = forms.CharField(
        label=_("User name or e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        help_text=_(
            "Ten letters and digits, as they stand on your slip. Capitals or not makes no difference."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class FirstPasswordForm(SetPasswordForm):
    """A password of one's own, and the terms where there are any."""

    is_accepted = forms.BooleanField(label=_("I have read and accept them"))

    def __init__(self, user, *args, policies=(), **kwargs):
        super().__init__(user, *args, **kwargs)
        for name in ("new_password1", "new_password2"):
            self.fields[name].max_length = LONGEST_PASSWORD
            self.fields[name].widget.attrs["maxlength"] = LONGEST_PASSWORD
            self.fields[name].help_text = ""
        if not policies:
            del self.fields["is_accepted"]

    def clean_new_password1(self):
        password = self.cleaned_data["new_password1"]
        if len(password) > LONGEST_PASSWORD:
            raise forms.ValidationError(_("A password has at most 200 characters."))
        return password
