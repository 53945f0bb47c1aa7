"""Filters of the lists of awards and of trials."""

import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.filters import ThaiCharFilter
from accounts.models import Organization
from kmc.lib.dates import ERA, year_in_words
from kmc.lib.forms import YearField
from knowledge.filters import IdFilter, PlainSelect, kept_choices
from knowledge.models import Award, Trial

RUNNING, OVERDUE, DECIDED = "running", "overdue", "decided"
STATES = ((RUNNING, _("Running")), (OVERDUE, _("Time is over")), (DECIDED, _("Decided")))


class StoredYearFilter(django_filters.Filter):
    """A year in either era, stored as a number of the common one."""

    field_class = YearField


def units_with(rows, name, version):
    """Return the units that have such a row, in Thai order."""
    units = Organization.objects.filter(pk__in=rows.order_by().values("organization"))
    ordered = units.select_related("district").in_thai_order()
    return kept_choices(name, version, lambda: ((unit.pk, unit.name_with_district) for unit in ordered))


class AwardFilter(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(
        choices=Award.Level.choices, label=_("Level"), empty_label=_("All levels")
    )
    year = StoredYearFilter(label=_("Year"))
    scheme = ThaiCharFilter(label=_("Award"))
    organization = IdFilter(field_name="organization", label=_("School or group"))
    side = django_filters.ChoiceFilter(
        choices=Award.Side.choices, label=_("Side"), empty_label=_("All sides")
    )

    class Meta:
        model = Award
        fields = ["level", "year", "scheme", "organization", "side"]

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        fields, confirmed = self.form.fields, Award.objects.confirmed()
        years = kept_choices("award-years", version, confirmed.years)
        schemes = kept_choices("award-schemes", version, confirmed.scheme_names)
        units = units_with(confirmed, "award-units", version)
        fields["year"].widget = PlainSelect(
            choices=[("", _("All years")), *((str(year + ERA), year_in_words(year)) for year in years)]
        )
        fields["scheme"].widget = PlainSelect(
            choices=[("", _("All awards")), *((name, name) for name in schemes)]
        )
        fields["organization"].widget = PlainSelect(choices=[("", _("All schools and groups")), *units])


class TrialFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        choices=STATES, method="in_state", label=_("State"), empty_label=_("All trials")
    )
    verdict = django_filters.ChoiceFilter(
        choices=Trial.Verdict.choices, label=_("Conclusion"), empty_label=_("All verdicts")
    )
    organization = IdFilter(field_name="organization", label=_("School or group"))

    class Meta:
        model = Trial
        fields = ["state", "verdict", "organization"]

    def __init__(self, *args, version, is_staff, **kwargs):
        super().__init__(*args, **kwargs)
        units = units_with(self.queryset, f"trial-units:{is_staff}", version)
        self.form.fields["organization"].widget = PlainSelect(
            choices=[("", _("All schools and groups")), *units]
        )

    def in_state(self, queryset, name, value):
        return getattr(queryset, value)() if value in dict(STATES) else queryset
