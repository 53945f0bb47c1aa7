"""Forms of the ID-Plan: part 1, a line, its hours, the reason of a return, the choice of a year."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Competency, DevelopmentActivity, DevelopmentPlan, Organization
from accounts.models.development import short_hours
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiDateField, ThaiTextField
from kmc.lib.thai import normalize, to_arabic_digits

MOST_HOURS = 2000  # of a working year; more is a slip of the finger
LONGEST_NUMBER = 12


class HoursField(forms.DecimalField):
    """Hours with at most one decimal, in Thai or Arabic digits."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 7})

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=MOST_HOURS, decimal_places=1, **options)

    def to_python(self, value):
        if isinstance(value, str):
            value = to_arabic_digits(normalize(value)).replace(",", "").strip()
            if len(value) > LONGEST_NUMBER:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else short_hours(value).replace(",", "")


class PlanHeadForm(forms.Form):
    """Part 1 of the form: what the office does not know already."""

    qualification = ThaiCharField(
        label=_("Qualification"),
        max_length=200,
        required=False,
        help_text=_("Degree and major, such as B.Ed. (Thai language)."),
    )
    duties = ThaiTextField(
        label=_("Subjects taught and duties"),
        max_length=2000,
        required=False,
        help_text=_("Subjects with hours a week, activities with pupils, special duties."),
    )


class LineForm(forms.ModelForm):
    """A line of part 2."""

    competency = SafeModelChoiceField(
        label=_("Competency"),
        queryset=Competency.objects.none(),
        required=False,
        empty_label=_("None of these, a topic of my own"),
    )
    topic = ThaiCharField(
        label=_("What to develop"),
        max_length=200,
        required=False,
        help_text=_("In your own words. May stay empty when a competency is chosen."),
    )
    how = ThaiCharField(label=_("Activity"), max_length=300, required=False)
    starts_on = ThaiDateField(label=_("From (day)"), required=False, help_text=_("Such as 1/10/2569."))
    ends_on = ThaiDateField(label=_("To (day)"), required=False)
    goal = ThaiTextField(
        label=_("Goal"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    benefit = ThaiTextField(
        label=_("Expected benefit"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = DevelopmentActivity
        fields = ["competency", "topic", "method", "how", "starts_on", "ends_on", "goal", "benefit"]

    def __init__(self, *args, plan, competencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["competency"].queryset = competencies

    def clean(self):
        data = super().clean()
        if not self.errors.get("competency") and not data.get("competency") and not data.get("topic"):
            self.add_error("topic", _("Choose a competency or write what you want to develop."))
        self.check_dates(data.get("starts_on"), data.get("ends_on"))
        return data

    def check_dates(self, starts_on, ends_on):
        year = self.plan.year
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("This date lies before the first."))
        elif (starts_on and starts_on > year.ends_on) or (ends_on and ends_on < year.starts_on):
            name = "starts_on" if starts_on and starts_on > year.ends_on else "ends_on"
            self.add_error(name, gettext("This date lies outside %(year)s.") % {"year": year.label})


class HoursForm(forms.Form):
    """Hours done so far, and those the person saw when they began to type."""

    hours = HoursField(label=_("Hours done"))
    seen = HoursField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if self.errors.pop("seen", None):
            data["seen"] = None  # nothing that could stand there: checked as overtaken
        return data


class PlanReturnForm(forms.Form):
    """Why a plan goes back."""

    reason = ThaiTextField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person reads this above the plan."),
    )


class PlanBoardForm(forms.Form):
    """Which year, which of the units one looks after, and who of the people there."""

    class Standing(TextChoices):
        NONE = "none", _("No plan yet")
        DRAFT = DevelopmentPlan.Status.DRAFT.value, DevelopmentPlan.Status.DRAFT.label
        SUBMITTED = DevelopmentPlan.Status.SUBMITTED.value, DevelopmentPlan.Status.SUBMITTED.label
        SIGNED = DevelopmentPlan.Status.SIGNED.value, DevelopmentPlan.Status.SIGNED.label

    year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int, required=False)
    unit = SafeModelChoiceField(
        label=_("Organization"), queryset=Organization.objects.none(), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *Standing.choices], required=False)

    def __init__(self, *args, years, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units
