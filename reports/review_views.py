"""Writing the yearly review of a plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmc.lib.forms import tried
from reports.forms import PlanReviewForm
from reports.models import Plan, PlanReview
from reports.permissions import can_edit_review, can_review_plan
from reports.plan_reviews import beginning_of, surveys_of
from reports.services import add_review, change_review


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_review_create(request, pk):
    """A new review, begun with the largest needs of the latest survey."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("organization"), pk=pk)
    if not can_review_plan(request.user, plan):
        raise PermissionDenied
    begun = beginning_of(plan) if request.method != "POST" else {}
    form = PlanReviewForm(
        request.POST or None,
        initial=begun,
        plan=plan,
        surveys=surveys_of(plan),
        suggested=begun.get("findings", ""),
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and tried(form, add_review, plan=plan, by=request.user, **form.cleaned_data):
        messages.success(request, _("The review is written down."))
        return redirect(f"{plan.get_absolute_url()}#reviews")
    return render(request, "reports/plan_review_form.html", {"form": form, "plan": plan, "review": None})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_review_edit(request, pk):
    """The review of the current fiscal year may be changed; those before stay as they were."""
    review = get_object_or_404(PlanReview.objects.visible_to(request.user).for_page(), pk=pk)
    if not can_edit_review(request.user, review):
        raise PermissionDenied
    plan = review.plan
    initial = {name: getattr(review, name) for name in ("reviewed_on", "survey", "findings", "changes")}
    form = PlanReviewForm(
        request.POST or None, initial=initial, plan=plan, surveys=surveys_of(plan), review=review
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and tried(form, change_review, review=review, by=request.user, **form.cleaned_data):
        messages.success(request, _("The review is changed."))
        return redirect(f"{plan.get_absolute_url()}#reviews")
    return render(request, "reports/plan_review_form.html", {"form": form, "plan": plan, "review": review})
