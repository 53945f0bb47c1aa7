"""What a survey says of units and competencies: sums only, and none of fewer than five forms.

Ratings are summed up after the survey's last day. While it runs, one more form would change a
mean, and the difference would be that person's rating.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Avg, Count, Q

from accounts.models import (
    Competency,
    CompetencyAssessment,
    CompetencyFramework,
    CompetencyRating,
    CompetencySurvey,
    Organization,
    StaffProfile,
)

FEWEST = 5  # forms a figure is shown for
LOW = 2  # levels up to this one are a gap


@dataclass(frozen=True)
class Response:
    """How many handed in, of how many who are asked."""

    handed_in: int
    asked: int

    @property
    def percent(self) -> float:
        return min(100.0, 100 * self.handed_in / self.asked) if self.asked else 0.0


@dataclass(frozen=True)
class Need:
    """What a group of people says of one competency; nothing where they are too few."""

    competency: Competency
    answers: int = 0
    low: int = 0
    mean: float | None = None
    superior_answers: int = 0
    superior_mean: float | None = None
    wanted: int = 0

    @property
    def is_shown(self) -> bool:
        return self.answers >= FEWEST

    @property
    def low_percent(self) -> float:
        return 100 * self.low / self.answers if self.answers else 0.0

    @property
    def shown_superior_mean(self) -> float | None:
        return self.superior_mean if self.superior_answers >= FEWEST else None


def is_telling(count: int) -> bool:
    """Return whether a sum of so many forms would tell what single people said."""
    return 0 < count < FEWEST


def shown_units(counts: Mapping[int, int], unknown: Mapping[int, int] | None = None) -> set[int]:
    """Return the units whose figures are shown: five forms or more, and nobody left to work out.

    Subtracting the shown units from the whole, or the forms the reader sees anyway from a unit, must not
    give away fewer than five: where what is hidden sums up to that few, the next smallest unit is hidden
    with it. `unknown` says how many forms of a unit the reader has not seen; all where it is not given.
    """
    unknown = counts if unknown is None else unknown
    shown, hidden = set(), 0
    for unit, count in sorted(counts.items(), key=lambda pair: (unknown.get(pair[0], 0), pair[1], pair[0])):
        unseen = unknown.get(unit, 0)
        if count < FEWEST or is_telling(unseen) or (unseen and is_telling(hidden)):
            hidden += unseen
        else:
            shown.add(unit)
    return shown


def without_small_rest(need: Need, parts: Iterable[Need]) -> Need:
    """Return the need of all without the mean by superiors, where that less the units shown would tell it of few."""
    shown = sum(part.superior_answers for part in parts if part.shown_superior_mean is not None)
    return replace(need, superior_answers=0) if is_telling(need.superior_answers - shown) else need


class SurveyResults:
    """The sums of one survey for the units a reader is answerable for.

    `known` are the people whose forms the reader sees one by one anyway.
    """

    def __init__(self, survey: CompetencySurvey, unit_ids, known=()):
        self.survey = survey
        self.unit_ids = list(unit_ids)
        self.known = known

    @cached_property
    def frameworks(self) -> list[CompetencyFramework]:
        """Return the frameworks in use and those somebody handed a form in by."""
        used = {framework for _unit, framework in self.forms}
        return list(CompetencyFramework.objects.filter(Q(is_active=True) | Q(pk__in=used)))

    @cached_property
    def forms(self) -> dict[tuple[int, int], int]:
        """Return how many forms were handed in, by unit and framework. One query."""
        return self.counted(self.handed_in())

    @cached_property
    def unknown(self) -> dict[tuple[int, int], int]:
        """Return how many of these the reader has not seen. One query."""
        return self.counted(self.handed_in().exclude(user__in=self.known))

    def counted(self, forms) -> dict[tuple[int, int], int]:
        rows = forms.values_list("organization", "framework").annotate(number=Count("pk"))
        return {(unit, framework): number for unit, framework, number in rows.order_by()}

    def handed_in(self):
        return CompetencyAssessment.objects.handed_in().of_units(self.unit_ids).filter(survey=self.survey)

    @cached_property
    def asked(self) -> dict[int, int]:
        """Return how many of today's staff are asked, by unit: those of a kind some framework is for."""
        kinds = {kind for one in self.frameworks if one.is_active for kind in one.staff_kinds}
        staff = StaffProfile.objects.filter(
            organization__in=self.unit_ids,
            user__is_active=True,
            user__is_service=False,
            staff_kind__in=["", *sorted(kinds)],
        )
        return dict(staff.order_by().values_list("organization").annotate(number=Count("pk")))

    @cached_property
    def responses(self) -> dict[int, Response]:
        """Return the response of each unit with somebody to ask or a form handed in."""
        handed_in: dict[int, int] = {}
        for (unit, _framework), number in self.forms.items():
            handed_in[unit] = handed_in.get(unit, 0) + number
        units = {*handed_in, *self.asked}
        return {unit: Response(handed_in.get(unit, 0), self.asked.get(unit, 0)) for unit in units}

    @cached_property
    def response(self) -> Response:
        rows = self.responses.values()
        return Response(sum(row.handed_in for row in rows), sum(row.asked for row in rows))

    def units(self):
        """Return the units with a response, in Thai order."""
        return Organization.objects.of_ids(self.responses).in_thai_order()

    def framework(self, slug: str = "") -> CompetencyFramework | None:
        """Return the framework of that code, else the one most forms follow."""
        named = [one for one in self.frameworks if one.slug == slug]
        totals = {one: self.form_count(one) for one in self.frameworks}
        return named[0] if named else max(totals, key=totals.get, default=None)

    def form_count(self, framework: CompetencyFramework) -> int:
        return sum(number for (_unit, key), number in self.forms.items() if key == framework.pk)

    def shown_units(self, framework: CompetencyFramework) -> set[int]:
        counts, unknown = (
            {unit: number for (unit, key), number in forms.items() if key == framework.pk}
            for forms in (self.forms, self.unknown)
        )
        return shown_units(counts, unknown)

    def is_few(self, unit: Organization, framework: CompetencyFramework | None) -> bool:
        """Return whether too few handed this form in there."""
        return framework is None or self.forms.get((unit.pk, framework.pk), 0) < FEWEST

    def needs(self, framework: CompetencyFramework) -> list[Need]:
        """Return what everyone says of each competency of the framework. Two queries."""
        if is_telling(sum(number for (_unit, key), number in self.unknown.items() if key == framework.pk)):
            return [Need(one) for one in framework.competencies.all()]
        rows = summed(self.ratings(framework), "competency")
        return [need_of(one, rows.get((one.pk,))) for one in framework.competencies.all()]

    def needs_by_unit(self, framework: CompetencyFramework, unit_ids) -> dict[int, list[Need]]:
        """Return the same for each of the units that may be shown. Two queries."""
        shown = sorted(self.shown_units(framework) & set(unit_ids))
        ratings = self.ratings(framework).filter(assessment__organization__in=shown)
        rows = summed(ratings, "assessment__organization", "competency")
        competencies = list(framework.competencies.all())
        return {unit: [need_of(one, rows.get((unit, one.pk))) for one in competencies] for unit in shown}

    def ratings(self, framework: CompetencyFramework):
        return CompetencyRating.objects.filter(
            assessment__survey=self.survey,
            assessment__framework=framework,
            assessment__submitted_at__isnull=False,
            assessment__organization__in=self.unit_ids,
            level__isnull=False,
        )


def summed(ratings, *by: str) -> dict[tuple, dict]:
    """Return the sums of ratings by their keys. One query."""
    confirmed = Q(assessment__confirmed_at__isnull=False)
    rows = (
        ratings.order_by()
        .values(*by)
        .annotate(
            answers=Count("pk"),
            low=Count("pk", filter=Q(level__lte=LOW)),
            mean=Avg("level"),
            superior_answers=Count("superior_level", filter=confirmed),
            superior_mean=Avg("superior_level", filter=confirmed),
            wanted=Count("pk", filter=Q(is_wanted=True)),
        )
    )
    return {tuple(row.pop(key) for key in by): row for row in rows}


def need_of(competency: Competency, sums: dict | None) -> Need:
    """Return the need as it may be shown: of too few people not even the sums are handed on."""
    if not sums or sums["answers"] < FEWEST:
        return Need(competency)
    return Need(competency, **sums)
