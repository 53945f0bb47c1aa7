"""Filters of the list of articles: kind, topic, level, subject, keyword, organization, network, author, year, order."""

import datetime

import django_filters
from django import forms
from django.core.cache import caches
from django.db.models import Exists, OuterRef
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.filters import ThaiCharFilter
from accounts.models import Organization
from kmc.lib.dates import ERA, be_year
from kmc.lib.forms import YearField
from knowledge.models import Article, Topic
from knowledge.search.facets import Group, numbers_for
from knowledge.search.match import MOST_READ, MOST_USED, NEWEST, RELEVANCE

FIRST_YEAR = 2540
SELECTED = mark_safe(" selected")
SORTS = (
    (RELEVANCE, _("Best match")),
    (NEWEST, _("Newest")),
    (MOST_USED, _("Most used")),
    (MOST_READ, _("Most read")),
)
COUNTED = ("kind", "topic", "level", "subject", "organization", "year")  # filters whose values carry numbers


def kept_choices(name, version, make):
    """Return the choices `make` returns, read once for each version of the site."""
    return caches["pages"].get_or_set(f"choices:{name}:{version}", lambda: list(make()))


def topic_rows(version) -> list[tuple[int, str, str, int | None]]:
    """Return key, name, tree and the topic above of each topic of the office's two trees, in their order."""
    rows = Topic.objects.of_office().in_order().values_list("pk", "name", "tree", "parent")
    return kept_choices("topics", version, lambda: rows)


def topic_choices(version) -> list[tuple]:
    """Return the topics of the office's two trees, each tree under its name."""
    rows = topic_rows(version)
    return [
        (str(tree.label), [(pk, name) for pk, name, of_tree, _parent in rows if of_tree == tree])
        for tree in (Topic.Tree.CATEGORY, Topic.Tree.COMPONENT)
    ]


def topic_parents(version) -> dict[int, int]:
    """Return for each topic below another that other."""
    return {pk: parent for pk, _name, _tree, parent in topic_rows(version) if parent}


def organization_choices(version):
    """Return the organizations that have published something, in Thai order."""
    published = Article.objects.published().filter(organization=OuterRef("pk"))
    units = Organization.objects.filter(Exists(published)).select_related("district").in_thai_order()
    return kept_choices(
        "organizations", version, lambda: ((unit.pk, unit.name_with_district) for unit in units)
    )


def year_choices(version):
    """Return the years of the Buddhist Era from the first publication until now, newest first."""

    def years():
        first = (
            Article.objects.published()
            .order_by("first_published_on")
            .values_list("first_published_on", flat=True)
            .first()
            or timezone.localdate()
        )
        return [(year, str(year)) for year in range(be_year(timezone.localdate()), be_year(first) - 1, -1)]

    return kept_choices("years", version, years)


