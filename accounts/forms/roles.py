"""Forms that give people a responsibility."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import can_grant_role, grantable_roles
from accounts.roles import ROLE_SENTENCES, ROLE_TITLES
from kmc.lib.forms import SafeModelChoiceField
from kmc.lib.thai import normalize

MOST_MATCHES = 20
LONGEST_SEARCH = 100


class PersonChoiceForm(forms.Form):
    """Somebody out of those `people` whose name holds the words; without words, out of those `nearby`."""

    person = SafeModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a person."),
            "invalid_choice": _("Please choose a person."),
        },
    )

    def __init__(self, *args, people, nearby, words="", **kwargs):
        super().__init__(*args, **kwargs)
        self.words = normalize(words)[:LONGEST_SEARCH].strip()
        found = people.named(self.words) if self.words else nearby
        matches = list(found.with_profile()[: MOST_MATCHES + 1])
        self.has_more = len(matches) > MOST_MATCHES
        self.fields["person"].queryset = people
        self.fields["person"].widget.choices = [(one.pk, person_label(one)) for one in matches[:MOST_MATCHES]]
        self.has_matches = bool(matches)


def person_label(person):
    """Tell people of one name apart: position and organization."""
    facts = [person.profile.position, person.profile.organization.name]
    note = " · ".join(fact for fact in facts if fact)
    return format_html('<span>{} <span class="note">{}</span></span>', person.profile.formal_name, note)


class RoleGrantForm(PersonChoiceForm):
    """A role for a person at an organization: those the giver may give, to those they look after."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a role."), "invalid_choice": _("Please choose a role.")},
    )

    def __init__(self, *args, by, organization, **kwargs):
        people = User.objects.choosable().looked_after_by(by)
        super().__init__(*args, people=people, nearby=people.of_organizations([organization.pk]), **kwargs)
        self.by, self.organization = by, organization
        self.fields["role"].choices = [(slug, role_label(slug)) for slug in grantable_roles(by, organization)]

    def clean(self):
        data = super().clean()
        person, role = data.get("person"), data.get("role")
        if person and role and not can_grant_role(self.by, role, self.organization, person):
            raise ValidationError(_("You cannot give this role to yourself. Another manager can."))
        return data


def role_label(slug):
    return format_html(
        '<span>{} <span class="note">{}</span></span>', ROLE_TITLES[slug], ROLE_SENTENCES[slug]
    )
