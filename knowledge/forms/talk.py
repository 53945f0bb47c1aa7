"""Forms of comments: writing, reporting, hiding."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from kmc.lib.forms import SafeModelChoiceField, ThaiTextField
from knowledge.models import Comment

LONGEST_COMMENT = 4000
LONGEST_REPORT = 500
LONGEST_REASON = 300


class CommentForm(forms.Form):
    """A comment, or an answer to one: plain text. The token makes a form sent twice one comment."""

    text = ThaiTextField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write something first.")},
    )
    parent = SafeModelChoiceField(queryset=Comment.objects.none(), required=False, widget=forms.HiddenInput)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, article, parent=None, **kwargs):
        kwargs.setdefault("initial", {"form_token": uuid.uuid4(), "parent": parent and parent.pk})
        kwargs.setdefault("auto_id", f"answer-{parent.pk}-%s" if parent else "comment-%s")
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = article.comments.all()
        if parent:
            self.fields["text"].label = _("Your answer")


class CommentEditForm(forms.Form):
    """The text of a comment that is still fresh."""

    text = ThaiTextField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please write something first.")},
    )


class ReportForm(forms.Form):
    """Why a comment should not stand."""

    reason = ThaiTextField(
        label=_("What is wrong with it?"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say what is wrong: a moderator will read it.")},
    )


class HideForm(forms.Form):
    """Why a comment is hidden."""

    reason = ThaiTextField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please give a reason: the writer will read it.")},
    )