class PlainSelect(forms.Select):
    """A list of choices written in one go: a template for each of two hundred schools takes half the page's time."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, self.options(self.choices, chosen))

    def options(self, choices, chosen: str):
        """Return the options, those under a common name in a group of their own."""
        plain = [pair for pair in choices if not isinstance(pair[1], list)]
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) == chosen else "", words) for key, words in plain),
        )
        groups = (
            (name, self.options(some, chosen)) for name, some in choices if isinstance(some, list) and some
        )
        return options + format_html_join("\n", '<optgroup label="{}">{}</optgroup>', groups)


def flat(choices) -> list[tuple]:
    """Return choices without the names of their groups."""
    return [pair for key, words in choices for pair in (words if isinstance(words, list) else [(key, words)])]


def chips_of(form, query) -> list[tuple[str, str]]:
    """Return each filter in use in words, with the address of the list without it."""
    chips = []
    for name, field in form.fields.items():
        value = query.get(name)
        if not value or name in ("q", "sort"):
            continue
        choices = {str(key): words for key, words in flat(getattr(field.widget, "choices", ()))}
        kept = query.copy()
        kept.pop(name)
        kept.pop("page", None)
        words = choices.get(value) or (f"{field.label}: {value}" if name == "tag" else field.label)
        chips.append((str(words), f"?{kept.urlencode()}"))
    return chips


def with_numbers(choices, numbers: dict[str, int], chosen: str) -> list:
    """Return the choices that leave something, each with how much; what is chosen stays."""
    kept = []
    for key, words in choices:
        if isinstance(words, list):
            kept.append((key, with_numbers(words, numbers, chosen)))
        elif not key:
            kept.append((key, words))
        elif numbers.get(str(key)) or str(key) == chosen:
            kept.append((key, f"{words} ({numbers.get(str(key), 0):,})"))
    return kept


class IdFilter(django_filters.CharFilter):
    """A filter by id that takes anything typed into the address for «nothing found», never a crash."""

    def filter(self, qs, value):
        if not value:
            return qs
        if not (value.isascii() and value.isdigit() and len(value) <= 18):
            return qs.none()
        return qs.filter(**{self.field_name: int(value)})


class YearFilter(django_filters.Filter):
    """A year in either era."""

    field_class = YearField

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.first_published_between(datetime.date(value, 1, 1), datetime.date(value, 12, 31))


class ArticleFilter(django_filters.FilterSet):
    q = ThaiCharFilter(method="unfiltered", label=_("Words"), widget=forms.HiddenInput)
    kind = django_filters.ChoiceFilter(
        choices=Article.Kind.choices, label=_("Kind"), empty_label=_("All kinds")
    )
    topic = IdFilter(method="about", label=_("Topic"))
    level = django_filters.ChoiceFilter(
        choices=Article.Level.choices, label=_("Level"), empty_label=_("All levels")
    )
    subject = django_filters.ChoiceFilter(
        choices=Article.Subject.choices, label=_("Subject"), empty_label=_("All subjects")
    )
    organization = IdFilter(field_name="organization", label=_("School or group"))
    tag = ThaiCharFilter(method="tagged", label=_("Keyword"))
    year = YearFilter(label=_("Year"))
    network = IdFilter(field_name="network", widget=forms.HiddenInput)
    author = IdFilter(field_name="authors", widget=forms.HiddenInput)
    sort = django_filters.ChoiceFilter(
        choices=SORTS, method="unfiltered", label=_("Sort by"), empty_label=None, required=False
    )

    class Meta:
        model = Article
        fields = ["q", *COUNTED, "tag", "network", "author", "sort"]

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        fields = self.form.fields
        for name in ("kind", "level", "subject"):
            fields[name].widget = PlainSelect(choices=list(fields[name].choices))
        fields["topic"].widget = PlainSelect(choices=[("", _("All topics")), *topic_choices(version)])
        fields["organization"].widget = PlainSelect(
            choices=[("", _("All schools and groups")), *organization_choices(version)]
        )
        fields["year"].widget = PlainSelect(choices=[("", _("All years")), *year_choices(version)])

    def offer_what_is_there(self, groups: list[Group]) -> None:
        """Offer only what leaves something of what is listed, with how much that is."""
        chosen = {name: str(self.given[name]) for name in COUNTED if self.given.get(name)}
        parents = topic_parents(self.version)
        for name in COUNTED:
            widget = self.form.fields[name].widget
            numbers = numbers_for(name, groups, chosen, parents)
            if name == "year":
                numbers = {str(int(year) + ERA): number for year, number in numbers.items()}
            widget.choices = with_numbers(widget.choices, numbers, str(self.data.get(name) or ""))

    @property
    def given(self) -> dict:
        """Return what could be read of the words and filters; the rest is as if it were not there."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def uncounted(self):
        """Return the rows that the other filters leave, None where none of them is in use."""
        used = [name for name in ("tag", "network", "author") if self.given.get(name)]
        rows = self.queryset
        for name in used:
            rows = self.filters[name].filter(rows, self.given[name])
        return rows if used else None

    def unfiltered(self, queryset, name, value):
        """Leave the rows: words go to the search engine, the order to the view."""
        return queryset

    def about(self, queryset, name, value):
        if not (value.isascii() and value.isdigit() and len(value) <= 18):
            return queryset.none()
        return queryset.in_topic(int(value))

    def tagged(self, queryset, name, value):
        return queryset.tagged(value)

    @property
    def is_narrowed(self) -> bool:
        """Return whether any filter takes rows away."""
        return any(self.given.get(name) for name in self.form.fields if name not in ("q", "sort"))

    @property
    def canonical(self) -> str:
        """Return words and filters as they stand in an address, in one order, without page and sorting."""
        read = {name: value for name, value in self.given.items() if value and name != "sort"}
        kept = {name: value if isinstance(value, str) else self.data[name] for name, value in read.items()}
        return urlencode(sorted(kept.items()))

    @property
    def words(self) -> str:
        """Return what is searched for, in the stored spelling; "" for nothing."""
        return self.given.get("q", "")

    @property
    def order(self) -> str:
        """Return the order asked for, else the fitting one."""
        asked = self.data.get("sort")
        if asked in (NEWEST, MOST_READ, MOST_USED):
            return asked
        return RELEVANCE if self.words else NEWEST

    def in_order(self, rows):
        """Return the rows in the order asked for, where no words are."""
        if self.order == MOST_READ:
            return rows.most_read_first()
        return rows.most_used_first() if self.order == MOST_USED else rows.newest_first()
