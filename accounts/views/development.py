"""Pages of one's own ID-Plan: the plan of the year, its lines, hours, handing in, the printed form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.development import HoursForm, LineForm, PlanHeadForm
from accounts.models import DevelopmentActivity, DevelopmentPlan
from accounts.models.development import MOST_LINES, MOST_PRIORITIES, short_hours, total_hours
from accounts.permissions import (
    can_edit_development_plan,
    can_have_development_plan,
    can_record_development,
    can_return_development_plan,
    can_see_development_board,
    can_sign_development_plan,
)
from accounts.services import development as service
from kmc.lib.dates import ERA
from kmc.lib.years import FiscalYear

PLANNED_AHEAD_FROM = 7  # July: the survey is held, the plan of the next year may begin


def years_to_plan() -> list[FiscalYear]:
    """Return the fiscal years a plan may be made for today: this one, and from July on the next."""
    today = timezone.localdate()
    year = FiscalYear.of(today)
    is_ahead = PLANNED_AHEAD_FROM <= today.month <= 9
    return [year, FiscalYear(year.be_year + 1)] if is_ahead else [year]


def posted(request):
    """Return what a form is bound to: what was sent, nothing while it is only looked at."""
    return request.POST if request.method == "POST" else None


def plan_for(user, pk) -> DevelopmentPlan:
    return get_object_or_404(DevelopmentPlan.objects.visible_to(user).for_page(), pk=pk)


def line_for(user, pk) -> DevelopmentActivity:
    """Return a line of one's own plan; a superior reads lines and changes none."""
    lines = DevelopmentActivity.objects.visible_to(user).select_related("plan__user", "competency")
    line = get_object_or_404(lines, pk=pk)
    if not can_record_development(user, line.plan):
        raise PermissionDenied
    return line


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def development_own(request):
    """The plan of this fiscal year: opened where there is one, made in one tap where there is none."""
    if not can_have_development_plan(request.user):
        raise PermissionDenied
    years = years_to_plan()
    if request.method == "POST":
        wanted = request.POST.get("year", "")
        year = next((one for one in years if str(one.be_year) == wanted), years[0])
        plan = service.start_plan(by=request.user, year=year.be_year - ERA)
        messages.success(request, _("Your ID-Plan is ready to be filled in."))
        return redirect(plan)
    plan = request.user.development_plans.of_year(years[0].be_year - ERA).first()
    if plan:
        return redirect(plan)
    context = {"year": years[0], "proposed": service.proposed_competencies(request.user)}
    return render(request, "accounts/development_start.html", context)


@require_safe
@login_required
def development_mine(request):
    """One's own plans of all years."""
    plans = list(request.user.development_plans.with_lines())
    made = {plan.fiscal_year + ERA for plan in plans}
    context = {
        "plans": plans,
        "to_make": [year for year in years_to_plan() if year.be_year not in made],
        "may_have": can_have_development_plan(request.user),
        "may_see_board": can_see_development_board(request.user),
    }
    return render(request, "accounts/development_mine.html", context)


@require_safe
@login_required
def development_detail(request, pk):
    """A plan as its person and their superiors see it."""
    plan = plan_for(request.user, pk)
    context = plan_context(request.user, plan) | {
        "may_edit": can_edit_development_plan(request.user, plan),
        "may_record": can_record_development(request.user, plan),
        "may_sign": can_sign_development_plan(request.user, plan),
        "may_return": can_return_development_plan(request.user, plan),
        "most_lines": MOST_LINES,
    }
    return render(request, "accounts/development_detail.html", context)


@require_safe
@login_required
def development_print(request, pk):
    """The plan in the layout of the form, to print."""
    plan = plan_for(request.user, pk)
    return render(request, "accounts/development_print.html", plan_context(request.user, plan))


