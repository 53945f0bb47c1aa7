"""Forms of the yearly competency survey."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CompetencySurvey, Organization
from accounts.services.competency import OwnRating, stamp_of
from kmc.lib.dates import year_in_words
from kmc.lib.forms import SafeModelChoiceField, ThaiDateField, YearField

# What each level means, in words everyone would use of themselves.
LEVEL_WORDS = (
    # Translators: เริ่มเรียนรู้
    (1, _("I am beginning to learn")),
    # Translators: ทำได้เมื่อมีผู้แนะนำ
    (2, _("I can do it with help")),
    # Translators: ทำได้ด้วยตนเอง
    (3, _("I can do it by myself")),
    # Translators: ทำได้ดีและปรับใช้ได้
    (4, _("I do it well and adapt it")),
    # Translators: สอนผู้อื่นได้
    (5, _("I can teach others")),
)


class SurveyForm(forms.Form):
    """Opening the survey of a year; July of this year unless said otherwise."""

    organization = SafeModelChoiceField(label=_("Office"), queryset=Organization.objects.none())
    year = YearField(label=_("Year"), help_text=_("There is one survey a year."))
    opens_on = ThaiDateField(label=_("Opens on"))
    closes_on = ThaiDateField(label=_("Closes on"), help_text=_("The last day to hand a form in."))

    def __init__(self, *args, offices, **kwargs):
        year = timezone.localdate().year
        july = {"year": year, "opens_on": date(year, 7, 1), "closes_on": date(year, 7, 31)}
        super().__init__(*args, initial={"organization": offices.first(), **july}, **kwargs)
        self.fields["organization"].queryset = offices
        self.fields["organization"].empty_label = None

    def clean(self):
        cleaned = super().clean()
        year, opens_on, closes_on = (cleaned.get(name) for name in ("year", "opens_on", "closes_on"))
        if year and opens_on and opens_on.year != year:
            self.add_error(
                "opens_on",
                _("This day is not in the year %(year)s. Please change the day or the year.")
                % {"year": year_in_words(year)},
            )
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("It cannot close before it opens."))
        return cleaned


class SurveyDatesForm(forms.ModelForm):
    """Closing earlier or later than planned; what is over stays so: its sums have been seen."""

    closes_on = ThaiDateField(label=_("Closes on"), help_text=_("The last day to hand a form in."))

    class Meta:
        model = CompetencySurvey
        fields = ["closes_on"]

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day < self.instance.opens_on:
            raise forms.ValidationError(_("It cannot close before it opens."))
        if self.instance.is_closed and day >= timezone.localdate():
            raise forms.ValidationError(
                _(
                    "The survey is over and its sums have been shown. It is not opened again: "
                    "a sum that changes would give the latest form away."
                )
            )
        return day


class FrameworkForm(forms.Form):
    """The plain question to those whose kind of staff nobody has entered."""

    framework = SafeModelChoiceField(
        label=_("Which form fits your work?"), queryset=None, widget=forms.RadioSelect, to_field_name="slug"
    )

    def __init__(self, *args, frameworks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["framework"].queryset = frameworks


class RatingForm(forms.Form):
    """A row of five levels for each competency of a framework."""

    is_whole = True  # every competency is to be rated

    def __init__(self, *args, competencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False  # the page says what is missing, all at once
        self.competencies = list(competencies)
        for competency in self.competencies:
            self.fields[f"level_{competency.pk}"] = forms.TypedChoiceField(
                label=str(competency),
                choices=LEVEL_WORDS,
                coerce=int,
                empty_value=None,
                required=self.is_whole,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose a level.")},
            )

    def level_of(self, competency) -> int | None:
        return self.cleaned_data[f"level_{competency.pk}"]

    @property
    def missing_count(self) -> int:
        """Return how many competencies still want a level, after a try."""
        return sum(name.startswith("level_") for name in self.errors)


class AssessmentForm(RatingForm):
    """A person's own form: levels and wishes. A draft may have gaps."""

    def __init__(self, *args, framework, assessment=None, is_whole=True, **kwargs):
        self.is_whole = is_whole
        self.framework = framework
        initial = {}
        for rating in assessment.ratings.all() if assessment else ():
            initial[f"level_{rating.competency_id}"] = rating.level
            initial[f"wanted_{rating.competency_id}"] = rating.is_wanted
        super().__init__(*args, competencies=framework.competencies.all(), initial=initial, **kwargs)
        for competency in self.competencies:
            self.fields[f"wanted_{competency.pk}"] = forms.BooleanField(
                label=_("I wish to develop this"), required=False
            )

    def rows(self):
        """Yield each competency with its two fields."""
        for competency in self.competencies:
            yield competency, self[f"level_{competency.pk}"], self[f"wanted_{competency.pk}"]

    @property
    def ratings(self) -> dict[int, OwnRating]:
        """Return what was chosen, by competency."""
        return {
            one.pk: OwnRating(self.level_of(one), self.cleaned_data[f"wanted_{one.pk}"])
            for one in self.competencies
        }


class SuperiorForm(RatingForm):
    """The superior's view, beginning with what the person said: only what differs is changed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, assessment, **kwargs):
        self.by_competency = {rating.competency_id: rating for rating in assessment.ratings.all()}
        competencies = [rating.competency for rating in self.by_competency.values()]
        initial = {"seen": stamp_of(assessment)}
        for key, rating in self.by_competency.items():
            initial[f"level_{key}"] = rating.superior_level or rating.level
        super().__init__(*args, competencies=competencies, initial=initial, **kwargs)

    def rows(self):
        """Yield each rating with the superior's field."""
        for competency in self.competencies:
            yield self.by_competency[competency.pk], self[f"level_{competency.pk}"]

    @property
    def levels(self) -> dict[int, int]:
        return {one.pk: self.level_of(one) for one in self.competencies}
