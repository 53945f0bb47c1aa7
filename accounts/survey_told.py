"""What of a survey may be told to everybody: not what would give few forms away to who knows the others."""

from collections import Counter, defaultdict

from accounts.models import (
    CompetencyAssessment,
    CompetencyFramework,
    CompetencySurvey,
    Organization,
    RoleGrant,
)
from accounts.roles import ADMINISTRATOR, MANAGER, OFFICER
from accounts.survey_results import Need, SurveyResults, is_telling

MOST_NEEDS = 5


def largest_needs(survey: CompetencySurvey) -> list[Need]:
    """Return what most people of the survey wish to develop, by the framework most forms follow.

    Empty while the survey runs, and where the sums would tell somebody of fewer than five people.
    """
    results = SurveyResults(survey, Organization.tree_ids(survey.organization))
    framework = results.framework()
    if not survey.is_closed or framework is None or gives_few_away(survey, framework):
        return []
    needs = [need for need in results.needs(framework) if need.is_shown and need.wanted]
    needs.sort(key=lambda need: (-need.wanted, -need.low_percent, need.competency.position))
    return needs[:MOST_NEEDS]


def gives_few_away(survey: CompetencySurvey, framework: CompetencyFramework) -> bool:
    """Return whether the sums less what somebody knows besides would be those of fewer than five.

    Everybody knows their own form, superiors those of the people they rate; managers, officers and
    administrators see the sums of their units. Four queries.
    """
    forms = forms_by_person(survey, framework)
    managers, followers = grants_by_person(MANAGER), grants_by_person(MANAGER, OFFICER, ADMINISTRATOR)
    tree = Organization.objects.with_tree_fields().within(survey.organization)
    paths = {unit.pk: tuple(unit.tree_path) for unit in tree}
    above = {person: paths.get(unit, (unit,)) for person, unit in forms.items()}
    # A manager is rated by those of the unit above, everybody else by the managers of their own.
    raters = {
        person: path[:-1] if path[-1] in managers.get(person, ()) else path for person, path in above.items()
    }
    rests = [len(forms), len(forms) - 1]
    rests += [len(forms) - reached(above, units) for units in followers.values()]
    for superior, units in managers.items():
        own = superior in forms and units.isdisjoint(raters[superior])
        rests.append(len(forms) - reached(raters, units) - own)
    return any(is_telling(rest) for rest in rests)


def reached(paths: dict[int, tuple], units: set[int]) -> int:
    """Return how many people stand under one of the units."""
    return sum(number for path, number in Counter(paths.values()).items() if not units.isdisjoint(path))


def forms_by_person(survey: CompetencySurvey, framework: CompetencyFramework) -> dict[int, int]:
    """Return where each person who handed the form in works today; else where they did then. One query."""
    rows = CompetencyAssessment.objects.handed_in().of_survey(survey).filter(framework=framework)
    places = rows.order_by().values_list("user", "user__profile__organization", "organization")
    return {person: today or then for person, today, then in places}


def grants_by_person(*roles: str) -> dict[int, set[int]]:
    """Return the units each person holds one of the roles for. One query."""
    grants = defaultdict(set)
    for person, unit in RoleGrant.objects.of_roles(*roles).values_list("user", "organization"):
        grants[person].add(unit)
    return grants
