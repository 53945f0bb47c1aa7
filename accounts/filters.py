"""Filters of the lists of people and organizations."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from kmc.lib.forms import ThaiCharField
from kmc.lib.thai import letters_key, normalize


class ThaiCharFilter(django_filters.CharFilter):
    """A text filter whose words are normalised like the stored ones."""

    field_class = ThaiCharField


class PersonFilter(django_filters.FilterSet):
    q = ThaiCharFilter(method="named", label=_("Name, position or expertise"))

    class Meta:
        model = User
        fields = ["q"]

    def named(self, queryset, name, text):
        for word in normalize(text).split():
            queryset = queryset.filter(
                Q(given_name__icontains=word)
                | Q(family_name__icontains=word)
                | Q(profile__position__icontains=word)
                | Q(profile__expertise__icontains=word)
                | Q(profile__organization__name__icontains=word)
            )
        return queryset


class OrganizationFilter(django_filters.FilterSet):
    q = ThaiCharFilter(method="named", label=_("Name or code"))
    kind = django_filters.ChoiceFilter(choices=Organization.Kind.choices, label=_("Kind"))
    district = django_filters.ModelChoiceFilter(
        queryset=Organization.objects.filter(kind="district").in_thai_order(), label=_("District")
    )

    class Meta:
        model = Organization
        fields = ["q", "kind", "district"]

    def named(self, queryset, name, text):
        """Find by any part of the name: «โรงเรียน» and «บ้าน» in front do not matter, nor spaces."""
        wanted = letters_key(normalize(text).removeprefix("โรงเรียน").removeprefix("บ้าน"))
        return queryset.filter(
            Q(name__icontains=normalize(text)) | Q(sort_key__contains=wanted) | Q(smis_code=text)
        )
