"""The form with which officers file evidence for a target."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import ThaiCharField, ThaiDateField, ThaiTextField
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
