"""What a survey says: who answered, and what is needed where. Sums only, never a person's rating."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import AuditEntry, CompetencySurvey
from accounts.permissions import can_open_survey
from accounts.roles import MANAGER
from accounts.services import record
from accounts.survey_results import FEWEST, SurveyResults, without_small_rest
from accounts.survey_team import people_rated_by, units_followed_by
from kmc.lib.paging import paged
from kmc.lib.spreadsheet import table_response


def results_for(request, pk) -> SurveyResults:
    """Return the sums of the units the person answers for."""
    survey = get_object_or_404(CompetencySurvey.objects.for_list(), pk=pk)
    units = units_followed_by(request.user, survey)
    if not units:
        raise PermissionDenied
    rated = people_rated_by(request.user, survey).order_by().values_list("pk", flat=True)
    return SurveyResults(survey, units, known=[request.user.pk, *rated])


@require_safe
@login_required
def survey_results(request, pk):
    """Response by unit at any time; what is needed by competency and unit once the survey is closed."""
    results = results_for(request, pk)
    survey = results.survey
    framework = results.framework(request.GET.get("framework", ""))
    page = paged(request, results.units(), load=lambda rows: rows.for_cards())
    may_see = survey.is_closed and framework is not None
    by_unit = results.needs_by_unit(framework, [unit.pk for unit in page]) if may_see else {}
    context = {
        "survey": survey,
        "response": results.response,
        "framework": framework,
        "tabs": framework_tabs(results, framework),
        "needs": results.needs(framework) if may_see else [],
        "form_count": results.form_count(framework) if framework else 0,
        "fewest": FEWEST,
        "page": page,
        "rows": [
            (unit, results.responses[unit.pk], by_unit.get(unit.pk, []), results.is_few(unit, framework))
            for unit in page
        ],
        "may_rate": bool(request.user.organizations_as(MANAGER)),
        "may_edit": can_open_survey(request.user, survey.organization),
    }
    return render(request, "accounts/survey_results.html", context)


def framework_tabs(results, current) -> list[dict]:
    """Return the frameworks as tabs, with the number of forms of each."""
    return [
        {
            "url": f"?framework={one.slug}",
            "text": str(one),
            "is_current": one == current,
            "count": results.form_count(one),
        }
        for one in results.frameworks
    ]


@require_safe
@login_required
def survey_needs_xlsx(request, pk):
    return needs_file(request, pk, "xlsx")


@require_safe
@login_required
def survey_needs_csv(request, pk):
    return needs_file(request, pk, "csv")


@transaction.atomic
def needs_file(request, pk, kind: str):
    """The needs as a file for planning projects; on record, as every list that leaves the portal."""
    results = results_for(request, pk)
    survey = results.survey
    if not survey.is_closed:
        raise Http404
    rows = list(needs_rows(results))
    record(
        action=AuditEntry.Action.EXPORT,
        by=request.user,
        organization=survey.organization,
        what="competency-needs",
        survey=survey.pk,
        rows=len(rows),
        file=kind,
    )
    name = _("Development needs %(year)s") % {"year": survey.year_words}
    notes = [str(survey), survey.organization.name, few_note()]
    return table_response(kind, name, headings(), rows, notes)


def few_note() -> str:
    return _("Figures of fewer than %(number)d people are not shown.") % {"number": FEWEST}


def headings() -> list[str]:
    return [
        _("Unit"),
        _("District"),
        _("Competency framework"),
        _("Code"),
        _("Competency"),
        _("Handed in"),
        _("Percent rated 1 or 2"),
        _("Mean own rating"),
        _("Mean rating by superiors"),
        _("Wish to develop it"),
    ]


def needs_rows(results):
    """Yield the needs of all together, then of each unit, framework by framework."""
    units = list(results.units().for_cards())
    for framework in results.frameworks:
        by_unit = results.needs_by_unit(framework, [unit.pk for unit in units])
        for place, need in enumerate(results.needs(framework)):
            told = without_small_rest(need, [needs[place] for needs in by_unit.values()])
            yield [_("All units"), "", *need_cells(framework, told)]
        for unit in units:
            for need in by_unit.get(unit.pk, []):
                yield [unit.name, unit.district.name if unit.district else "", *need_cells(framework, need)]


def need_cells(framework, need) -> list:
    """Return the cells of one need; of too few people only that they are few."""
    named = [str(framework), need.competency.code, str(need.competency)]
    few = _("fewer than %(number)d people") % {"number": FEWEST}
    if not need.is_shown:
        return [*named, few, "", "", "", ""]
    superior = need.shown_superior_mean
    return [
        *named,
        need.answers,
        round(need.low_percent, 2),
        round(float(need.mean), 2),
        few if superior is None else round(float(superior), 2),
        need.wanted,
    ]
