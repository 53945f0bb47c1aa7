"""Forms of bringing lists in: the file, and which column is what."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.importing.fields import FIELDS, STAFF, missing_fields
from accounts.importing.receiving import is_single, samples_of
from accounts.models import StaffImport


class ImportFileForm(forms.Form):
    """The list as it is. What it holds is read by the service, which may refuse it."""

    kind = forms.ChoiceField(label=_("What the list holds"), choices=StaffImport.Kind.choices)
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_(
            "An Excel file (.xlsx) or a CSV file, as it is. It is checked first; nothing is changed yet."
        ),
        error_messages={"empty": _("The file is empty.")},
    )

    def __init__(self, *args, may_units: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_units:
            del self.fields["kind"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.KMC_UPLOAD_MAX_BYTES:
            raise forms.ValidationError(_("The file is too large. Please save only the list."))
        return file

    @property
    def chosen_kind(self) -> str:
        return self.cleaned_data.get("kind") or STAFF


class ColumnsForm(forms.Form):
    """A choice for each column of the file."""

    def __init__(self, *args, staff_import: StaffImport, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff_import = staff_import
        choices = [
            ("", _("Leave out")),
            *((field.name, field.heading) for field in FIELDS[staff_import.kind]),
        ]
        for column in samples_of(staff_import):
            field = forms.ChoiceField(
                label=column["heading"] or _("(no heading)"),
                choices=choices,
                required=False,
                initial=staff_import.mapping.get(str(column["number"]), ""),
            )
            field.letter, field.samples = column["letter"], column["samples"]
            self.fields[f"column_{column['number']}"] = field

    def clean(self):
        cleaned = super().clean()
        self.mapping = {key.removeprefix("column_"): name for key, name in cleaned.items() if name}
        names = list(self.mapping.values())
        for key, name in list(cleaned.items()):
            if name and names.count(name) > 1:
                self.add_error(key, _("Two columns cannot be the same. Please leave one out."))
        needs_unit = not is_single(self.staff_import.organization)
        missing = missing_fields(self.staff_import.kind, set(names), needs_unit=needs_unit)
        if missing:
            words = ", ".join(field.heading for field in missing)
            raise forms.ValidationError(_("Please say which column is: %(fields)s.") % {"fields": words})
        return cleaned
