"""Taking articles off the public pages: withdrawn, archived, merged; and back. Each asks first, and for the reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge.forms import MergeForm, ReasonForm
from knowledge.models import Article
from knowledge.permissions import (
    can_archive_article,
    can_merge_article,
    can_unarchive_article,
    can_withdraw_article,
    is_own,
)
from knowledge.search import similar_to
from knowledge.services import (
    ActionRefused,
    archive_article,
    merge_article,
    unarchive_article,
    withdraw_article,
)

ASKING = ("GET", "HEAD", "POST")


def asked_article(request, pk, predicate):
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not predicate(request.user, article):
        raise PermissionDenied
    return article


def with_reason(request, article, service, template, done):
    """Ask, then do it; where it is refused, say why. Return the answer."""
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        return render(request, template, {"article": article, "form": form})
    try:
        service(article=article, by=request.user, reason=form.cleaned_data["reason"])
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return None


@login_required
@require_http_methods(ASKING)
def article_withdraw(request, pk):
    """Take a published article back, with a reason, after asking."""
    article = asked_article(request, pk, can_withdraw_article)
    done = _("The article is withdrawn. It is a draft of its authors again.")
    asking = with_reason(request, article, withdraw_article, "knowledge/article_confirm_withdraw.html", done)
    is_seen = is_own(request.user, article) or request.user.is_superuser
    return asking or redirect(article if is_seen else "knowledge:review_queue")


@login_required
@require_http_methods(ASKING)
def article_archive(request, pk):
    """Keep a published article for the record, with a reason, after asking."""
    article = asked_article(request, pk, can_archive_article)
    done = _("The article is archived. It opens by its number only.")
    asking = with_reason(request, article, archive_article, "knowledge/article_confirm_archive.html", done)
    return asking or redirect(article)


@login_required
@require_http_methods(ASKING)
def article_unarchive(request, pk):
    """Put an archived article back among the published ones, with a reason."""
    article = asked_article(request, pk, can_unarchive_article)
    done = _("The article is published again.")
    asking = with_reason(
        request, article, unarchive_article, "knowledge/article_confirm_unarchive.html", done
    )
    return asking or redirect(article)


@login_required
@require_http_methods(ASKING)
def article_merge(request, pk):
    """Merge a duplicate into the article that stays: name it, see both, confirm."""
    article = asked_article(request, pk, can_merge_article)
    named = {"into": request.GET.get("into", "")[:300]}
    form = MergeForm(request.POST or None, initial=named, article=article, user=request.user)
    is_valid = form.is_valid()
    if not (is_valid and form.cleaned_data["is_seen"]):
        context = {
            "article": article,
            "form": form,
            "into": form.cleaned_data["into"] if is_valid else None,
            "similar": similar_to(article, user=request.user),
        }
        return render(request, "knowledge/article_merge.html", context)
    into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
    try:
        merge_article(article=article, into=into, by=request.user, reason=reason)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(article)
    messages.success(request, _("The articles are merged. The number of the other leads here."))
    return redirect(into)
