"""The yearly competency survey: one's own form, opening a survey, the superior's side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.survey import (
    LEVEL_WORDS,
    AssessmentForm,
    FrameworkForm,
    SuperiorForm,
    SurveyDatesForm,
    SurveyForm,
)
from accounts.models import CompetencyAssessment, CompetencyFramework, CompetencySurvey
from accounts.permissions import can_open_survey, can_rate, can_see_survey
from accounts.services.competency import (
    FormChanged,
    SurveyClosed,
    confirm_assessment,
    framework_for,
    open_survey,
    save_assessment,
)
from accounts.survey_team import offices_surveyed_by, people_rated_by, surveys_followed_by
from kmc.lib.paging import paged

YEARS_BESIDE = 2
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
@login_required
def my_competencies(request):
    """My form of the survey that is open, and what I said in earlier years."""
    profile = getattr(request.user, "profile", None)
    survey = CompetencySurvey.objects.open_for(profile) if profile else None
    if survey is None:
        if request.method == "POST":
            messages.error(request, _("The survey is closed. Your form stays as you last handed it in."))
            return redirect("accounts:my_competencies")
        context = {"past": past_forms(request.user)}
        return render(request, "accounts/survey_own.html", context)
    assessment = request.user.competency_assessments.with_ratings().of_survey(survey).first()
    framework = wanted_framework(request, profile, assessment)
    if framework is None:
        return ask_framework(request, survey)
    return fill_in(request, survey, framework, assessment)


def past_forms(user, without=None):
    """Return the forms handed in, the newest first."""
    forms = user.competency_assessments.handed_in().with_ratings().newest_first()
    return [one for one in forms if without is None or one.survey_id != without.pk]


def wanted_framework(request, profile, assessment):
    """Return the framework of a handed-in form, of the person's kind, or of the person's own choice."""
    if assessment and assessment.submitted_at:
        return assessment.framework
    if found := framework_for(profile):
        return found
    asked = request.POST.get("framework") or request.GET.get("framework")
    if asked == "ask":
        return None
    chosen = FrameworkForm({"framework": asked}, frameworks=CompetencyFramework.objects.active())
    if asked and chosen.is_valid():
        return chosen.cleaned_data["framework"]
    return assessment.framework if assessment else None


def ask_framework(request, survey):
    frameworks = CompetencyFramework.objects.active()
    context = {"survey": survey, "frameworks": frameworks}
    return render(request, "accounts/survey_framework.html", context)


def fill_in(request, survey, framework, assessment):
    """Show the form, keep a draft of it, or hand it in."""
    is_draft = request.POST.get("save") == "draft" and not (assessment and assessment.submitted_at)
    kept = assessment if assessment and assessment.framework_id == framework.pk else None
    form = AssessmentForm(
        request.POST if request.method == "POST" else None,
        framework=framework,
        assessment=kept,
        is_whole=not is_draft,
    )
    if form.is_bound and form.is_valid():
        return keep_form(request, survey, form, hand_in=not is_draft)
    past = past_forms(request.user, without=survey)
    context = {
        "survey": survey,
        "form": form,
        "rows": form_rows(form, kept, past),
        "assessment": assessment,
        "past": past,
        "may_choose": framework_for(request.user.profile) is None and not (kept and kept.submitted_at),
        "levels": LEVEL_WORDS,
    }
    return render(request, "accounts/survey_form.html", context)


def form_rows(form, assessment, past) -> list[dict]:
    """Return each competency with its fields, the superior's view and what the person said before."""
    said = {one.competency_id: one for one in assessment.ratings.all()} if assessment else {}
    is_confirmed = assessment is not None and assessment.confirmed_at is not None
    before: dict[int, list] = {}
    for earlier in past[:YEARS_BESIDE]:
        for rating in earlier.ratings.all():
            before.setdefault(rating.competency_id, []).append((earlier.survey.year_words, rating.level))
    return [
        {
            "competency": competency,
            "level": level,
            "wanted": wanted,
            "before": before.get(competency.pk, []),
            "superior": said[competency.pk].superior_level
            if is_confirmed and competency.pk in said
            else None,
        }
        for competency, level, wanted in form.rows()
    ]


