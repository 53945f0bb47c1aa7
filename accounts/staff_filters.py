"""Filters of the lists in which managers look after accounts."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.filters import ThaiCharFilter
from accounts.models import User
from accounts.models.joining import AccountState
from kmc.lib.thai import normalize


class AccountFilter(django_filters.FilterSet):
    """Find an account by name, user name, address or unit."""

    q = ThaiCharFilter(method="named", label=_("Name or user name"))

    class Meta:
        model = User
        fields = ["q"]

    def named(self, queryset, name, text):
        for word in normalize(text).split():
            queryset = queryset.filter(
                Q(given_name__icontains=word)
                | Q(family_name__icontains=word)
                | Q(username__icontains=word)
                | Q(email__icontains=word)
                | Q(profile__position__icontains=word)
                | Q(profile__organization__name__icontains=word)
            )
        return queryset


class StaffFilter(AccountFilter):
    """The people of a unit by the state of their account."""

    state = django_filters.ChoiceFilter(
        choices=AccountState.choices, method="in_state", label=_("Account"), empty_label=_("All")
    )
    scope = django_filters.ChoiceFilter(
        choices=[("own", _("This unit alone"))],
        method="in_scope",
        label=_("Units"),
        empty_label=_("With all below it"),
    )

    def __init__(self, *args, unit, has_units_below, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        if not has_units_below:
            del self.form.fields["scope"]

    def in_state(self, queryset, name, state):
        if state == AccountState.IN_USE:
            return queryset.can_sign_in()
        if state == AccountState.UNUSED:
            return queryset.without_code()
        if state == AccountState.HANDED_OUT:
            return queryset.with_code()
        if state == AccountState.PENDING:
            return queryset.waiting()
        return queryset.gone()

    def in_scope(self, queryset, name, scope):
        return queryset.of_organizations([self.unit.pk])
