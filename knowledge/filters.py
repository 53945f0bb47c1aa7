"""Filters of the list of articles: kind, topic, keyword, organization, network, author, year, order."""

import datetime

import django_filters
from django import forms
from django.core.cache import caches
from django.db.models import Exists, OuterRef
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.filters import ThaiCharFilter
from accounts.models import Organization
from kmc.lib.dates import be_year
from kmc.lib.forms import YearField
from knowledge.models import Article, Topic

FIRST_YEAR = 2540
SELECTED = mark_safe(" selected")
RELEVANCE, NEWEST, MOST_READ = "relevance", "newest", "read"
SORTS = ((RELEVANCE, _("Best match")), (NEWEST, _("Newest")), (MOST_READ, _("Most read")))


def kept_choices(name, version, make):
    """Return the choices `make` returns, read once for each version of the site."""
    return caches["pages"].get_or_set(f"choices:{name}:{version}", lambda: list(make()))


def topic_choices(version):
    """Return the topics of both trees, in their order."""
    return kept_choices(
        "topics", version, lambda: [(topic.pk, topic.name) for topic in Topic.objects.in_order()]
    )


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
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) == chosen else "", words) for key, words in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, options)


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
        fields = ["q", "kind", "topic", "organization", "tag", "year", "network", "author", "sort"]

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.form.fields
        fields["topic"].widget = PlainSelect(choices=[("", _("All topics")), *topic_choices(version)])
        fields["organization"].widget = PlainSelect(
            choices=[("", _("All schools and groups")), *organization_choices(version)]
        )
        fields["year"].widget = PlainSelect(choices=[("", _("All years")), *year_choices(version)])

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
        return any(self.data.get(name) for name in self.form.fields if name not in ("q", "sort"))

    @property
    def words(self) -> str:
        """Return what is searched for, in the stored spelling; "" for nothing."""
        return self.form.cleaned_data.get("q", "") if self.form.is_bound and self.form.is_valid() else ""

    @property
    def order(self) -> str:
        """Return the order asked for, else the fitting one."""
        asked = self.data.get("sort")
        if asked in (NEWEST, MOST_READ):
            return asked
        return RELEVANCE if self.words else NEWEST
