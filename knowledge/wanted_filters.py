"""Filters of the list of wanted topics."""

import django_filters
from django.utils.translation import gettext_lazy as _

from knowledge.filters import IdFilter, PlainSelect, topic_choices
from knowledge.models import TopicRequest
from knowledge.permissions import can_let_through

WANTED, NEWEST = "wanted", "newest"
EVERY = "all"
SORTS = ((WANTED, _("Most wanted first")), (NEWEST, _("Newest first")))


class WantedFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        method="in_state", label=_("Status"), empty_label=_("Not answered yet")
    )
    topic = IdFilter(method="about", label=_("Topic"))
    mine = django_filters.ChoiceFilter(
        choices=[("true", _("Only mine"))],
        method="of_reader",
        label=_("Whose questions"),
        empty_label=_("Everybody's"),
    )
    sort = django_filters.ChoiceFilter(
        choices=SORTS, method="unfiltered", label=_("Sort by"), empty_label=None, required=False
    )

    class Meta:
        model = TopicRequest
        fields = ["status", "topic", "mine", "sort"]

    def __init__(self, *args, user, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        fields = self.form.fields
        fields["status"].choices = self.states()
        fields["topic"].widget = PlainSelect(choices=[("", _("All topics")), *topic_choices(version)])
        if not user.is_authenticated:
            del fields["mine"]

    def states(self) -> list[tuple[str, str]]:
        """Return the states the reader meets: closed ones are for colleagues, held ones for who looks at them."""
        states = TopicRequest.Status
        offered = [states.OPEN, states.TAKEN, states.ANSWERED]
        offered += [states.CLOSED] if self.user.is_authenticated else []
        offered += [states.HELD] if can_let_through(self.user) else []
        return [*((one.value, one.label) for one in offered), (EVERY, _("All"))]

    def filter_queryset(self, queryset):
        """Without a chosen state show what nobody has answered."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("status") else rows.open()

    def in_state(self, queryset, name, value):
        return queryset if value == EVERY else queryset.in_state(value)

    def about(self, queryset, name, value):
        is_number = value.isascii() and value.isdigit() and len(value) <= 18
        return queryset.of_topic(int(value)) if is_number else queryset.none()

    def of_reader(self, queryset, name, value):
        return queryset.mine(self.user) if value and self.user.is_authenticated else queryset

    def unfiltered(self, queryset, name, value):
        """Leave the rows: the view puts them in order."""
        return queryset

    @property
    def order(self) -> str:
        return NEWEST if self.data.get("sort") == NEWEST else WANTED
