"""Authors as people type them: names and user names, found among the colleagues."""

import re

from django import forms
from django.utils.translation import gettext

from accounts.models import User
from kmc.lib.forms import ThaiTextField
from kmc.lib.thai import collapse_spaces, normalize

MOST_PEOPLE = 20
NAME_PREFIXES = re.compile(r"^(นางสาว|นาง|นาย|น\.ส\.|ดร\.|ว่าที่ร้อยตรีหญิง|ว่าที่ร้อยตรี|ว่าที่ ร\.ต\.)\s*")


def split_names(text: str) -> list[str]:
    """Return the names of a list: commas, semicolons and new lines part them, spaces do not."""
    return [name for part in re.split(r"[,;\n]", text) if (name := collapse_spaces(normalize(part)))]


def people_named(name: str) -> list[User]:
    """Return the staff with this user name, or with exactly this given and family name.

    Whoever has not opened their account yet, or never will, can be credited, too.
    """
    people = User.objects.choosable().with_profile()
    in_brackets = re.search(r"\(([^()]+)\)$", name)
    by_username = list(people.filter(username__iexact=in_brackets[1] if in_brackets else name)[:1])
    if by_username:
        return by_username
    given, _space, family = NAME_PREFIXES.sub("", name).partition(" ")
    return list(people.filter(given_name=given, family_name=family)[:5])


class PeopleField(ThaiTextField):
    """Colleagues by name or user name. Works in any browser; says what it could not find."""

    widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})

    def clean(self, value):
        names = split_names(super().clean(value))
        if len(names) > MOST_PEOPLE:
            raise forms.ValidationError(gettext("At most %(count)s names, please.") % {"count": MOST_PEOPLE})
        found = {}
        for name in names:
            person = self.one_person(name)
            found[person.pk] = person
        return list(found.values())

    def one_person(self, name: str) -> User:
        people = people_named(name)
        if not people:
            raise forms.ValidationError(
                gettext(
                    "Nobody called “%(name)s” was found. Please write given and family name, or the user name."
                )
                % {"name": name}
            )
        if len(people) > 1:
            raise forms.ValidationError(
                gettext("Several people are called “%(name)s”. Please write the user name: %(names)s.")
                % {"name": name, "names": ", ".join(self.told_apart(person) for person in people)}
            )
        return people[0]

    @staticmethod
    def told_apart(person: User) -> str:
        place = person.profile.organization.name if hasattr(person, "profile") else ""
        return f"{person.username} ({place})" if place else person.username
