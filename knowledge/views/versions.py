"""Pages of versions: what stood, the difference of any two, an old text brought back, the next version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.comparison import compare, said_by
from knowledge.forms import RestoreForm
from knowledge.models import Article, NextVersion
from knowledge.permissions import (
    can_discard_next,
    can_restore_version,
    can_see_history,
    can_see_unsent,
    can_submit_next,
    can_write_next,
)
from knowledge.services import (
    ActionRefused,
    EditConflict,
    discard_next_version,
    restore_revision,
    submit_next_version,
)
from knowledge.services.revisions import NOW, standing_text
from knowledge.shown.versions import history_of, next_page_of
from knowledge.views.files import file_response

ASKING = ("GET", "HEAD", "POST")


def article_with_history(request, pk):
    """Return the article when the person may see how it came about."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not can_see_history(request.user, article):
        raise PermissionDenied
    return article


def found_revision(request, article, mark):
    """Return the version that the address names, if the person may see it."""
    all_of_it = can_see_unsent(request.user, article)
    revision = article.revisions.open_to(request.user, all_of_it=all_of_it).marked(mark)
    if revision is None:
        raise Http404
    return revision


def compared_text(request, article, mark):
    """Return the version that the address names, or the text as it stands now."""
    return standing_text(article) if mark == NOW else found_revision(request, article, mark)


@login_required
@require_safe
def article_history(request, pk):
    """What stood, what was set aside, and the steps of the article with who, when and why."""
    article = article_with_history(request, pk)
    context = {"article": article, **history_of(article, request.user)}
    return render(request, "knowledge/article_history.html", context)


@login_required
@require_safe
def revision_detail(request, pk, mark):
    """One version as it stood, or a text as it was set aside."""
    article = article_with_history(request, pk)
    revision = found_revision(request, article, mark)
    context = {
        "article": article,
        "revision": revision,
        "newest": article.revisions.numbered().for_list().first(),
        "can_restore": can_restore_version(request.user, article),
    }
    return render(request, "knowledge/revision_detail.html", context)


@login_required
@require_safe
def revision_compare(request, pk):
    """The difference of two versions; the older one is shown as the old text, whichever was chosen first."""
    article = article_with_history(request, pk)
    marks = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(marks):
        return redirect("knowledge:article_history", pk=pk)  # one of the two was not chosen
    chosen = [compared_text(request, article, mark) for mark in marks]
    old, new = sorted(chosen, key=lambda text: (text.pk is None, text.at, text.pk or 0))
    context = {
        "article": article,
        "old": old,
        "new": new,
        "comparison": compare(said_by(old), said_by(new), reader=request.user),
        "can_restore": can_restore_version(request.user, article),
    }
    return render(request, "knowledge/revision_compare.html", context)


@login_required
@require_http_methods(ASKING)
def revision_restore(request, pk, mark):
    """Bring an old text back, after asking and with a reason."""
    article = article_with_history(request, pk)
    revision = found_revision(request, article, mark)
    if not can_restore_version(request.user, article):
        raise PermissionDenied
    form = RestoreForm(request.POST or None)
    if not form.is_valid():
        context = {
            "article": article,
            "revision": revision,
            "form": form,
            "is_own": can_write_next(request.user, article),
        }
        return render(request, "knowledge/revision_confirm_restore.html", context)
    try:
        restored = restore_revision(revision=revision, by=request.user, reason=form.cleaned_data["reason"])
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:article_history", pk=pk)
    if isinstance(restored, NextVersion):
        messages.success(request, _("The old text is the next version now. Please look at it and send it."))
    else:
        messages.success(request, _("The old text is back."))
    return redirect(restored)


def found_next(request, pk):
    """Return the next version the person may see."""
    nexts = NextVersion.objects.visible_to(request.user).select_related("edited_by", "article")
    return get_object_or_404(nexts.standing(), article=pk)


@login_required
@require_safe
def next_version(request, pk):
    """The next version as readers would see it, what it changes, and what its people may do next."""
    following = found_next(request, pk)
    article = get_object_or_404(Article.objects.visible_to(request.user).for_page(), pk=pk)
    context = {"article": article, **next_page_of(article, following, request.user)}
    return render(request, "knowledge/next_version.html", context)


@login_required
@require_POST
def next_submit(request, pk):
    """Send the next version for review."""
    following = found_next(request, pk)
    if not can_submit_next(request.user, following.article, following):
        raise PermissionDenied
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    try:
        sent = submit_next_version(article=following.article, by=request.user, version=seen)
    except EditConflict:
        messages.warning(request, _("The text changed while you were reading. Please read it again."))
        return redirect(following)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(following)
    words = (
        _("The next version waits for review.")
        if isinstance(sent, NextVersion)
        else _("The change is published.")
    )
    messages.success(request, words)
    return redirect(sent)


@login_required
@require_http_methods(ASKING)
def next_discard(request, pk):
    """Give the next version up, after asking; the published text stands."""
    following = found_next(request, pk)
    if not can_discard_next(request.user, following.article, following):
        raise PermissionDenied
    if request.method != "POST":
        context = {"article": following.article, "following": following}
        return render(request, "knowledge/next_confirm_discard.html", context)
    discard_next_version(article=following.article, by=request.user)
    messages.success(request, _("The next version is discarded. Its text is kept in the history."))
    return redirect(following.article)


@login_required
@require_safe
def next_cover(request, pk):
    """Hand out the cover that waits with the next version."""
    following = found_next(request, pk)
    if not following.cover:
        raise Http404
    return file_response(request, following.cover, "cover.webp", "image/webp", inline=True, is_public=False)
