"""Pages of writing: the form, its autosave, sending for review, discarding, one's own articles."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kmc.lib.paging import WindowPaginator
from knowledge.forms import ArticleForm
from knowledge.kept_text import keep_until_signed_in, kept_form
from knowledge.models import Article
from knowledge.models.article import ArticleQuerySet
from knowledge.permissions import can_discard_article, can_edit_article, can_submit_article, can_write
from knowledge.prompts import PROMPTS
from knowledge.services import (
    ActionRefused,
    EditConflict,
    archive_article,
    attach_file,
    save_article,
    submit_article,
)

OWN_PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def article_create(request):
    """A new article. Opening the page writes nothing; the first save makes the draft."""
    if not request.user.is_authenticated:
        return keep_until_signed_in(request)
    if not can_write(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return form_page(request, kept_form(request) or ArticleForm(writer=request.user))
    article = Article.objects.made_by_form(posted_token(request), request.user)
    if article and not can_edit_article(request.user, article):
        return redirect(article)  # sent twice: the first sending did it
    return save_form(request, article)


@require_http_methods(["GET", "HEAD", "POST"])
def article_edit(request, pk):
    """Change a draft of one's own or, as a reviewer, what waits or is published."""
    if not request.user.is_authenticated:
        return keep_until_signed_in(request)
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_edit_article(request.user, article):
        raise PermissionDenied
    if request.method != "POST":
        form = kept_form(request, article) or ArticleForm(writer=request.user, article=article)
        return form_page(request, form)
    return save_form(request, article)


def posted_token(request) -> UUID | None:
    """Return the token of the form handed in, if it is one."""
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return None


def save_form(request, article):
    """Save what was handed in; whatever goes wrong, the form comes back with all of it."""
    is_autosave = "autosave" in request.POST
    may_send = article is None or can_submit_article(request.user, article)
    is_sent = request.POST.get("action") == "submit" and may_send and not is_autosave
    form = ArticleForm(
        request.POST,
        request.FILES,
        writer=request.user,
        article=article,
        submitting=is_sent,
        autosaving=is_autosave,
    )
    is_valid = form.is_valid()
    if is_autosave:
        return autosave(form)
    return save_whole_form(request, form, is_sent) if is_valid else form_page(request, with_files_kept(form))


def save_whole_form(request, form, is_sent):
    """Save a form that is right; a conflict or a refusal is said, with the text kept."""
    try:
        saved = save_article(article=form.article, by=request.user, submit=is_sent, **form.handed_in())
    except EditConflict as conflict:
        return form_page(request, with_files_kept(form), conflict=conflict.stored)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:my_articles")
    return after_saving(request, saved, is_sent)


def after_saving(request, article, is_sent):
    """Say what happened and lead to the next step."""
    if is_sent:
        messages.success(
            request,
            _("The article waits for a reviewer of %(organization)s.")
            % {"organization": article.organization.name},
        )
    elif article.is_published:
        messages.success(request, _("The change is published."))
    else:
        messages.success(request, _("The draft is saved."))
        return redirect("knowledge:article_edit", pk=article.pk)
    return redirect(article)


def autosave(form):
    """Save a draft on the way. What is not right yet stays as it was; the answer is for the script."""
    data = form.cleaned_data
    if not form.article and not data.get("title") and not form.holds_text():
        return JsonResponse({"saved": False})
    try:
        article = save_article(article=form.article, by=form.writer, only_draft=True, **form.handed_in())
    except EditConflict:
        sentence = _("This article was saved elsewhere meanwhile. Press “Save draft” to see both texts.")
        return JsonResponse({"error": sentence, "conflict": True}, status=409)
    except ActionRefused as refusal:
        return JsonResponse({"error": str(refusal), "conflict": True}, status=409)
    answer = {
        "saved": True,
        "version": article.version,
        "edit": reverse("knowledge:article_edit", args=[article.pk]),
        "note": _("Saved %(time)s") % {"time": timezone.localtime().strftime("%H:%M")},
    }
    return JsonResponse(answer)


def with_files_kept(form):
    """Keep the files handed in with a form that could not be saved, so that nobody chooses them again."""
    files = form.cleaned_data.get("files") or []
    if files:
        fresh = [attach_file(by=form.writer, file=file).key for file in files]
        keys = [*form.cleaned_data.get("file_keys", []), *fresh]
        form.keep(file_keys=" ".join(str(key) for key in keys))
    return form


def form_page(request, form, conflict=None):
    """Show the form; after a conflict with the stored text beside it."""
    article = form.article
    if conflict:
        form.keep(version=conflict.version)
    context = {
        "form": form,
        "article": article,
        "conflict": conflict,
        "is_draft": article is None or article.is_editable_state,
        "can_submit": article is None or can_submit_article(request.user, article),
        "can_discard": article is not None and can_discard_article(request.user, article),
        "prompts": PROMPTS,
    }
    return render(request, "knowledge/article_form.html", context, status=409 if conflict else 200)


@login_required
@require_safe
def my_articles(request):
    """What the person wrote, in any state, with the next step of each."""
    own = Article.objects.written_by(request.user).in_working_order()
    pages = WindowPaginator(own, own.count(), OWN_PER_PAGE, load=ArticleQuerySet.for_desk)
    context = {"page": pages.page(request.GET.get("page")), "can_write": can_write(request.user)}
    return render(request, "knowledge/my_articles.html", context)


@login_required
@require_POST
def article_submit(request, pk):
    """Send a draft for review from the list of one's own articles."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_submit_article(request.user, article):
        raise PermissionDenied
    try:
        saved = submit_article(article=article, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:article_edit", pk=pk)
    return after_saving(request, saved, is_sent=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_discard(request, pk):
    """Put a draft away, after asking."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_discard_article(request.user, article):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "knowledge/article_confirm_discard.html", {"article": article})
    archive_article(article=article, by=request.user)
    messages.success(request, _("The draft is discarded."))
    return redirect("knowledge:my_articles")
