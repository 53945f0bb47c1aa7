"""Form fields that read what people here type."""

import re
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kmc.lib.dates import format_date, parse_date, parse_year, year_in_words
from kmc.lib.lookups import fits
from kmc.lib.thai import collapse_spaces, normalize

# Left by a copy out of a PDF or an old program; NUL and the invisible ones are simply dropped by `normalize`.
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def refuse_control_characters(text: str) -> None:
    """Refuse what has no letter: better to say so than to store half a text."""
    if CONTROL.search(text):
        raise ValidationError(
            _(
                "The text contains characters that cannot be shown. Please delete them or type that part again."
            ),
            code="control_characters",
        )


class ThaiCharField(forms.CharField):
    """One line of text in the stored spelling, single spaces."""

    default_validators = [refuse_control_characters]

    def to_python(self, value):
        return collapse_spaces(normalize(super().to_python(value) or "")) or self.empty_value


class ThaiTextField(forms.CharField):
    """Several lines of text in the stored spelling."""

    widget = forms.Textarea
    default_validators = [refuse_control_characters]

    def to_python(self, value):
        text = normalize(super().to_python(value) or "")
        return text.replace("\r\n", "\n").replace("\r", "\n").strip() or self.empty_value


class WrittenField(forms.Field):
    """A value people write in words: `parse` reads it, or raises ValueError with a sentence for them."""

    widget = forms.TextInput
    parse: Callable

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return self.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class ThaiDateField(WrittenField):
    """A day in either era, with Thai or Arabic digits; shown in the reader's era."""

    parse = staticmethod(parse_date)
    default_error_messages = {"required": _("Please enter a date.")}

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else format_date(value, "numeric")


class YearField(WrittenField):
    """A year in either era, shown in the reader's; the value is the year of the common era."""

    parse = staticmethod(parse_year)
    default_error_messages = {"required": _("Please enter a year.")}

    def prepare_value(self, value):
        return year_in_words(value) if isinstance(value, int) else value


def tried(form, act, **details):
    """Return what the act returns; where it is refused, None, with the reason in the form."""
    try:
        return act(**details)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def too_large(value) -> bool:
    """Return whether a posted id is beyond every database's integers."""
    try:
        return not fits(int(str(value)))
    except ValueError:
        return False


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
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(one)[:20]},
                )
        return super()._check_values(value)
