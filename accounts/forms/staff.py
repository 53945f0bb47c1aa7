"""Forms of whoever looks after people: adding one or many, choosing some, moving, leaving."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, StaffProfile, User
from accounts.models.user import latin_username
from accounts.people_list import MOST_LINES, read_people_list
from accounts.services.leaving import ensure_possible_move
from kmc.lib.forms import (
    SafeModelChoiceField,
    SafeModelMultipleChoiceField,
    ThaiCharField,
    ThaiDateField,
    ThaiTextField,
)
from kmc.lib.names import holds_citizen_number, split_prefix, without_citizen_numbers

CITIZEN_NUMBER_REFUSED = _(
    "A 13-digit citizen number stood here. The portal keeps none, so it was taken out and nothing was saved. "
    "Please check and save again."
)


class WithoutCitizenNumbers:
    """A form that neither keeps nor shows again a citizen number typed into any of its fields."""

    def full_clean(self):
        self.refused_fields = []
        if self.is_bound:
            for name in self.fields:
                typed = self.data.get(self.add_prefix(name)) or ""
                if isinstance(typed, str) and holds_citizen_number(typed):
                    self.take_out(name, typed)
        super().full_clean()
        for name in self.refused_fields:
            self.add_error(name, CITIZEN_NUMBER_REFUSED)

    def take_out(self, name, typed):
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = without_citizen_numbers(typed)
        self.refused_fields.append(name)


class PersonForm(WithoutCitizenNumbers, forms.Form):
    """One person to be given an account in a unit."""

    prefix = ThaiCharField(
        label=_("Prefix"), max_length=40, required=False, help_text=_("Such as นาย, นางสาว or ว่าที่ร้อยตรี.")
    )
    given_name = ThaiCharField(label=_("Given name"), max_length=100)
    family_name = ThaiCharField(label=_("Family name"), max_length=100)
    position = ThaiCharField(label=_("Position"), max_length=120, required=False)
    academic_standing = ThaiCharField(label=_("Academic standing"), max_length=80, required=False)
    staff_kind = forms.ChoiceField(
        label=_("Kind of staff"),
        choices=[("", _("Not said")), *StaffProfile.StaffKind.choices],
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Not needed: without it the person comes in with a slip."),
    )
    username = ThaiCharField(
        label=_("User name"),
        max_length=60,
        required=False,
        validators=[latin_username],
        help_text=_("Latin letters and digits. Left empty, one is proposed from the address or the code."),
    )
    is_another = forms.BooleanField(
        label=_("This is another person of the same name"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_given_name(self):
        prefix, given = split_prefix(self.cleaned_data["given_name"])
        if not prefix or not given or self.cleaned_data.get("prefix") not in ("", prefix):
            return self.cleaned_data["given_name"]
        self.cleaned_data["prefix"] = prefix
        return given

    def clean_prefix(self):
        prefix, rest = split_prefix(self.cleaned_data["prefix"])
        return self.cleaned_data["prefix"] if rest else prefix

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.with_email(email).exists():
            raise ValidationError(_("This e-mail address belongs to another account."))
        return email

    def clean_username(self):
        username = self.cleaned_data["username"]
        if username and User.objects.called(username):
            raise ValidationError(_("This user name is taken."))
        return username

    def clean(self):
        data = super().clean()
        name = data.get("given_name"), data.get("family_name")
        if all(name) and not data.get("is_another") and self.is_here(*name):
            self.fields["is_another"].widget = forms.CheckboxInput()
            self.add_error(
                "is_another", _("Somebody of this name is here already. If it is another person, tick this.")
            )
        return data

    def is_here(self, given, family) -> bool:
        staff = User.objects.people().standing().of_organizations([self.unit.pk])
        return staff.filter(given_name=given, family_name=family).exists()


class PeopleListForm(WithoutCitizenNumbers, forms.Form):
    """Many people at once, pasted from a list."""

    lines = ThaiTextField(
        label=_("One person a line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "Name with prefix, then position and e-mail address if you have them, with commas or tabs between. "
            "Rows copied from a spreadsheet do as well."
        ),
    )

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.read = []

    def clean_lines(self):
        text = self.cleaned_data["lines"]
        if len(text.splitlines()) > MOST_LINES:
            raise ValidationError(
                _("At most %(count)d people at a time. For more, import a spreadsheet."),
                params={"count": MOST_LINES},
            )
        self.read = read_people_list(text, self.unit)
        return text


class ChosenPeopleForm(forms.Form):
    """The people ticked in a list: only those of the list can be chosen."""

    people = SafeModelMultipleChoiceField(
        queryset=User.objects.none(), error_messages={"required": _("Please choose at least one person.")}
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


def not_in_future(day):
    if day and day > timezone.localdate():
        raise ValidationError(_("The day cannot be in the future."), code="future")


class LeaveForm(forms.Form):
    """The last day of work."""

    left_on = ThaiDateField(label=_("Last day of work"), validators=[not_in_future])


class MoveForm(forms.Form):
    """Where a person goes, and from which day."""

    to_organization = SafeModelChoiceField(queryset=Organization.objects.active(), widget=forms.HiddenInput)
    moved_on = ThaiDateField(label=_("First day in the new unit"))

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self):
        data = super().clean()
        if data.get("to_organization") and data.get("moved_on"):
            ensure_possible_move(person=self.person, **data)
        return data
