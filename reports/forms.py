"""The forms with which officers file evidence for a target and review a plan."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import CompetencySurvey
from kmc.lib.dates import ERA, year_in_words
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiDateField, ThaiTextField, YearField
from kmc.lib.years import FiscalYear
from knowledge.models import Article


class EvidenceForm(forms.Form):
    title = ThaiCharField(label=_("What the evidence is"), max_length=200)
    shown_on = ThaiDateField(label=_("Date of the evidence"))
    note = ThaiTextField(
        label=_("What it shows"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    url = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    article_number = forms.IntegerField(
        label=_("Number of an article in this portal"),
        help_text=_("The number stands at the head of the article."),
        required=False,
        min_value=1,
        max_value=10**15,
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_article_number(self):
        number = self.cleaned_data["article_number"]
        if number is None:
            return None
        article = Article.objects.published().filter(pk=number).first()
        if article is None:
            raise forms.ValidationError(
                _("There is no published article with this number. Check the number.")
            )
        return article

    def evidence_fields(self) -> dict:
        """Return what the service takes."""
        data = self.cleaned_data
        return {key: data[key] for key in ("title", "shown_on", "note", "url", "form_token")} | {
            "article": data["article_number"]
        }


class PlanReviewForm(forms.Form):
    """The review of a plan in a fiscal year; a review that is there keeps its year."""

    fiscal_year = YearField(
        label=_("Fiscal year"),
        help_text=_(
            "There is one review a year. Once the fiscal year is over, its review is not changed any more."
        ),
    )
    reviewed_on = ThaiDateField(label=_("Day of the review"))
    survey = SafeModelChoiceField(
        label=_("Competency survey it rests on"),
        queryset=CompetencySurvey.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    findings = ThaiTextField(
        label=_("What was found"), max_length=4000, widget=forms.Textarea(attrs={"rows": 9})
    )
    changes = ThaiTextField(
        label=_("What changes"),
        help_text=_("What the plan does differently from now on; or that it stays as it is, and why."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, plan, surveys, review=None, suggested="", **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.review = plan, review
        self.fields["survey"].queryset = surveys
        self.fields["findings"].help_text = findings_help(suggested)
        if review:
            del self.fields["fiscal_year"], self.fields["form_token"]

    def clean_fiscal_year(self):
        year = self.cleaned_data["fiscal_year"]
        if year not in self.plan.fiscal_years:
            first, last = (year_in_words(self.plan.fiscal_years[place]) for place in (0, -1))
            raise forms.ValidationError(
                gettext("The plan is for the fiscal years %(first)s to %(last)s.")
                % {"first": first, "last": last}
            )
        if year > FiscalYear.of(timezone.localdate()).common_year:
            raise forms.ValidationError(gettext("This fiscal year has not begun yet."))
        return year

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                gettext("This day is still to come. Please enter the day of the review.")
            )
        return day

    def clean(self):
        cleaned = super().clean()
        year = self.review.fiscal_year if self.review else cleaned.get("fiscal_year")
        day = cleaned.get("reviewed_on")
        if year and day and day < FiscalYear(year + ERA).starts_on:
            self.add_error("reviewed_on", gettext("This day is before the fiscal year begins."))
        return cleaned


def findings_help(suggested: str) -> str:
    """Return what to know before writing; where a text was suggested, that it may be changed."""
    public = gettext("Everybody who reads the plan sees this: name no person.")
    if not suggested:
        return public
    hint = gettext(
        "The largest needs of the latest survey stand here to begin with; change them as you see fit."
    )
    return f"{hint} {public}"
