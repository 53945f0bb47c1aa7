"""Forms of wanted topics: what is missed, which article answers, why it is closed."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiTextField
from knowledge.forms.awards import ArticleNumberField
from knowledge.models import Article, Topic

MOST_OFFERED = 40


class WishForm(forms.Form):
    """What is missed, in a line; more about it and the topic if the asker knows.

    `looked_at` is the title for which what is there already was shown; another title is looked for first.
    """

    title = ThaiCharField(
        label=_("What would you like to know?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("One sentence. Such as: how a school of two teachers teaches combined classes."),
    )
    details = ThaiTextField(
        label=_("More about it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you need it for. Please name no pupils and write no telephone numbers."),
    )
    topic = SafeModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.in_order(), required=False, empty_label=_("I do not know")
    )
    website = forms.CharField(label=_("Leave this field empty"), required=False, max_length=200)
    looked_at = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    DATA = ("title", "details", "topic")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_token", uuid.uuid4())
        if user.is_authenticated:
            del self.fields["website"]  # only machines that fill in every form fall for it

    @property
    def is_by_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    @property
    def wish_data(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.DATA}

    @property
    def was_looked_at(self) -> bool:
        """Return whether what is there already was shown for this very title."""
        return self.cleaned_data.get("looked_at") == self.cleaned_data["title"]

    def keep(self, **values) -> None:
        """Put values into the form as handed in, for showing it again."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value


class AnswerForm(forms.Form):
    """The published article that answers: one's own are offered, any other by its number or address."""

    article = ArticleNumberField(
        label=_("Article that answers"),
        max_length=500,
        widget=forms.TextInput(attrs={"list": "own-articles", "autocomplete": "off"}),
        help_text=_("Its number or its address. It must be published."),
    )

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["article"].reader = reader

    def own_articles(self):
        """Return the reader's newest published articles, which are offered while typing."""
        own = Article.objects.readable_by(self.reader).written_by(self.reader)
        return own.newest_first().only("pk", "title")[:MOST_OFFERED]


class CloseForm(forms.Form):
    reason = ThaiCharField(
        label=_("Why is it closed?"), max_length=300, help_text=_("Who asked for it reads this.")
    )
