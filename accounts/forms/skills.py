"""Forms of skill records: one's own, and the superior's answer."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.certificates import checked_certificate
from accounts.models import SkillRecord
from kmc.lib.forms import SafeModelMultipleChoiceField, ThaiCharField, ThaiDateField, ThaiTextField
from kmc.lib.pictures import FileRefused
from kmc.lib.thai import to_arabic_digits


class HoursField(forms.DecimalField):
    """Hours to one decimal, in Thai or Arabic digits."""

    widget = forms.TextInput

    def to_python(self, value):
        return super().to_python(to_arabic_digits(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}


class SkillForm(forms.Form):
    """What a person says of a skill or a training."""

    skill = forms.ChoiceField(label=_("Skill"), choices=SkillRecord.Skill.choices, widget=forms.RadioSelect)
    title = ThaiCharField(
        label=_("Training or proof"),
        max_length=200,
        help_text=_("Such as the name of the training, or what you look after at work."),
    )
    provider = ThaiCharField(label=_("Given by"), max_length=200, required=False)
    trained_on = ThaiDateField(
        label=_("Date of the training"), required=False, help_text=_("Such as 1/10/2569.")
    )
    hours = HoursField(
        label=_("Hours"), required=False, min_value=0, max_value=9999, max_digits=5, decimal_places=1
    )
    valid_until = ThaiDateField(
        label=_("Valid until"), required=False, help_text=_("Leave it empty where it does not run out.")
    )
    certificate = forms.FileField(
        label=_("Certificate"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        help_text=_("PDF, JPEG or PNG, up to 10 MB. You, your superior and the administrators see it."),
    )
    without_certificate = forms.BooleanField(label=_("Remove the certificate that is there"), required=False)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, record=None, **kwargs):
        names = ("skill", "title", "provider", "trained_on", "hours", "valid_until")
        if record:
            kwargs["initial"] = {name: getattr(record, name) for name in names}
        super().__init__(*args, **kwargs)
        if not record or not record.certificate:
            del self.fields["without_certificate"]

    def clean_trained_on(self):
        day = self.cleaned_data["trained_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Please add the training afterwards."))
        return day

    def clean_hours(self):
        return self.cleaned_data["hours"] or 0

    def clean_certificate(self):
        file = self.cleaned_data.get("certificate")
        if not file:
            return None
        try:
            return checked_certificate(file)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self):
        cleaned = super().clean()
        trained_on, valid_until = cleaned.get("trained_on"), cleaned.get("valid_until")
        if trained_on and valid_until and valid_until < trained_on:
            self.add_error("valid_until", _("It cannot run out before the day of the training."))
        return cleaned

    @property
    def data_of_record(self) -> dict:
        """Return the fields of the record, without the file and the token."""
        names = ("skill", "title", "provider", "trained_on", "hours", "valid_until")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def file_of_record(self) -> dict:
        """Return what becomes of the certificate: a new one, none, or nothing changed."""
        if file := self.cleaned_data.get("certificate"):
            return {"certificate": file}
        return {"without_certificate": True} if self.cleaned_data.get("without_certificate") else {}


class SkillConfirmForm(forms.Form):
    """How long a confirmed skill stands."""

    valid_until = ThaiDateField(
        label=_("Valid until"), required=False, help_text=_("Leave it empty where it does not run out.")
    )

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Please enter a later one, or leave it empty."))
        return day


class ReasonForm(forms.Form):
    """Why something is returned or taken back, for the person to read."""

    reason = ThaiTextField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is missing, and how to mend it. The person reads it."),
    )


class ChosenSkillsForm(forms.Form):
    """The rows ticked in the queue."""

    chosen = SafeModelMultipleChoiceField(queryset=SkillRecord.objects.none())

    def __init__(self, *args, records, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = records
