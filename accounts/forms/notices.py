"""How often mail is wanted, and up to where notifications were seen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import MailChoice
from kmc.lib.lookups import LARGEST_INTEGER


class RhythmForm(forms.Form):
    """How often a person wants mail."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we write?"), choices=MailChoice.Rhythm.choices, widget=forms.RadioSelect
    )


class SeenForm(forms.Form):
    """The newest row of the list as it was shown."""

    until = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER)
