"""Pages of reviewing: the queue, taking, publishing, returning, filing, looking at what was published at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.roles import REVIEWER
from kmc.lib.paging import WindowPaginator
from knowledge.forms import FilingForm, ReturnForm
from knowledge.models import Article
from knowledge.models.article import ArticleQuerySet
from knowledge.permissions import can_check_article, is_reviewer_of
from knowledge.queue import AFTERWARDS, QueueForm, tabs_of
from knowledge.services import (
    ActionRefused,
    EditConflict,
    PupilsWordMissing,
    check_article,
    publish_article,
    refile_article,
    release_article,
    return_article,
    take_article,
    waiting_version,
)
from knowledge.shown.review import review_of

QUEUE_PER_PAGE = 20


@login_required
@require_safe
def review_queue(request):
    """What waits for this reviewer, or is to be looked at afterwards; the oldest first."""
    if not request.user.holds(REVIEWER):
        raise PermissionDenied
    form = QueueForm(request.GET, user=request.user)
    rows = form.rows()
    pages = WindowPaginator(rows, rows.count(), QUEUE_PER_PAGE, load=ArticleQuerySet.for_queue)
    context = {
        "form": form,
        "page": pages.page(request.GET.get("page")),
        "tabs": tabs_of(request.user, form, pages.total),
        "chips": form.chips(request.GET),
        "clear_url": f"?show={AFTERWARDS}" if form.is_afterwards else request.path,
        "here": request.get_full_path(),
    }
    return render(request, "knowledge/review_queue.html", context)


def reviewed_article(request, pk):
    """Return the article when the person is its reviewer; otherwise it is refused."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not is_reviewer_of(request.user, article):
        raise PermissionDenied
    return article


def posted_version(request, article) -> int:
    """Return the version the reviewer read; 0, which no text has, when it was another text or the form is broken.

    A form of a new article says nothing of the next version that came meanwhile, and the other way round.
    """
    version = request.POST.get("version", "")
    if ("next" in request.POST) != article.is_published:
        return 0
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0


def page_of(article):
    """Return where the reviewer reads what waits: a next version has a page of its own."""
    return reverse("knowledge:next_version", args=[article.pk]) if article.is_published else article


@login_required
@require_POST
def article_publish(request, pk):
    """Publish what was read. A text that changed meanwhile is shown again instead."""
    article = reviewed_article(request, pk)
    try:
        published = publish_article(
            article=article,
            by=request.user,
            version=posted_version(request, article),
            pupils=request.POST.get("pupils", ""),
        )
    except EditConflict:
        messages.warning(request, _("The text changed while you were reading. Please read it again."))
        return redirect(page_of(article))
    except PupilsWordMissing as refusal:
        messages.error(request, str(refusal))
        return redirect(page_of(article))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        say_published(request, published)
    return redirect(article)


def say_published(request, article):
    """Say that it is public, and who was faster where somebody was."""
    if article.published_by_id == request.user.pk:
        undo = reverse("knowledge:article_withdraw", args=[article.pk])
        words = (_("The article is published."), undo, _("Withdraw"))
        messages.success(request, format_html('{} <a href="{}">{}</a>', *words))
    else:
        name = article.published_by.full_name
        messages.info(request, _("%(name)s has published it already.") % {"name": name})


@login_required
@require_POST
def article_return(request, pk):
    """Return what waits to its authors, with what is still missing."""
    article = reviewed_article(request, pk)
    following = waiting_version(article) if article.is_published else None
    kind = following.details.get("kind", article.kind) if following else article.kind
    form = ReturnForm(request.POST, kind=kind)
    if not form.is_valid():
        return ask_what_is_missing(request, article, following, form)
    version = posted_version(request, article)
    try:
        return_article(article=article, by=request.user, reason=form.whole_reason(), version=version)
    except EditConflict:
        messages.warning(request, _("The text changed while you were reading. Please read it again."))
        return redirect(page_of(article))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(article)
    messages.success(request, _("The article went back to its authors with your reason."))
    return redirect("knowledge:review_queue")


def ask_what_is_missing(request, article, following, form):
    """Show the form of returning by itself, while there is something to return."""
    review = review_of(article, request.user, following)["review"]
    if "can_decide" not in review:
        messages.error(request, _("This article is not waiting for review any more."))
        return redirect(article)
    context = {"article": article, "review": review | {"return_form": form}}
    return render(request, "knowledge/article_confirm_return.html", context)


def back_to(request, article):
    """Return to the list the button stood in, else to what waits."""
    path = request.POST.get("back", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return redirect(path if is_ours else page_of(article))


@login_required
@require_POST
def article_take(request, pk):
    """Take what waits in hand, so that others see it."""
    article = reviewed_article(request, pk)
    try:
        take_article(article=article, by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    return back_to(request, article)


@login_required
@require_POST
def article_release(request, pk):
    """Give what one took back to the queue."""
    article = reviewed_article(request, pk)
    release_article(article=article, by=request.user)
    return back_to(request, article)


@login_required
@require_POST
def article_check(request, pk):
    """Say that what was published at once may stand."""
    article = reviewed_article(request, pk)
    if article.unreviewed_since and not can_check_article(request.user, article):
        raise PermissionDenied
    check_article(article=article, by=request.user)
    messages.success(request, _("Noted: you have looked at it."))
    return redirect(article)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_refile(request, pk):
    """Fill in what the authors left to the reviewer: topic, level, subject, keywords."""
    article = reviewed_article(request, pk)
    form = FilingForm(request.POST or None, article=article)
    if not form.is_valid():
        return render(request, "knowledge/article_refile.html", {"article": article, "form": form})
    refile_article(article=article, by=request.user, fields=form.cleaned_data)
    messages.success(request, _("The article is filed."))
    return redirect(article)
