"""Forms of versions: which two are compared, why an old one comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import ThaiCharField


class RestoreForm(forms.Form):
    """Why an old text comes back."""

    reason = ThaiCharField(
        label=_("What changes, and why"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please say why: authors and reviewers read it in the history.")},
    )
