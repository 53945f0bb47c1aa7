"""The form of a key for a program."""

import uuid
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken
from accounts.services.tokens import USUAL
from kmc.lib.forms import ThaiCharField, ThaiDateField


def in_a_year() -> date:
    return timezone.localdate() + USUAL


class TokenForm(forms.Form):
    """What a key is for, what it may read and how long; a unit's key never reads about people."""

    name = ThaiCharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("Such as the name of the program, so that you know later which one to revoke."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may read besides what is public"),
        choices=ApiToken.Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may read here yourself. Public data needs nothing of this."),
        error_messages={"invalid_choice": _("Please choose from what a key may read.")},
    )
    expires_on = ThaiDateField(
        label=_("Works until"), initial=in_a_year, help_text=_("Two years at most, such as 1/10/2569.")
    )
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, of_unit=False, **kwargs):
        super().__init__(*args, **kwargs)
        if of_unit:
            self.fields["scopes"].choices = [(one.value, one.label) for one in ApiToken.OF_UNITS]
            self.fields["scopes"].help_text = _("A key of a unit never reads about people.")
