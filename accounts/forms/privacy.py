"""Forms of policies, of requests about one's data, and of their answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import PolicyText, PrivacyRequest
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiTextField

LONGEST = 2000


class AcceptForm(forms.Form):
    """The text a person accepts: one of those in front of them."""

    policy = SafeModelChoiceField(queryset=PolicyText.objects.none())

    def __init__(self, data, *, policies):
        super().__init__(data)
        self.fields["policy"].queryset = PolicyText.objects.filter(pk__in=[policy.pk for policy in policies])


class PrivacyRequestForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What I ask for"), choices=PrivacyRequest.Kind.choices, widget=forms.RadioSelect
    )
    text = ThaiTextField(
        label=_("What it is about"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For a correction: what is wrong, and how it should be."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == PrivacyRequest.Kind.CORRECTION and cleaned.get("text") == "":
            self.add_error("text", _("Please write what is wrong, and how it should be."))
        return cleaned


class PrivacyAnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Answer"), choices=PrivacyRequest.Answer.choices, widget=forms.RadioSelect
    )
    reason = ThaiTextField(
        label=_("Reason, or what was done"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person reads it. A refusal needs a reason."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == PrivacyRequest.Answer.REFUSED and cleaned.get("reason") == "":
            self.add_error("reason", _("Please give the reason: the law asks for it."))
        return cleaned


class ErasureForm(forms.Form):
    """The user name, typed once more by hand: nobody erases by a slip of the finger."""

    username = ThaiCharField(
        label=_("User name of the person"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_username(self):
        if self.cleaned_data["username"] != self.person.username:
            raise forms.ValidationError(_("This is not the user name of the person. Nothing was erased."))
        return self.cleaned_data["username"]
