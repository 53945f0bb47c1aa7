"""The map of topics as lotus leaves: numbers in, attributes of SVG elements out. And what it may be asked for."""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from knowledge.coverage import Coverage, State
from knowledge.filters import PlainSelect, kept_choices
from knowledge.models import Article, Topic

SIZE = 120  # of the square a leaf lies in
MIDDLE = SIZE / 2
SMALLEST, LARGEST = 30.0, 56.0  # radius
NOTCH = 0.34  # radians: where the stalk joins; it looks up and to the right
NOTCH_AT = -pi / 4
MOST_PARTS = 12  # a leaf with more parts would be all veins
ORDERS = (("", _("In the order of the framework")), ("fewest", _("Fewest articles first")))


@dataclass(frozen=True)
class Part:
    """A part of a leaf between two veins, and what fills it: an article that stands, one past its day, nothing."""

    path: str
    kind: str


@dataclass(frozen=True)
class Leaf:
    """A topic on the map: the larger, the more articles; as many parts filled as there are of those needed."""

    topic: Topic
    outline: str
    parts: list[Part]


def drawn(topics: list[Topic]) -> list[Leaf]:
    """Return a leaf for each topic, in the same order; sizes are in proportion to the largest of them."""
    most = max((topic.coverage.total for topic in topics), default=0)
    return [Leaf(topic, *leaf_of(topic.coverage, most)) for topic in topics]


def leaf_of(coverage: Coverage, most: int) -> tuple[str, list[Part]]:
    share = sqrt(coverage.total / most) if most else 0
    radius = SMALLEST + (LARGEST - SMALLEST) * share
    number = min(coverage.enough, MOST_PARTS)
    stood, there = (parts_filled(n, coverage.enough, number) for n in (coverage.standing, coverage.total))
    kinds = ["full" if n < stood else "stale" if n < there else "bare" for n in range(number)]
    step = (2 * pi - NOTCH) / number
    start = NOTCH_AT + NOTCH / 2
    parts = [Part(slice_of(radius, start + n * step, step), kind) for n, kind in enumerate(kinds)]
    return slice_of(radius, start, 2 * pi - NOTCH), parts


def parts_filled(articles: int, enough: int, number: int) -> int:
    """Return how many of so many parts are filled; one article always fills at least one."""
    if articles >= enough:
        return number
    return max(articles * number // enough, 1 if articles else 0)


def slice_of(radius: float, start: float, angle: float) -> str:
    """Return the path of a slice of a circle around the middle, clockwise from `start`."""
    end = start + angle
    large = 1 if angle > pi else 0
    first = f"{MIDDLE + radius * cos(start):.1f} {MIDDLE + radius * sin(start):.1f}"
    last = f"{MIDDLE + radius * cos(end):.1f} {MIDDLE + radius * sin(end):.1f}"
    return f"M{MIDDLE:.0f} {MIDDLE:.0f}L{first}A{radius:.1f} {radius:.1f} 0 {large} 1 {last}Z"


def ordered(topics: list[Topic], order: str) -> list[Topic]:
    """Return the rows of the table in the order asked for."""
    if order == "fewest":
        return sorted(topics, key=lambda topic: (topic.coverage.standing, topic.coverage.total))
    if order == "state":
        urgency = (State.OVERDUE, State.EMPTY, State.THIN, State.COVERED)
        return sorted(topics, key=lambda topic: urgency.index(topic.coverage.state))
    return topics


def unit_choices(version):
    """Return the offices, districts, groups and schools that work, in the office's order."""

    def units():
        rows = Organization.objects.working().select_related("district").in_office_order()
        return [(str(unit.pk), unit.name_with_district) for unit in rows]

    return kept_choices("map-units", version, units)


class MapForm(forms.Form):
    """Which tree, whose articles, of which level, in which order. What nobody offers is as if not chosen."""

    tree = forms.ChoiceField(label=_("Tree"), choices=Topic.Tree.choices, required=False)
    organization = forms.CharField(label=_("School or group"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("All levels")), *Article.Level.choices], required=False
    )
    sort = forms.ChoiceField(
        label=_("Order of the table"),
        choices=[*ORDERS, ("state", _("Most urgent first"))],
        required=False,
    )

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = unit_choices(version)
        self.fields["organization"].widget = PlainSelect(
            choices=[("", _("All schools and groups")), *self.units]
        )

    def clean_organization(self):
        key = self.cleaned_data["organization"]
        if key not in dict(self.units):
            return None
        return Organization.objects.filter(pk=int(key)).select_related("district").first()

    def choice(self, name: str):
        """Return what was chosen; the first tree, no unit, no level, the framework's order where nothing was."""
        chosen = self.cleaned_data.get(name)
        return chosen or (
            Topic.Tree.CATEGORY.value if name == "tree" else None if name == "organization" else ""
        )