def keep_form(request, survey, form, *, hand_in):
    try:
        save_assessment(
            survey=survey, framework=form.framework, ratings=form.ratings, by=request.user, hand_in=hand_in
        )
    except SurveyClosed:
        messages.error(request, _("The survey is closed. Your form stays as you last handed it in."))
    else:
        kept = _("Your form is kept. Please hand it in before the survey closes.")
        messages.success(request, _("Your form is handed in. Thank you.") if hand_in else kept)
    return redirect("accounts:my_competencies")


@require_safe
@login_required
def survey_list(request):
    """The surveys I hold, or in which I answer for a unit."""
    if not can_see_survey(request.user):
        raise PermissionDenied
    surveys = surveys_followed_by(request.user)
    page = paged(request, surveys, load=lambda rows: rows.for_list())
    may_open = offices_surveyed_by(request.user).exists()
    return render(request, "accounts/survey_list.html", {"page": page, "may_open": may_open})


@read_or_send
@login_required
def survey_create(request):
    """Open the survey of a year."""
    offices = offices_surveyed_by(request.user)
    if not offices:
        raise PermissionDenied
    form = SurveyForm(request.POST if request.method == "POST" else None, offices=offices)
    if form.is_bound and form.is_valid():
        survey, is_new = open_survey(by=request.user, **form.cleaned_data)
        if is_new:
            messages.success(
                request, _("The survey is set. Everyone of the office sees it on their own page.")
            )
        else:
            messages.info(request, _("There is a survey of this year already. This is it."))
        return redirect(survey)
    return render(request, "accounts/survey_create.html", {"form": form})


@read_or_send
@login_required
def survey_edit(request, pk):
    """Change the last day of a survey."""
    survey = get_object_or_404(CompetencySurvey.objects.for_list(), pk=pk)
    if not can_open_survey(request.user, survey.organization):
        raise PermissionDenied
    form = SurveyDatesForm(request.POST if request.method == "POST" else None, instance=survey)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("The last day is changed."))
        return redirect(survey)
    return render(request, "accounts/survey_create.html", {"form": form, "survey": survey})


@require_safe
@login_required
def survey_team(request, pk):
    """My people, who handed in, and whose form I confirmed."""
    survey = get_object_or_404(CompetencySurvey.objects.for_list(), pk=pk)
    if not can_see_survey(request.user):
        raise PermissionDenied
    people = people_rated_by(request.user, survey)
    page = paged(request, people, load=lambda rows: rows.with_profile())
    found = survey.assessments.of_people(page)
    rows = [(person, found.get(person.pk)) for person in page]
    has_units = len({person.profile.organization_id for person in page}) > 1
    context = {"survey": survey, "page": page, "rows": rows, "has_units": has_units}
    return render(request, "accounts/survey_team.html", context)


@read_or_send
@login_required
def survey_person(request, pk):
    """One person's form: seen, rated and confirmed by the superior, and by nobody else."""
    handed_in = CompetencyAssessment.objects.handed_in().with_person().with_ratings()
    assessment = get_object_or_404(handed_in, pk=pk)
    if not can_rate(request.user, assessment.user):
        raise PermissionDenied
    form = SuperiorForm(request.POST if request.method == "POST" else None, assessment=assessment)
    if form.is_bound and form.is_valid():
        return confirm(request, assessment, form)
    context = {
        "survey": assessment.survey,
        "person": assessment.user,
        "assessment": assessment,
        "form": form,
        "levels": LEVEL_WORDS,
    }
    return render(request, "accounts/survey_person.html", context)


def confirm(request, assessment, form):
    try:
        confirm_assessment(
            assessment=assessment, levels=form.levels, by=request.user, seen=form.cleaned_data["seen"]
        )
    except FormChanged:
        messages.warning(request, _("The form was changed after you opened it. Please look at it again."))
        return redirect("accounts:survey_person", assessment.pk)
    messages.success(request, _("The form is confirmed. The person sees your view of it."))
    return redirect("accounts:survey_team", assessment.survey_id)
