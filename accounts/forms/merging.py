"""Forms of merging two accounts of one person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kmc.lib.forms import SafeModelChoiceField


class PickForm(forms.Form):
    """The two accounts, as far as they are chosen."""

    keep = SafeModelChoiceField(queryset=User.objects.people().standing().with_profile(), required=False)
    drop = SafeModelChoiceField(queryset=User.objects.people().standing().with_profile(), required=False)


class MergeForm(forms.Form):
    """What the account that stays takes over beyond the work."""

    take_email = forms.BooleanField(label=_("Use the e-mail address of the second account"), required=False)
    take_username = forms.BooleanField(label=_("Use the user name of the second account"), required=False)
