"""Filters of the lists of people and organizations."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.directory import knowing, words_of
from accounts.models import Organization, Role, RoleGrant, StaffProfile, User
from accounts.models.organization import SIZE_CHOICES
from kmc.lib.forms import ThaiCharField


class ThaiCharFilter(django_filters.CharFilter):
    """A text filter whose words are normalised like the stored ones."""

    field_class = ThaiCharField


class PersonFilter(django_filters.FilterSet):
    q = ThaiCharFilter(
        method="knowing", label=_("Name, school, or what it is about"), widget=forms.HiddenInput
    )
    organization = django_filters.ModelChoiceFilter(
        queryset=Organization.objects.in_thai_order(),
        method="of_unit",
        label=_("District, group or school"),
        empty_label=_("The whole office"),
    )
    kind = django_filters.ChoiceFilter(
        field_name="profile__staff_kind",
        choices=StaffProfile.StaffKind.choices,
        label=_("Kind of staff"),
        empty_label=_("All kinds of staff"),
    )

    class Meta:
        model = User
        fields = ["q", "organization", "kind"]

    def __init__(self, *args, **kwargs):
        """Offer districts and groups; a school comes by its own page, which would make a list of 250."""
        super().__init__(*args, **kwargs)
        chosen = str((self.data or {}).get("organization", ""))
        offered = ~Q(kind=Organization.Kind.SCHOOL)
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
            offered |= Q(pk=int(chosen))
        units = Organization.objects.filter(offered).in_thai_order().values_list("pk", "name")
        self.form.fields["organization"].widget.choices = [("", _("The whole office")), *units]

    def knowing(self, queryset, name, text):
        queryset = queryset.with_written_name()
        for word in words_of(text):
            queryset = queryset.filter(knowing(word))
        return queryset

    def of_unit(self, queryset, name, unit):
        return queryset.of_organizations(Organization.tree_ids(unit))

    @property
    def words(self) -> str:
        """Return what is looked for, in the stored spelling; "" for nothing."""
        return self.form.cleaned_data.get("q", "") if self.form.is_bound and self.form.is_valid() else ""


class RoleGrantFilter(django_filters.FilterSet):
    role = django_filters.ModelChoiceFilter(
        queryset=Role.objects.all(), label=_("Role"), empty_label=_("All roles")
    )
    organization = django_filters.ModelChoiceFilter(
        queryset=Organization.objects.filter(role_grants__isnull=False).distinct().in_thai_order(),
        label=_("Given at"),
        empty_label=_("Everywhere"),
    )

    class Meta:
        model = RoleGrant
        fields = ["role", "organization"]


class OrganizationFilter(django_filters.FilterSet):
    """The list of units: what is closed or merged is left out unless asked for."""

    STANDING, ALL = "", "all"
    STATUSES = (*Organization.Status.choices, (ALL, _("All, also closed and merged")))

    q = ThaiCharFilter(method="found", label=_("Name or code"))
    kind = django_filters.ChoiceFilter(
        choices=Organization.Kind.choices, label=_("Kind"), empty_label=_("All kinds")
    )
    district = django_filters.ModelChoiceFilter(
        queryset=Organization.objects.districts().in_office_order(),
        label=_("District"),
        empty_label=_("All districts"),
    )
    size = django_filters.ChoiceFilter(
        method="sized", choices=SIZE_CHOICES, label=_("Size of school"), empty_label=_("All sizes")
    )
    status = django_filters.ChoiceFilter(
        method="unfiltered", choices=STATUSES, label=_("Status"), empty_label=_("Not closed or merged")
    )

    class Meta:
        model = Organization
        fields = ["q", "kind", "district", "size", "status"]

    def filter_queryset(self, queryset):
        """Keep what the other filters let through: `hidden` counts in it."""
        self.any_status = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data.get("status") or self.STANDING
        if wanted == self.ALL:
            return self.any_status
        return self.any_status.filter(status=wanted) if wanted else self.any_status.working()

    def hidden(self) -> int:
        """Return how many closed or merged units fit, but are not shown."""
        is_default = not self.form.cleaned_data.get("status") and self.qs is not None
        return self.any_status.ended().count() if is_default else 0

    def found(self, queryset, name, text):
        return queryset.found_by(text)

    def sized(self, queryset, name, size):
        return queryset.of_size(size)

    def unfiltered(self, queryset, name, value):
        return queryset
