"""Awards: outstanding works by year and level, one award, entering, confirming, what followed, the list as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.skills import ReasonForm
from accounts.models import AuditEntry
from accounts.services import record
from accounts.stamps import site_stamp
from accounts.views.exports import MOST_AN_HOUR, list_response, refused
from kmc.lib.limits import is_too_often
from kmc.lib.pages import public_page
from kmc.lib.paging import paged
from knowledge.award_list import award_rows, headings
from knowledge.filters import chips_of
from knowledge.forms.awards import AwardForm, AwardNoteForm, TakingBackForm
from knowledge.honour_filters import AwardFilter
from knowledge.models import Article, Award, AwardNote
from knowledge.permissions import (
    award_actions,
    can_change_award,
    can_confirm_award,
    can_delete_award,
    can_delete_award_note,
    can_note_award,
    can_unconfirm_award,
    can_write,
)
from knowledge.services import ActionRefused
from knowledge.services.awards import (
    change_award,
    confirm_award,
    delete_award,
    enter_award,
    note_award,
    return_award,
)
from knowledge.views.uses import act, proof_response

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def filtered(request) -> AwardFilter:
    return AwardFilter(request.GET, queryset=Award.objects.confirmed(), version=site_stamp(request))


def rows_of_list(rows):
    """Load the rows of a page of a list."""
    return rows.for_list()


@require_safe
@public_page(site_stamp)
def award_list(request):
    """Outstanding works and honours: year by year, the highest level first."""
    filters, user = filtered(request), request.user
    context = {
        "filter": filters,
        "page": paged(request, filters.qs.in_order(), load=rows_of_list),
        "chips": chips_of(filters.form, request.GET),
        "may_enter": can_write(user),
        "waiting": Award.objects.in_hand_of(user).count() if user.is_authenticated else 0,
    }
    return render(request, "knowledge/award_list.html", context)


@require_safe
@login_required
def award_waiting(request):
    """What is not confirmed: one's own entries, and what one may confirm. Oldest first."""
    awards = Award.objects.in_hand_of(request.user).oldest_first()
    page = paged(request, awards, load=lambda rows: rows.for_page())
    return render(request, "knowledge/award_waiting.html", {"page": page})


@require_safe
@login_required
def award_list_file(request, file):
    """The confirmed awards that the filters leave, as a spreadsheet."""
    if is_too_often("export", request.user.pk, MOST_AN_HOUR):
        return refused(request)
    awards = list(rows_of_list(filtered(request).qs.in_order()))
    record(action=AuditEntry.Action.EXPORT, by=request.user, kind="awards", rows=len(awards))
    return list_response(file, _("Awards"), headings(), award_rows(awards))


def found_award(request, pk) -> Award:
    """Return the award if the person may see it."""
    return get_object_or_404(Award.objects.visible_to(request.user).for_page(), pk=pk)


@require_safe
def award_detail(request, pk):
    """One award: what, who, where, its proof, what followed."""
    award = found_award(request, pk)
    return award_page(request, award, AwardNoteForm(writer=request.user))


def award_page(request, award, note_form):
    """Return the page; notes are for colleagues."""
    user, notes = request.user, []
    if user.is_authenticated:
        notes = [
            (note, note.article and note.article.is_open_to(user), can_delete_award_note(user, note))
            for note in award.notes.for_list()
        ]
    context = {
        "award": award,
        "article": award.article_for(user),
        "notes": notes,
        "note_form": note_form,
        "actions": award_actions(user, award),
    }
    return render(request, "knowledge/award_detail.html", context)


@read_or_send
@login_required
def award_create(request):
    """Enter an award of one's own or of one's unit; `?article=` begins with a work."""
    if not can_write(request.user):
        raise PermissionDenied
    article = Article.objects.readable_by(request.user).numbered(request.GET.get("article", ""))
    form = AwardForm(request.POST or None, request.FILES or None, writer=request.user, article=article)
    if request.method == "POST" and form.is_valid():
        try:
            award = enter_award(by=request.user, **form.award_data, **form.new_file)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Entered. Everybody sees it once a reviewer confirms it."))
            return redirect(award)
    return render(request, "knowledge/award_form.html", {"form": form})


@read_or_send
@login_required
def award_edit(request, pk):
    """Change an award: who entered it until it is confirmed, reviewers also afterwards."""
    award = found_award(request, pk)
    if not can_change_award(request.user, award):
        raise PermissionDenied
    form = AwardForm(request.POST or None, request.FILES or None, writer=request.user, row=award)
    if request.method == "POST" and form.is_valid():
        act(request, change_award, _("Saved."), award=award, **form.award_data, **form.changed_file)
        return redirect(award)
    return render(request, "knowledge/award_form.html", {"form": form, "award": award})


@read_or_send
@login_required
def award_delete(request, pk):
    """Delete what was never confirmed, after a question."""
    award = found_award(request, pk)
    if not can_delete_award(request.user, award):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "knowledge/award_confirm_delete.html", {"award": award})
    act(request, delete_award, _("The award is deleted."), award=award)
    return redirect("knowledge:award_waiting")


@require_POST
@login_required
def award_confirm(request, pk):
    """Confirm an award: its evidence is accepted."""
    award = found_award(request, pk)
    if not can_confirm_award(request.user, award):
        raise PermissionDenied
    act(request, confirm_award, _("The award is confirmed. Everybody sees it now."), award=award)
    return redirect(award)


@read_or_send
@login_required
def award_return(request, pk):
    """Return what waits, or take a confirmation back, with a reason."""
    award = found_award(request, pk)
    if not (can_confirm_award(request.user, award) or can_unconfirm_award(request.user, award)):
        raise PermissionDenied
    form = (TakingBackForm if award.is_confirmed else ReasonForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(
            request,
            return_award,
            _("The award went back with your reason."),
            award=award,
            **form.cleaned_data,
        )
        return redirect("knowledge:award_waiting")
    return render(request, "knowledge/award_return.html", {"form": form, "award": award})


@require_POST
@login_required
def award_note(request, pk):
    """Write down what followed from an award."""
    award = found_award(request, pk)
    if not can_note_award(request.user, award):
        raise PermissionDenied
    form = AwardNoteForm(request.POST, writer=request.user)
    if not form.is_valid():
        return award_page(request, award, form)
    token = form.cleaned_data["form_token"]
    act(request, note_award, _("The note is saved."), award=award, data=form.note_data, form_token=token)
    return redirect(award)


@read_or_send
@login_required
def award_note_delete(request, pk):
    """Delete one's own note, after a question."""
    note = get_object_or_404(AwardNote.objects.select_related("award"), pk=pk)
    if not can_delete_award_note(request.user, note):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "knowledge/award_note_confirm_delete.html", {"note": note})
    note.delete()
    messages.success(request, _("The note is deleted."))
    return redirect(note.award)


@require_safe
@login_required
def award_proof(request, pk):
    """Hand out the proof of an award, to colleagues who may see the award."""
    return proof_response(request, found_award(request, pk))
