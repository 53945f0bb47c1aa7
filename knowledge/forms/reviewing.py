"""Forms of reviewing: reasons, what is still missing, where an article is filed, what it is merged into."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiTextField
from kmc.lib.thai import split_tags
from knowledge.checklists import points_of, with_points
from knowledge.forms.writing import MOST_TAGS
from knowledge.lineage import NotFound, article_named
from knowledge.models import Article, Topic
from knowledge.permissions import can_merge_article

LONGEST_TAG = 60
REASON_MISSING = _("Please give a reason: the authors will read it.")


class ReasonForm(forms.Form):
    """Why an article is withdrawn, archived or brought back."""

    reason = ThaiTextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": REASON_MISSING},
    )


class ReturnForm(forms.Form):
    """What is still missing: points of the kind's checklist, words of the reviewer, or both."""

    points = forms.MultipleChoiceField(
        label=_("What is still missing?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = ThaiTextField(
        label=_("In your own words"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How to mend it. The authors read it."),
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["points"].choices = points_of(kind)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["points"] and not cleaned["reason"]:
            self.add_error(
                "reason", gettext("Please tick what is missing, or write it: the authors will read it.")
            )
        return cleaned

    def whole_reason(self) -> str:
        """Return the reason as the authors read it."""
        return with_points(self.kind, self.cleaned_data["points"], self.cleaned_data["reason"])


class FilingForm(forms.Form):
    """What the authors left to the reviewer: where the article belongs and whom it is for."""

    topic = SafeModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.categories().in_order(),
        empty_label=_("Not chosen"),
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Article.Kind.choices)
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("Not chosen")), *Article.Level.choices], required=False
    )
    subject = forms.ChoiceField(
        label=_("Subject"), choices=[("", _("Not chosen")), *Article.Subject.choices], required=False
    )
    tags = ThaiCharField(
        label=_("Keywords"), max_length=500, required=False, help_text=_("Separated by commas.")
    )

    def __init__(self, *args, article, **kwargs):
        names = ("topic", "kind", "level", "subject")
        initial = {name: getattr(article, name) for name in names}
        initial["tags"] = ", ".join(tag.name for tag in article.tags.all())
        super().__init__(*args, initial=initial, auto_id="filing_%s", **kwargs)

    def clean_tags(self):
        tags = split_tags(self.cleaned_data["tags"])
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            raise forms.ValidationError(
                gettext("At most %(count)s keywords of %(letters)s letters each.")
                % {"count": MOST_TAGS, "letters": LONGEST_TAG}
            )
        return tags


class MergeForm(ReasonForm):
    """Which article stays, and why."""

    into = ThaiCharField(
        label=_("The article that stays"),
        max_length=300,
        help_text=_("Its number or its address."),
        error_messages={"required": _("Please name the article that stays.")},
    )
    is_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("into", "reason")

    def __init__(self, *args, article, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.article, self.user = article, user

    def clean_into(self):
        try:
            into = article_named(self.cleaned_data["into"], user=self.user)
        except NotFound as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if into.pk == self.article.pk:
            raise forms.ValidationError(gettext("An article cannot be merged into itself."))
        if not can_merge_article(self.user, into):
            raise forms.ValidationError(
                gettext("That article is in the care of others. Please ask their reviewer.")
            )
        return into
