"""Trials: the list of what is being tried where, one trial, starting, changing, deciding."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.stamps import day_stamp, site_stamp
from kmc.lib.pages import public_page
from kmc.lib.paging import paged
from knowledge.filters import chips_of
from knowledge.forms.uses import TrialForm, VerdictForm
from knowledge.honour_filters import TrialFilter
from knowledge.models import Article, Trial
from knowledge.permissions import can_change_trial, can_decide_trial, can_start_trial
from knowledge.services.trials import change_trial, decide_trial, delete_trial, start_trial
from knowledge.views.uses import act

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@public_page(day_stamp)
def trial_list(request):
    """What is being tried: running ones first, then what came of the others."""
    filters = TrialFilter(
        request.GET,
        queryset=Trial.objects.readable_by(request.user),
        version=site_stamp(request),
        is_staff=request.user.is_authenticated,
    )
    page = paged(request, filters.qs.in_order(), load=lambda rows: rows.for_list())
    context = {"filter": filters, "page": page, "chips": chips_of(filters.form, request.GET)}
    return render(request, "knowledge/trial_list.html", context)


def found_trial(request, pk) -> Trial:
    """Return the trial if the person may open its article."""
    return get_object_or_404(Trial.objects.visible_to(request.user).for_page(), pk=pk)


@require_safe
def trial_detail(request, pk):
    """One trial: the question, who takes part, the verdict with its reason."""
    trial = found_trial(request, pk)
    context = {
        "trial": trial,
        "may_change": can_change_trial(request.user, trial),
        "may_decide": can_decide_trial(request.user, trial),
    }
    return render(request, "knowledge/trial_detail.html", context)


@read_or_send
@login_required
def trial_create(request, pk):
    """Enter that one's unit tries this out."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_start_trial(request.user, article):
        raise PermissionDenied
    form = TrialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token, data = form.cleaned_data["form_token"], form.trial_data
        act(request, start_trial, _("The trial is entered."), article=article, data=data, form_token=token)
        return redirect(article)
    return render(request, "knowledge/trial_form.html", {"form": form, "article": article})


@read_or_send
@login_required
def trial_edit(request, pk):
    """Change a trial that runs."""
    trial = found_trial(request, pk)
    if not can_change_trial(request.user, trial):
        raise PermissionDenied
    form = TrialForm(request.POST or None, trial=trial)
    if request.method == "POST" and form.is_valid():
        act(request, change_trial, _("Saved."), trial=trial, data=form.trial_data)
        return redirect(trial)
    context = {"form": form, "article": trial.article, "trial": trial}
    return render(request, "knowledge/trial_form.html", context)


@read_or_send
@login_required
def trial_delete(request, pk):
    """Delete a trial that was entered by mistake, after a question."""
    trial = found_trial(request, pk)
    if not can_change_trial(request.user, trial):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "knowledge/trial_confirm_delete.html", {"trial": trial})
    act(request, delete_trial, _("The trial is deleted."), trial=trial)
    return redirect(trial.article)


@read_or_send
@login_required
def trial_decide(request, pk):
    """Keep, adapt or drop, with the reason."""
    trial = found_trial(request, pk)
    if not can_decide_trial(request.user, trial):
        raise PermissionDenied
    form = VerdictForm(request.POST or None, initial={"verdict": trial.verdict, "reason": trial.reason})
    if request.method == "POST" and form.is_valid():
        act(request, decide_trial, _("The verdict is saved."), trial=trial, **form.cleaned_data)
        return redirect(trial)
    return render(request, "knowledge/trial_decide.html", {"form": form, "trial": trial})
