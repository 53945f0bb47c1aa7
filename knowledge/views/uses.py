""" "I used this": the short form, all uses of an article, changing, deleting, hiding, the file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.skills import ReasonForm
from kmc.lib.paging import paged
from knowledge.forms.uses import UseForm
from knowledge.models import Article, Use
from knowledge.permissions import (
    can_change_use,
    can_moderate_use,
    can_report_use,
    can_write,
    is_author,
    is_reviewer_of,
)
from knowledge.services.errors import ActionRefused
from knowledge.services.uses import change_use, delete_use, hide_use, report_use, show_use
from knowledge.views.files import file_response

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 20


@require_safe
def use_list(request, pk):
    """Everything that was reported of an article; to its reviewers also what is hidden."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    uses = Use.objects.visible_to(request.user).of_article(article)
    page = paged(request, uses.newest_first(), load=lambda rows: rows.for_list(), per_page=PER_PAGE)
    context = {
        "article": article,
        "page": page,
        "may_report_use": can_report_use(request.user, article),
        "may_moderate": is_reviewer_of(request.user, article),
    }
    return render(request, "knowledge/use_list.html", context)


@read_or_send
@login_required
def use_create(request, pk):
    """Say that one used it: a minute on a phone."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_report_use(request.user, article):
        return refused(request, article)
    form = UseForm(request.POST or None, request.FILES or None, writer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            use = report_use(article=article, by=request.user, data=form.use_data, **form.new_file)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. The authors are told that you used it."))
            return redirect(use)
    return render(request, "knowledge/use_form.html", {"form": form, "article": article})


def refused(request, article):
    """Tell authors why their own use is not reported here; everybody else is refused."""
    if not article.is_published or not can_write(request.user) or not is_author(request.user, article):
        raise PermissionDenied
    messages.info(
        request, _("This is your own article: here stands who else used it. Your own trial can be entered.")
    )
    return redirect(article)


def found_use(request, pk) -> Use:
    """Return the use if the person may see it."""
    return get_object_or_404(Use.objects.visible_to(request.user).for_list().with_article(), pk=pk)


@read_or_send
@login_required
def use_edit(request, pk):
    """Change one's own report."""
    use = found_use(request, pk)
    if not can_change_use(request.user, use):
        raise PermissionDenied
    form = UseForm(request.POST or None, request.FILES or None, writer=request.user, row=use)
    if request.method == "POST" and form.is_valid():
        act(request, change_use, _("Saved."), use=use, data=form.use_data, **form.changed_file)
        return redirect(use)
    return render(request, "knowledge/use_form.html", {"form": form, "article": use.article, "use": use})


@read_or_send
@login_required
def use_delete(request, pk):
    """Delete one's own report, after a question."""
    use = found_use(request, pk)
    if not can_change_use(request.user, use):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "knowledge/use_confirm_delete.html", {"use": use})
    act(request, delete_use, _("Your report is deleted."), use=use)
    return redirect(use.article)


@read_or_send
@login_required
def use_hide(request, pk):
    """Hide a report with a reason that its writer reads."""
    use = found_use(request, pk)
    if not can_moderate_use(request.user, use):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(request, hide_use, _("The report is hidden."), use=use, **form.cleaned_data)
        return redirect("knowledge:use_list", use.article_id)
    return render(request, "knowledge/use_hide.html", {"form": form, "use": use})


@require_POST
@login_required
def use_show(request, pk):
    """Put a hidden report back."""
    use = found_use(request, pk)
    if not can_moderate_use(request.user, use):
        raise PermissionDenied
    act(request, show_use, _("The report is shown again."), use=use)
    return redirect("knowledge:use_list", use.article_id)


@require_safe
@login_required
def use_file(request, pk):
    """Hand out the file of a use, to colleagues who may open the article."""
    return proof_response(request, found_use(request, pk))


def proof_response(request, row):
    """Return the file that proves a row, or 404 where it has none."""
    if not row.file:
        raise Http404
    return file_response(
        request, row.file, row.file_name, row.file_type, inline=row.file_is_picture, is_public=False
    )


def act(request, service, done: str, **details) -> bool:
    """Do it and say so, or say why not."""
    try:
        service(by=request.user, **details)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True
