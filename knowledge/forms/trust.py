"""The form that lets a person, or everybody of an organization, publish at once."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import REVIEWER
from kmc.lib.forms import SafeModelChoiceField
from knowledge.bylines import PeopleField
from knowledge.permissions import can_trust


class TrustForm(forms.Form):
    """One person, or everybody of one organization."""

    person = PeopleField(
        label=_("A colleague"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Name or user name."),
    )
    organization = SafeModelChoiceField(
        label=_("Or everybody of"),
        queryset=Organization.objects.none(),
        empty_label=_("Not chosen"),
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        units = Organization.objects.workplaces().in_thai_order().select_related("district")
        if not user.is_superuser:
            units = units.of_ids(user.organizations_as(REVIEWER))
        self.fields["organization"].queryset = units
        self.fields["organization"].label_from_instance = lambda unit: unit.name_with_district

    def clean_person(self):
        people = self.cleaned_data["person"]
        if len(people) > 1:
            raise forms.ValidationError(gettext("Please name one person at a time."))
        person = people[0] if people else None
        if person and not self.works_in_my_care(person):
            raise forms.ValidationError(gettext("This person works at none of your schools or groups."))
        return person

    def works_in_my_care(self, person) -> bool:
        return hasattr(person, "profile") and can_trust(self.user, person.profile.organization_id)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned["person"]) == bool(cleaned["organization"]):
            raise forms.ValidationError(gettext("Please name a colleague or choose a school or group."))
        return cleaned

    def given_to(self) -> dict:
        """Return whom `give_trust` gives it to."""
        person = self.cleaned_data["person"]
        if person is None:
            return {"organization": self.cleaned_data["organization"]}
        return {"organization": person.profile.organization, "person": person}
