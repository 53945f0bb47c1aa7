"""One's own articles: the list with the next step of each, sending for review, discarding and bringing back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kmc.lib.paging import WindowPaginator
from knowledge.models import Article
from knowledge.models.article import ArticleQuerySet
from knowledge.permissions import can_discard_article, can_restore_draft, can_submit_article, can_write
from knowledge.services import ActionRefused, discard_draft, restore_draft, submit_article
from knowledge.views.writing import after_saving

OWN_PER_PAGE = 20
DISCARDED = "discarded"


@login_required
@require_safe
def my_articles(request):
    """What the person wrote, in any state, with the next step of each; or what they put away."""
    own = Article.objects.written_by(request.user).in_working_order()
    put_away = Article.objects.put_away_by(request.user)
    is_put_away = request.GET.get("show") == DISCARDED
    rows = put_away if is_put_away else own
    pages = WindowPaginator(rows, rows.count(), OWN_PER_PAGE, load=ArticleQuerySet.for_desk)
    context = {
        "page": pages.page(request.GET.get("page")),
        "can_write": can_write(request.user),
        "is_put_away": is_put_away,
        "has_put_away": is_put_away or put_away.exists(),
    }
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
    discard_draft(article=article, by=request.user)
    messages.success(
        request, _("The draft is discarded. It lies among the discarded ones and can be brought back.")
    )
    return redirect("knowledge:my_articles")


@login_required
@require_POST
def article_bring_back(request, pk):
    """Take a discarded draft up again."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_restore_draft(request.user, article):
        raise PermissionDenied
    restore_draft(article=article, by=request.user)
    messages.success(request, _("The draft is back."))
    return redirect("knowledge:article_edit", pk=pk)
