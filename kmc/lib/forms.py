"""Form fields that read what people here type."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kmc.lib.dates import format_date, parse_date, parse_year
from kmc.lib.thai import collapse_spaces, normalize

LARGEST_ID = 2**63 - 1


class ThaiCharField(forms.CharField):
    """One line of text in the stored spelling, single spaces."""

    def to_python(self, value):
        return collapse_spaces(normalize(super().to_python(value) or ""))


class ThaiTextField(forms.CharField):
    """Several lines of text in the stored spelling."""

    widget = forms.Textarea

    def to_python(self, value):
        return normalize(super().to_python(value) or "").replace("\r\n", "\n").strip()


class ThaiDateField(forms.Field):
    """A day in either era, with Thai or Arabic digits; shown in the reader's era."""

    widget = forms.TextInput
    default_error_messages = {"required": _("Please enter a date.")}

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else format_date(value, "numeric")

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_date(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class YearField(forms.Field):
    """A year in either era; the value is the year of the common era."""

    widget = forms.TextInput

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_year(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


def too_large(value) -> bool:
    """Return whether a posted id is beyond every database's integers (SQLite raises OverflowError)."""
    text = str(value).strip()
    return len(text) > 19 or (text.isdigit() and int(text) > LARGEST_ID)


class SafeModelChoiceField(forms.ModelChoiceField):
    """A choice of a row; an impossible id is a wrong choice, not a crash."""

    def to_python(self, value):
        if isinstance(value, str) and too_large(value):
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value[:20]}
            )
        return super().to_python(value)


class SafeModelMultipleChoiceField(forms.ModelMultipleChoiceField):
    """Several rows; an impossible id is a wrong choice, not a crash."""

    def _check_values(self, value):
        for one in value if isinstance(value, list | tuple) else ():
            if too_large(one):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(one)[:20]}
                )
        return super()._check_values(value)
