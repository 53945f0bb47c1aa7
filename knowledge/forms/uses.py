"""Forms of "I used this" and of trials: few fields, the likely answers there already."""

import uuid
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import ThaiCharField, ThaiDateField, ThaiTextField
from knowledge.forms.proofs import ProofForm
from knowledge.models import Trial, Use

MONTHS_OF_A_SEMESTER = 5
MOST_PARTICIPANTS = 100_000


class UseForm(ProofForm):
    """Where it was used, what happened, how that is known."""

    place = ThaiCharField(
        label=_("Where did you use it?"),
        max_length=200,
        help_text=_("Such as your school and class, without names of pupils."),
    )
    result = ThaiTextField(
        label=_("What happened?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three lines are enough. What did not work is worth knowing, too."),
    )
    used_on = ThaiDateField(label=_("When?"), help_text=_("Such as 1/10/2569."))
    measure = forms.ChoiceField(
        label=_("How do you know?"), required=False, choices=[("", _("Not chosen")), *Use.Measure.choices]
    )
    figure = ThaiCharField(
        label=_("In figures"),
        max_length=200,
        required=False,
        help_text=_("Such as: average score from 52 to 68 of 100."),
    )

    FIELDS = ("place", "result", "used_on", "measure", "figure")
    MORE = ("measure", "figure", "file", "without_file")
    field_order = (*FIELDS, "file", "without_file")

    def __init__(self, *args, row=None, writer, **kwargs):
        if row:
            kwargs["initial"] = {name: getattr(row, name) for name in self.FIELDS}
        else:
            place = writer.profile.organization.name
            today = timezone.localdate()
            kwargs["initial"] = {"place": place, "used_on": today, "form_token": uuid.uuid4()}
        super().__init__(*args, row=row, writer=writer, **kwargs)

    def clean_used_on(self):
        day = self.cleaned_data["used_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Please enter when you used it."))
        return day

    def more_fields(self):
        """Return the fields that may stay empty."""
        return [self[name] for name in self.MORE if name in self.fields]

    def more_is_open(self) -> bool:
        """Return whether something among them is filled or needs attention."""
        return any(name in self.errors or self[name].value() for name in self.MORE if name in self.fields)

    @property
    def use_data(self) -> dict:
        return self.data_of(self.FIELDS)


def semester_after(day: date) -> date:
    """Return the last day of a trial that begins on the day and lasts about a semester."""
    month = day.month + MONTHS_OF_A_SEMESTER
    return date(day.year + (month > 12), (month - 1) % 12 + 1, min(day.day, 28))


class TrialForm(forms.Form):
    """What is to be found out, with whom, from when to when."""

    question = ThaiTextField(
        label=_("What do you want to find out?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: do pupils of grade 3 read more fluently after a semester?"),
    )
    participants = ThaiCharField(
        label=_("Who takes part?"), max_length=300, help_text=_("Such as: grade 3, two classes.")
    )
    participant_count = forms.IntegerField(
        label=_("How many?"),
        required=False,
        min_value=1,
        max_value=MOST_PARTICIPANTS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    starts_on = ThaiDateField(label=_("Begins on"))
    ends_on = ThaiDateField(
        label=_("Ends on"), help_text=_("About one semester. You are reminded when the time is over.")
    )
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    FIELDS = ("question", "participants", "participant_count", "starts_on", "ends_on")

    def __init__(self, *args, trial=None, **kwargs):
        today = timezone.localdate()
        kwargs["initial"] = (
            {name: getattr(trial, name) for name in self.FIELDS}
            if trial
            else {"starts_on": today, "ends_on": semester_after(today), "form_token": uuid.uuid4()}
        )
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end lies before the beginning. Please check both days."))
        elif starts_on and ends_on and (ends_on - starts_on).days > 2 * 366:
            self.add_error("ends_on", _("A trial lasts two years at most. Please check both days."))
        return cleaned

    @property
    def trial_data(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class VerdictForm(forms.Form):
    """What comes of a trial, and why. Dropping is as good an answer as keeping."""

    verdict = forms.ChoiceField(
        label=_("What comes of it?"), choices=Trial.Verdict.choices, widget=forms.RadioSelect
    )
    reason = ThaiTextField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you saw and what decided it. Others learn from both, success and failure."),
    )
