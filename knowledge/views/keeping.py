"""Thanks, bookmarks, follows, one's own shelf, and the QR code of an article."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organization, User
from kmc.lib.paging import paged
from kmc.lib.qr import qr_picture
from kmc.lib.thai import collapse_spaces, normalize
from knowledge.models import Article, Topic
from knowledge.services import ActionRefused
from knowledge.services.keeping import set_bookmark, set_follow, set_thanks

SHELF_PER_PAGE = 20
LONGEST_QUERY = 200
LONGEST_KEY = 19
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FOLLOWED = {"article": Article, "topic": Topic, "person": User, "organization": Organization}


def wanted(request) -> bool:
    """Return what was pressed: the button says what it is for, so that pressing twice changes nothing."""
    return request.POST.get("wanted") == "yes"


def opened_article(request, pk) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.user), pk=pk)


@require_POST
@login_required
def article_thank(request, pk):
    """Thank the authors, or take it back."""
    article = opened_article(request, pk)
    try:
        set_thanks(article=article, by=request.user, wanted=wanted(request))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{article.get_absolute_url()}#reader-acts")


@require_POST
@login_required
def article_bookmark(request, pk):
    """Keep an article for later, or take it off the shelf."""
    is_wanted = wanted(request)
    articles = Article.objects.visible_to(request.user) if is_wanted else Article.objects.all()
    article = get_object_or_404(articles, pk=pk)
    try:
        set_bookmark(article=article, by=request.user, wanted=is_wanted)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    if "shelf" not in request.POST:
        return redirect(f"{article.get_absolute_url()}#reader-acts")
    return back_to_shelf("saved", "" if is_wanted else f"bookmark-{article.pk}")


@require_POST
@login_required
def follow(request):
    """Follow an article, a topic, a colleague or a unit, or stop it."""
    kind, is_wanted = request.POST.get("kind", ""), wanted(request)
    target = followed(request.user, kind, request.POST.get("id", ""), is_wanted=is_wanted)
    try:
        set_follow(by=request.user, kind=kind, target=target, wanted=is_wanted)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    if "shelf" not in request.POST:
        return redirect(f"{target.get_absolute_url()}#{'reader-acts' if kind == 'article' else 'content'}")
    return back_to_shelf("follows", "" if is_wanted else f"{kind}-{target.pk}")


def followed(user, kind: str, key: str, *, is_wanted: bool):
    """Return the thing where it is open to the person; what is not any more can still be let go of."""
    if kind not in FOLLOWED or not (key.isascii() and key.isdigit() and len(key) < LONGEST_KEY):
        raise Http404
    things = FOLLOWED[kind].objects
    if is_wanted and kind in ("article", "person"):
        things = things.visible_to(user)
    return get_object_or_404(things, pk=int(key))


def back_to_shelf(part: str, removed: str):
    """Go back to the shelf, which offers to undo what was removed."""
    query = f"?part={part}" + (f"&removed={removed}" if removed else "")
    return redirect(f"{reverse('knowledge:own_shelf')}{query}")


@require_safe
@login_required
def own_shelf(request):
    """What I keep for later, found by words, and what I follow."""
    words = collapse_spaces(normalize(request.GET.get("q", "")[:LONGEST_QUERY]))
    kept, follows = request.user.bookmarks.open_to(request.user), request.user.follows.newest_first()
    shows_follows = request.GET.get("part") == "follows"
    if shows_follows:
        page = paged(request, follows, load=lambda rows: rows.with_targets())
    else:
        found = kept.matching(words).newest_first()
        page = paged(request, found, load=lambda rows: rows.with_articles(), per_page=SHELF_PER_PAGE)
    context = {
        "page": page,
        "shows_follows": shows_follows,
        "words": words,
        "kept_total": kept.count(),
        "follow_total": follows.count(),
        "removed": removed_from_shelf(request),
    }
    return render(request, "knowledge/own_shelf.html", context)


def removed_from_shelf(request) -> dict | None:
    """Return what was just removed, to be put back in one press, where it is still open to the person."""
    kind, _hyphen, key = request.GET.get("removed", "").partition("-")
    try:
        target = followed(request.user, "article" if kind == "bookmark" else kind, key, is_wanted=True)
    except Http404:
        return None
    return {"kind": kind, "target": target}


@require_safe
def article_qr(request, pk):
    """The QR code of an article, as a poster to print."""
    article = get_object_or_404(Article.objects.visible_to(request.user).openable(), pk=pk)
    address = public_address(request, article.get_absolute_url())
    context = {"article": article, "address": address, "picture": qr_picture(address, "poster__qr")}
    return render(request, "knowledge/article_qr.html", context)


def public_address(request, path: str) -> str:
    """Return the address as others reach it: the office's, or the one this page was asked at where none is set."""
    if urlsplit(settings.KMC_PUBLIC_URL).hostname in LOOPBACK:
        return request.build_absolute_uri(path)
    return f"{settings.KMC_PUBLIC_URL}{path}"
