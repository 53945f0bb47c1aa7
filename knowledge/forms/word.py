"""The form that takes a Word document."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.uploads import FileRefused, count_upload
from knowledge.word_import import read_word


class WordForm(forms.Form):
    file = forms.FileField(
        label=_("Word document (.docx)"),
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
        error_messages={"required": _("Please choose a Word document.")},
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, writer, **kwargs):
        self.writer = writer
        kwargs.setdefault("initial", {"form_token": uuid4()})
        super().__init__(*args, **kwargs)

    def clean_file(self):
        """Return what the document says (`WordText`)."""
        try:
            count_upload(self.writer)
            return read_word(self.cleaned_data["file"])
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
