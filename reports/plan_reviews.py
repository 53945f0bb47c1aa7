"""The yearly reviews of a plan as its page shows them, and what a new one begins with."""

from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import CompetencySurvey
from accounts.survey_told import largest_needs
from kmc.lib.years import FiscalYear
from reports.models import Plan
from reports.permissions import can_edit_review, can_review_plan


def reviews_for(user, plan: Plan) -> dict:
    """Return the trail of a plan that is reviewed yearly, and what the person may do. One query of its own."""
    if not plan.is_reviewed_yearly:
        return {}
    this_year = FiscalYear.of(timezone.localdate())
    reviews = list(plan.reviews.for_list())
    for review in reviews:
        review.plan = plan
        review.may_edit = can_edit_review(user, review)
    written = [review.fiscal_year for review in reviews]
    is_due = not plan.is_closed and this_year.common_year in plan.fiscal_years
    return {
        "reviews": reviews,
        "this_year": this_year if is_due else None,
        "is_reviewed": this_year.common_year in written,
        "may_review": can_review_plan(user, plan) and bool(years_to_review(plan, written)),
    }


def years_to_review(plan: Plan, written) -> list[int]:
    """Return the fiscal years of the plan that have begun and have no review, the latest first."""
    this_year = FiscalYear.of(timezone.localdate()).common_year
    return [year for year in reversed(plan.fiscal_years) if year <= this_year and year not in written]


def surveys_of(plan: Plan):
    """Return the surveys a review may rest on: those of the plan's owner that are over."""
    surveys = CompetencySurvey.objects.of_organizations([plan.organization_id])
    return surveys.closed_on(timezone.localdate())


def beginning_of(plan: Plan) -> dict:
    """Return what the form of a new review holds at first."""
    years = years_to_review(plan, plan.reviews.values_list("fiscal_year", flat=True))
    survey = surveys_of(plan).first()
    return {
        "fiscal_year": years[0] if years else None,
        "reviewed_on": timezone.localdate(),
        "survey": survey,
        "findings": suggested_findings(survey) if survey else "",
    }


def suggested_findings(survey: CompetencySurvey) -> str:
    """Return the largest needs of the survey in words; "" where they may not be told to everybody."""
    return "\n".join(
        _("%(code)s %(competency)s: %(wanted)s wish to develop it, %(percent)s percent at level 1–2")
        % {
            "code": need.competency.code,
            "competency": need.competency,
            "wanted": f"{need.wanted:,}",
            "percent": round(need.low_percent),
        }
        for need in largest_needs(survey)
    )


def kind_tabs(plans: list[Plan], current: str) -> list[dict]:
    """Return all plans and each kind there is as tabs; nothing where there is one kind only."""
    counts = Counter(plan.kind for plan in plans)
    if len(counts) < 2:
        return []
    everything = {"url": "?", "text": _("All"), "is_current": current not in counts, "count": len(plans)}
    kinds = [
        {
            "url": f"?kind={kind.value}",
            "text": kind.label,
            "is_current": kind == current,
            "count": counts[kind],
        }
        for kind in Plan.Kind
        if counts[kind]
    ]
    return [everything, *kinds]
