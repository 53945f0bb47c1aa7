"""Skill records: one's own list, and the superior's queue."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.certificates import PICTURE
from accounts.forms.skills import ChosenSkillsForm, ReasonForm, SkillConfirmForm, SkillForm
from accounts.models import SkillRecord
from accounts.permissions import (
    can_change_skill,
    can_confirm_skill,
    can_see_skill_queue,
    can_withdraw_skill,
)
from accounts.services.skills import (
    SkillMoved,
    add_skill,
    change_skill,
    confirm_skills,
    delete_skill,
    return_skill,
    withdraw_skill,
)
from kmc.lib.paging import paged

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def found_record(request, pk) -> SkillRecord:
    """Return the record if it is one's own or of somebody one is the superior of."""
    return get_object_or_404(SkillRecord.objects.visible_to(request.user).for_list(), pk=pk)


def say_moved(request):
    messages.warning(request, _("Nothing was changed: the record has moved on since you opened the page."))


@require_safe
@login_required
def skill_list(request):
    """My skills and where each stands."""
    records = request.user.skill_records.newest_first()
    page = paged(request, records, load=lambda rows: rows.for_list())
    context = {"page": page, "hours": request.user.skill_records.hours_confirmed()}
    return render(request, "accounts/skill_list.html", context)


@read_or_send
@login_required
def skill_create(request):
    """Add a skill or a training."""
    form = SkillForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["form_token"]
        add_skill(by=request.user, data=form.data_of_record, form_token=token, **form.file_of_record)
        messages.success(request, _("Added. It counts once your superior confirms it."))
        return redirect("accounts:skill_list")
    return render(request, "accounts/skill_form.html", {"form": form})


@read_or_send
@login_required
def skill_edit(request, pk):
    """Change a record that is not confirmed yet."""
    record = found_record(request, pk)
    if not can_change_skill(request.user, record):
        raise PermissionDenied
    form = SkillForm(request.POST or None, request.FILES or None, record=record)
    if request.method == "POST" and form.is_valid():
        try:
            change_skill(record=record, by=request.user, data=form.data_of_record, **form.file_of_record)
        except SkillMoved:
            say_moved(request)
        else:
            messages.success(request, _("Saved. It counts once your superior confirms it."))
        return redirect("accounts:skill_list")
    return render(request, "accounts/skill_form.html", {"form": form, "record": record})


@read_or_send
@login_required
def skill_delete(request, pk):
    """Delete a record that is not confirmed, after a question."""
    record = found_record(request, pk)
    if not can_change_skill(request.user, record):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "accounts/skill_confirm_delete.html", {"record": record})
    try:
        delete_skill(record=record, by=request.user)
    except SkillMoved:
        say_moved(request)
    else:
        messages.success(request, _("The record is deleted."))
    return redirect("accounts:skill_list")


@require_safe
@login_required
def skill_detail(request, pk):
    """One record with everything there is to judge it by."""
    record = found_record(request, pk)
    return show_record(request, record, SkillConfirmForm(initial={"valid_until": record.valid_until}))


def show_record(request, record, form):
    context = {
        "record": record,
        "form": form,
        "is_own": record.user_id == request.user.pk,
        "may_change": can_change_skill(request.user, record),
        "may_confirm": can_confirm_skill(request.user, record),
        "may_withdraw": can_withdraw_skill(request.user, record),
    }
    return render(request, "accounts/skill_detail.html", context)


@require_safe
@login_required
def skill_certificate(request, pk):
    """The certificate, for its owner and their superiors. It cannot run anything."""
    record = found_record(request, pk)
    if not record.certificate:
        raise Http404
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Content-Encoding": "identity",
    }
    try:
        file = record.certificate.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        file,
        as_attachment=record.certificate_type != PICTURE,
        filename=record.certificate_name,
        content_type=record.certificate_type,
        headers=headers,
    )


@require_safe
@login_required
def skill_queue(request):
    """What waits for me, the oldest first; beside it what is confirmed."""
    if not can_see_skill_queue(request.user):
        raise PermissionDenied
    mine = SkillRecord.objects.confirmable_by(request.user)
    is_confirmed = request.GET.get("state") == "confirmed"
    rows = mine.confirmed().newest_first() if is_confirmed else mine.waiting().oldest_first()
    page = paged(request, rows, load=lambda found: found.for_list())
    context = {"page": page, "is_confirmed": is_confirmed}
    return render(request, "accounts/skill_queue.html", context)


@require_POST
@login_required
def skill_confirm(request, pk):
    """Confirm one record; from its own page with the day it runs out."""
    record = found_record(request, pk)
    if not can_confirm_skill(request.user, record):
        raise PermissionDenied
    form = SkillConfirmForm(request.POST)
    if not form.is_valid():
        return show_record(request, record, form)
    changes = {"valid_until": form.cleaned_data["valid_until"]} if "valid_until" in request.POST else {}
    return say_confirmed(request, confirm_skills(records=[record], by=request.user, **changes))


@require_POST
@login_required
def skill_confirm_chosen(request):
    """Confirm the ticked rows together."""
    if not can_see_skill_queue(request.user):
        raise PermissionDenied
    waiting = SkillRecord.objects.confirmable_by(request.user).waiting()
    form = ChosenSkillsForm(request.POST, records=waiting)
    if not form.is_valid():
        messages.error(request, _("Nothing was confirmed. Please tick the rows that still wait."))
        return redirect("accounts:skill_queue")
    return say_confirmed(request, confirm_skills(records=form.cleaned_data["chosen"], by=request.user))


def say_confirmed(request, count):
    if count:
        text = ngettext("%(count)d record is confirmed.", "%(count)d records are confirmed.", count)
        messages.success(request, text % {"count": count})
    else:
        say_moved(request)
    return redirect("accounts:skill_queue")


@read_or_send
@login_required
def skill_return(request, pk):
    """Hand a waiting record back with a reason."""
    record = found_record(request, pk)
    if not can_confirm_skill(request.user, record):
        raise PermissionDenied
    context = {"record": record, "is_withdrawal": False}
    return with_reason(request, return_skill, _("The record is returned to its owner."), context)


@read_or_send
@login_required
def skill_withdraw(request, pk):
    """Take a confirmation back with a reason."""
    record = found_record(request, pk)
    if not can_withdraw_skill(request.user, record):
        raise PermissionDenied
    context = {"record": record, "is_withdrawal": True}
    return with_reason(request, withdraw_skill, _("The confirmation is taken back."), context)


def with_reason(request, act, done, context):
    """Ask for the reason, then act."""
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/skill_reason.html", context | {"form": form})
    try:
        act(record=context["record"], reason=form.cleaned_data["reason"], by=request.user)
    except SkillMoved:
        say_moved(request)
    else:
        messages.success(request, done)
    return redirect("accounts:skill_queue")
