"""One file as proof, on a form that may stay without it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.uploads import FileRefused, checked_document, count_upload


class ProofForm(forms.Form):
    """The file, a box to take away the one that is there, and the token that makes a form count once."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput,
        help_text=_("A picture, PDF or Office file. Only signed-in staff can open it."),
    )
    without_file = forms.BooleanField(label=_("Remove the file that is there"), required=False)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, writer, row=None, **kwargs):
        self.writer, self.row = writer, row
        super().__init__(*args, **kwargs)
        if not row or not row.file:
            del self.fields["without_file"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            count_upload(self.writer)
            return checked_document(file)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def data_of(self, names) -> dict:
        """Return the named values as the services take them."""
        return {name: self.cleaned_data[name] for name in names}

    @property
    def new_file(self) -> dict:
        """Return what a new row takes of the file and the token."""
        return {"file": self.cleaned_data["file"], "form_token": self.cleaned_data["form_token"]}

    @property
    def changed_file(self) -> dict:
        """Return what becomes of the file of a row that is there."""
        return {
            "file": self.cleaned_data["file"],
            "without_file": self.cleaned_data.get("without_file", False),
        }
