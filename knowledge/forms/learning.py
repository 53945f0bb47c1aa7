"""Choosing the articles a line of an ID-Plan rests on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import SafeModelChoiceField
from kmc.lib.lookups import LARGEST_INTEGER
from knowledge.models import Article


class ActivityArticleForm(forms.Form):
    """An article to put to a line of an ID-Plan, or one to take off."""

    add = SafeModelChoiceField(queryset=Article.objects.none(), required=False)
    remove = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, required=False)

    def __init__(self, *args, articles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["add"].queryset = articles

    def clean(self):
        data = super().clean()
        if not data.get("add") and not data.get("remove"):
            raise forms.ValidationError(_("Choose an article."))
        return data