def plan_context(reader, plan) -> dict:
    """Return the plan with its lines in order; part 3 is the first of them."""
    lines = list(plan.activities.with_articles(reader))
    for line in lines:
        line.plan = plan
    return {
        "plan": plan,
        "person": plan.user,
        "profile": getattr(plan.user, "profile", None),
        "lines": lines,
        "summary": lines[:MOST_PRIORITIES],
        "total": total_hours(lines),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def development_edit(request, pk):
    """Part 1: qualification, subjects and duties."""
    plan = plan_for(request.user, pk)
    if not can_edit_development_plan(request.user, plan):
        raise PermissionDenied
    initial = {"qualification": plan.qualification, "duties": plan.duties}
    form = PlanHeadForm(posted(request), initial=initial)
    if form.is_valid():
        seen = request.POST.get("seen", "")
        if saved(request, form, service.save_plan_head, plan=plan, seen=seen, **form.cleaned_data):
            return redirect(plan)
    return form_page(request, form, plan, _("Part 1: the person and the duties"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def development_line_create(request, pk):
    plan = plan_for(request.user, pk)
    if not can_edit_development_plan(request.user, plan):
        raise PermissionDenied
    competencies = service.competencies_for(plan.user)
    initial = {"method": DevelopmentActivity.Method.SELF}
    form = LineForm(posted(request), initial=initial, plan=plan, competencies=competencies)
    if form.is_valid():
        seen = request.POST.get("seen", "")
        if saved(request, form, service.add_line, plan=plan, seen=seen, **form.cleaned_data):
            return redirect(lines_of(plan))
    return form_page(request, form, plan, _("Add a line"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def development_line_edit(request, pk):
    line = line_for(request.user, pk)
    if not can_edit_development_plan(request.user, line.plan):
        raise PermissionDenied
    competencies = service.competencies_for(line.plan.user, chosen=line.competency_id)
    form = LineForm(posted(request), instance=line, plan=line.plan, competencies=competencies)
    if form.is_valid():
        seen = request.POST.get("seen", "")
        if saved(request, form, service.save_line, line=line, seen=seen, **form.cleaned_data):
            return redirect(lines_of(line.plan))
    return form_page(request, form, line.plan, _("Change the line"), line)


def saved(request, form, save, **arguments) -> bool:
    """Save through the service. Refused or overtaken, the form comes back with all that was typed."""
    try:
        save(by=request.user, **arguments)
    except service.PlanRefused as refusal:
        form.add_error(None, str(refusal))
    except service.PlanChanged:
        form.add_error(
            None,
            _(
                "The plan was changed in another window meanwhile. What you typed is still here; "
                "save once more to put it in place of what stands now."
            ),
        )
    else:
        messages.success(request, _("Saved."))
        return True
    return False


def form_page(request, form, plan, title, line=None):
    """Return a form of the plan with the mark of what stands now, and the stored line where it was overtaken."""
    plan = DevelopmentPlan.objects.get(pk=plan.pk)
    overtaken = bool(form.is_bound and form.non_field_errors())
    lines = plan.activities.select_related("competency")
    stored = next((one for one in lines if one.pk == line.pk), None) if overtaken and line else None
    context = {
        "form": form,
        "plan": plan,
        "title": title,
        "overtaken": overtaken and isinstance(form, PlanHeadForm),
        "stored": stored,
    }
    return render(request, "accounts/development_form.html", context)


def lines_of(plan) -> str:
    return f"{plan.get_absolute_url()}#lines"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def development_line_remove(request, pk):
    line = line_for(request.user, pk)
    if not can_edit_development_plan(request.user, line.plan):
        raise PermissionDenied
    if request.method == "POST":
        stepped(request, service.remove_line, _("The line is removed."), line=line)
        return redirect(lines_of(line.plan))
    return render(request, "accounts/development_confirm_remove.html", {"line": line, "plan": line.plan})


@require_POST
@login_required
def development_line_move(request, pk):
    line = line_for(request.user, pk)
    if not can_edit_development_plan(request.user, line.plan):
        raise PermissionDenied
    places = {"up": -1, "down": 1}.get(request.POST.get("to"), 0)
    stepped(request, service.move_line, "", line=line, places=places)
    return redirect(f"{line.plan.get_absolute_url()}#line-{line.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def development_line_hours(request, pk):
    """Hours done, all year long."""
    line = line_for(request.user, pk)
    form = HoursForm(posted(request), initial={"hours": line.hours_done, "seen": line.hours_done})
    if form.is_valid():
        try:
            service.record_hours(line=line, by=request.user, **form.cleaned_data)
        except service.PlanChanged:
            form.add_error(
                "hours",
                _("Meanwhile %(hours)s hours were kept. Please check and save again.")
                % {"hours": short_hours(line.hours_done)},
            )
        else:
            messages.success(request, _("The hours are kept."))
            return redirect(f"{line.plan.get_absolute_url()}#line-{line.pk}")
    context = {"form": form, "line": line, "plan": line.plan}
    return render(request, "accounts/development_hours.html", context)


@require_POST
@login_required
def development_submit(request, pk):
    plan = plan_for(request.user, pk)
    if not can_record_development(request.user, plan):
        raise PermissionDenied
    stepped(request, service.submit_plan, _("The plan is handed in. Your superior signs it next."), plan=plan)
    return redirect(plan)


@require_POST
@login_required
def development_take_back(request, pk):
    plan = plan_for(request.user, pk)
    if not can_record_development(request.user, plan):
        raise PermissionDenied
    stepped(
        request, service.take_back_plan, _("The plan is yours again. Change it and hand it in."), plan=plan
    )
    return redirect(plan)


def stepped(request, step, done: str, **arguments) -> None:
    """Take a step and say how it went."""
    try:
        step(by=request.user, **arguments)
    except (service.PlanRefused, service.PlanChanged) as refusal:
        changed = _("The plan was changed since you opened it. Please read it once more.")
        messages.error(request, changed if isinstance(refusal, service.PlanChanged) else str(refusal))
    else:
        if done:
            messages.success(request, done)
