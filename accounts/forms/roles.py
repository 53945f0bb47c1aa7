"""Forms that give people a responsibility."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
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

    def __init__(self, *args, people, nearby, words="", home=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = normalize(words)[:LONGEST_SEARCH].strip()
        found = people.named(self.words) if self.words else nearby
        matches = list(found.with_profile()[: MOST_MATCHES + 1])
        self.has_more = len(matches) > MOST_MATCHES
        self.fields["person"].queryset = people
        self.fields["person"].widget.choices = [
            (one.pk, person_label(one, home)) for one in matches[:MOST_MATCHES]
        ]
        self.has_matches = bool(matches)


def person_label(person, home=None):
    """Tell people of one name apart: position, and the organization where it is not the one at hand."""
    profile = person.profile
    is_elsewhere = home is None or profile.organization_id != home.pk
    return choice_label(
        profile.formal_name, profile.position, profile.organization.name if is_elsewhere else ""
    )


def choice_label(words, *notes):
    """Return a choice with what explains it below; no note is broken before it has a line of its own."""
    pieces = format_html_join(
        " · ", '<span class="choice-words__note">{}</span>', ([one] for one in notes if one)
    )
    return format_html(
        '<span class="choice-words">{}{}</span>',
        words,
        format_html('<span class="note">{}</span>', pieces) if pieces else "",
    )


class RoleGrantForm(PersonChoiceForm):
    """A role for a person at an organization: those the giver may give, to those they look after."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a role."), "invalid_choice": _("Please choose a role.")},
    )

    def __init__(self, *args, by, organization, **kwargs):
        people = User.objects.choosable().looked_after_by(by)
        super().__init__(
            *args,
            people=people,
            nearby=people.of_organizations([organization.pk]),
            home=organization,
            **kwargs,
        )
        self.by, self.organization = by, organization
        self.fields["role"].choices = [(slug, role_label(slug)) for slug in grantable_roles(by, organization)]

    def clean(self):
        data = super().clean()
        person, role = data.get("person"), data.get("role")
        if person and role and not can_grant_role(self.by, role, self.organization, person):
            raise ValidationError(_("You cannot give this role to yourself. Another manager can."))
        return data


def role_label(slug):
    return choice_label(ROLE_TITLES[slug], ROLE_SENTENCES[slug])
