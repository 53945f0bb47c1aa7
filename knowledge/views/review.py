"""Pages of reviewing: the queue, publishing, returning, withdrawing, the steps of an article."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.roles import REVIEWER
from kmc.lib.paging import WindowPaginator
from knowledge.forms import ReasonForm
from knowledge.models import Article
from knowledge.models.article import ArticleQuerySet
from knowledge.permissions import (
    article_actions,
    can_see_history,
    can_withdraw_article,
    is_own,
    is_reviewer_of,
)
from knowledge.services import (
    ActionRefused,
    EditConflict,
    publish_article,
    return_article,
    withdraw_article,
)

QUEUE_PER_PAGE = 20


@login_required
@require_safe
def review_queue(request):
    """What waits for this reviewer, oldest first."""
    if not request.user.holds(REVIEWER):
        raise PermissionDenied
    waiting = Article.objects.for_review_by(request.user)
    pages = WindowPaginator(waiting, waiting.count(), QUEUE_PER_PAGE, load=ArticleQuerySet.for_list)
    return render(request, "knowledge/review_queue.html", {"page": pages.page(request.GET.get("page"))})


def reviewed_article(request, pk):
    """Return the article when the person is its reviewer; otherwise it is refused."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not is_reviewer_of(request.user, article):
        raise PermissionDenied
    return article


def posted_version(request) -> int:
    """Return the version the reviewer read; 0 when the form was tampered with, which no article has."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0


def link_of(request, article) -> str:
    """Return the whole address of the article, for mail."""
    return request.build_absolute_uri(article.get_absolute_url())


@login_required
@require_POST
def article_publish(request, pk):
    """Publish what was read. A text that changed meanwhile is shown again instead."""
    article = reviewed_article(request, pk)
    try:
        publish_article(
            article=article, by=request.user, version=posted_version(request), link=link_of(request, article)
        )
    except EditConflict:
        messages.warning(request, _("The text changed while you were reading. Please read it again."))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The article is published."))
    return redirect(article)


@login_required
@require_POST
def article_return(request, pk):
    """Return the article to its authors with a reason."""
    article = reviewed_article(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = {"article": article, "actions": article_actions(request.user, article), "return_form": form}
        return render(request, "knowledge/article_confirm_return.html", context)
    try:
        return_article(
            article=article,
            by=request.user,
            reason=form.cleaned_data["reason"],
            version=posted_version(request),
            link=link_of(request, article),
        )
    except EditConflict:
        messages.warning(request, _("The text changed while you were reading. Please read it again."))
        return redirect(article)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(article)
    messages.success(request, _("The article went back to its authors with your reason."))
    return redirect("knowledge:review_queue")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_withdraw(request, pk):
    """Take a published article back, with a reason, after asking."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_withdraw_article(request.user, article):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return render(request, "knowledge/article_confirm_withdraw.html", {"article": article, "form": form})
    withdraw_article(
        article=article, by=request.user, reason=form.cleaned_data["reason"], link=link_of(request, article)
    )
    messages.success(request, _("The article is withdrawn. It is a draft of its authors again."))
    return redirect(
        article if is_own(request.user, article) or request.user.is_superuser else "knowledge:review_queue"
    )


@login_required
@require_safe
def article_history(request, pk):
    """The steps of the article with who, when and why."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_see_history(request.user, article):
        raise PermissionDenied
    steps = article.reviews.select_related("by")
    return render(request, "knowledge/article_history.html", {"article": article, "steps": steps})
