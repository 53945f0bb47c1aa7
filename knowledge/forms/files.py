"""Fields that take files."""

from django import forms
from django.utils.translation import gettext

MOST_FILES = 20


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class DocumentsField(forms.FileField):
    """Several documents at once, each judged by its content."""

    widget = ManyFilesInput

    def clean(self, value, initial=None):
        files = [file for file in (value or []) if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(gettext("At most %(count)s files at a time.") % {"count": MOST_FILES})
        return files
