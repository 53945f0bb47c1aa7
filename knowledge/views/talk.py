"""Comments: writing, changing, deleting, reporting, hiding; the page of what was reported."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kmc.lib.paging import paged
from knowledge.forms.talk import CommentEditForm, CommentForm, HideForm, ReportForm
from knowledge.models import Article, Comment
from knowledge.permissions import (
    can_delete_comment,
    can_edit_comment,
    can_moderate_comment,
    can_moderate_somewhere,
    can_report_comment,
)
from knowledge.services import ActionRefused
from knowledge.services.talk import (
    add_comment,
    delete_comment,
    edit_comment,
    hide_comment,
    let_comment_stand,
    report_comment,
    unhide_comment,
)

REPORTED_PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_create(request, pk):
    """Put a comment below an article. Whatever cannot be kept comes back as a form with all that was written."""
    article = get_object_or_404(Article.objects.once_published(), pk=pk)
    if request.method != "POST":  # back from signing in
        return redirect(f"{article.get_absolute_url()}#comments")
    form = CommentForm(request.POST, article=article)
    if form.is_valid():
        try:
            comment = add_comment(article=article, by=request.user, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your comment is shown."))
            return redirect(comment)
    is_open = article.is_open_to(request.user)
    context = {"form": form, "article": article if is_open else None, "title": _("Comment on an article")}
    return render(request, "knowledge/comment_form.html", context)


def visible_comment(request, pk) -> Comment:
    """Return a comment of an article the person may open."""
    comments = Comment.objects.visible_to(request.user).select_related("article", "by")
    return get_object_or_404(comments, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_edit(request, pk):
    """Change one's own comment in its first minutes. Too late, the form comes back with what was written."""
    comment = visible_comment(request, pk)
    if comment.by_id != request.user.pk or not comment.is_shown:
        raise PermissionDenied
    form = CommentEditForm(request.POST or None, initial={"text": comment.text})
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(comment=comment, by=request.user, text=form.cleaned_data["text"])
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your comment is changed."))
            return redirect(comment)
    elif not can_edit_comment(request.user, comment):
        messages.info(request, _("A comment is changed in its first 15 minutes only. It can be deleted."))
        return redirect(comment)
    context = {"form": form, "article": comment.article, "comment": comment, "title": _("Edit my comment")}
    return render(request, "knowledge/comment_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_delete(request, pk):
    """Delete one's own comment, after asking."""
    comment = visible_comment(request, pk)
    if not can_delete_comment(request.user, comment):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "knowledge/comment_confirm_delete.html", {"comment": comment})
    delete_comment(comment=comment, by=request.user)
    messages.success(request, _("Your comment is deleted."))
    return redirect(f"{comment.article.get_absolute_url()}#comments")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_report(request, pk):
    """Say why a comment should not stand, once."""
    comment = visible_comment(request, pk)
    if not can_report_comment(request.user, comment):
        raise PermissionDenied
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_comment(comment=comment, by=request.user, reason=form.cleaned_data["reason"])
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. A moderator looks at the comment; you will hear of it."))
            return redirect(comment)
    return render(request, "knowledge/comment_report.html", {"comment": comment, "form": form})


def moderated_comment(request, pk) -> Comment:
    """Return a comment the person may hide; otherwise it is refused."""
    comment = visible_comment(request, pk)
    if not can_moderate_comment(request.user, comment):
        raise PermissionDenied
    return comment


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_hide(request, pk):
    """Hide a comment, with a reason."""
    comment = moderated_comment(request, pk)
    form = HideForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "knowledge/comment_hide.html", {"comment": comment, "form": form})
    hide_comment(comment=comment, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The comment is hidden. Its writer has your reason."))
    return after_moderating(request, comment)


@require_POST
@login_required
def comment_unhide(request, pk):
    """Show a hidden comment again."""
    comment = moderated_comment(request, pk)
    unhide_comment(comment=comment, by=request.user)
    messages.success(request, _("The comment is shown again."))
    return redirect(comment)


@require_POST
@login_required
def comment_stand(request, pk):
    """Let a reported comment stand."""
    comment = moderated_comment(request, pk)
    let_comment_stand(comment=comment, by=request.user)
    messages.success(request, _("The comment stands. Who reported it has been told."))
    return redirect("knowledge:comment_reports")


def after_moderating(request, comment):
    """Go back to the reports, or to the comment, wherever the person came from."""
    return redirect("knowledge:comment_reports" if "reports" in request.GET else comment)


@require_safe
@login_required
def comment_reports(request):
    """What was reported and this person may settle."""
    if not can_moderate_somewhere(request.user):
        raise PermissionDenied
    reported = Comment.objects.reported_for(request.user)
    page = paged(request, reported, load=lambda rows: rows.with_reports(), per_page=REPORTED_PER_PAGE)
    return render(request, "knowledge/comment_reports.html", {"page": page})
