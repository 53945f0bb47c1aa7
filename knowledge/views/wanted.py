"""Wanted topics: the list, asking, wanting it too, taking on, answering, closing."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services.access import client_address
from accounts.stamps import site_stamp
from kmc.lib.pages import public_page
from kmc.lib.paging import paged
from kmc.lib.thai import normalize
from knowledge.forms.wanted import AnswerForm, CloseForm, WishForm
from knowledge.models import Article, TopicRequest
from knowledge.permissions import can_answer, can_close, can_let_through, can_see_what_is_asked, wish_actions
from knowledge.search import similar_to
from knowledge.services import ActionRefused
from knowledge.services import wanted as services
from knowledge.shown.alike import wishes_like
from knowledge.views.uses import act
from knowledge.wanted_filters import NEWEST, WantedFilter

PER_PAGE = 20
SIMILAR = 3
LONGEST_TITLE = 200
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@public_page(site_stamp)
def wanted_list(request):
    """What people miss: filters, order, pages."""
    wishes = TopicRequest.objects.visible_to(request.user)
    filters = WantedFilter(request.GET, queryset=wishes, user=request.user, version=site_stamp(request))
    rows = filters.qs.with_seconds(request.user)
    rows = rows.newest_first() if filters.order == NEWEST else rows.most_wanted_first()
    page = paged(
        request, rows, load=lambda found: found.with_seconds(request.user).for_list(), per_page=PER_PAGE
    )
    context = {
        "page": page,
        "filter": filters,
        "is_narrowed": any(request.GET.get(name) for name in filters.form.fields if name != "sort"),
        "held_count": wishes.held().count() if can_let_through(request.user) else 0,
        "may_see_asked": can_see_what_is_asked(request.user),
    }
    return render(request, "knowledge/wanted_list.html", context)


@read_or_send
def wanted_create(request):
    """Ask for knowledge; what is there already, and who asked for it before, is shown first."""
    if "sent" in request.GET:
        return render(request, "knowledge/wanted_sent.html")
    if request.method != "POST":
        return ask_page(request, WishForm(user=request.user, initial=first_words(request)))
    form = WishForm(request.POST, user=request.user)
    if not form.is_valid():
        return ask_page(request, form)
    if form.is_by_machine:
        return sent_by_visitor()
    if not form.was_looked_at:
        found = found_before(request, form.cleaned_data["title"])
        if any(found.values()):
            form.keep(looked_at=form.cleaned_data["title"])
            return ask_page(request, form)
    return keep_wish(request, form)


def keep_wish(request, form):
    """Keep the wish; what a visitor asks waits to be let through."""
    by = request.user if request.user.is_authenticated else None
    token = form.cleaned_data["form_token"]
    try:
        wish = services.ask(by=by, data=form.wish_data, form_token=token, address=client_address(request))
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return ask_page(request, form)
    if by is None:
        return sent_by_visitor()
    messages.success(request, _("Your question stands here now. You are told when somebody answers."))
    return redirect(wish)


def sent_by_visitor():
    address = reverse("knowledge:wanted_create")
    return redirect(f"{address}?sent=1")


def first_words(request) -> dict:
    """Return what the address says already: the words looked for and the topic they were looked for in."""
    words = " ".join(normalize(request.GET.get("q", "")).split())[:LONGEST_TITLE]
    topic = request.GET.get("topic", "")
    is_number = topic.isascii() and topic.isdigit() and len(topic) <= 18
    return {"title": words, "topic": int(topic) if is_number else None, "looked_at": words}


def found_before(request, words: str) -> dict:
    """Return published articles and unanswered wishes that say much of the same."""
    return {
        "articles": similar_to(words, user=request.user, limit=SIMILAR) if words else [],
        "alike": wishes_like(words, user=request.user) if words else [],
    }


def ask_page(request, form):
    words = form["title"].value() or ""
    context = {"form": form, **found_before(request, words[:LONGEST_TITLE])}
    return render(request, "knowledge/wanted_form.html", context)


def found_wish(request, pk) -> TopicRequest:
    """Return the wish if the person may see it."""
    wishes = TopicRequest.objects.visible_to(request.user).with_seconds(request.user).for_list()
    return get_object_or_404(wishes, pk=pk)


@require_safe
@public_page(site_stamp)
def wanted_detail(request, pk):
    """One wish: who wants it, who writes, what answers."""
    wish = found_wish(request, pk)
    article = wish.article
    context = {
        "wish": wish,
        "actions": wish_actions(request.user, wish),
        "answer": article if article and article.is_open_to(request.user) else None,
        "write_url": write_url(wish) if wish.taken_by_id == request.user.pk else "",
    }
    return render(request, "knowledge/wanted_detail.html", context)


def write_url(wish) -> str:
    """Return where its taker writes: the draft that was begun, else a new one with title and topic."""
    if wish.article_id and wish.article.status != Article.Status.DISCARDED:
        return reverse("knowledge:article_edit", args=[wish.article_id])
    return f"{reverse('knowledge:article_create')}?{urlencode({'wanted': wish.pk})}"


@require_POST
@login_required
def wanted_second(request, pk):
    """Want it, too."""
    wish = found_wish(request, pk)
    act(request, services.second, _("You want this, too. You are told when somebody answers."), wish=wish)
    return redirect(wish)


@require_POST
@login_required
def wanted_unsecond(request, pk):
    """Want it no more."""
    wish = found_wish(request, pk)
    act(request, services.unsecond, _("You are not among those who want it any more."), wish=wish)
    return redirect(wish)


@require_POST
@login_required
def wanted_take(request, pk):
    """Take it on, and go on to write."""
    wish = found_wish(request, pk)
    done = _("You took this on. Whoever asked is told. When your article is published, it answers by itself.")
    if act(request, services.take, done, wish=wish):
        return redirect(write_url(wish))
    return redirect(wish)


@require_POST
@login_required
def wanted_give_back(request, pk):
    """Give back what one took on."""
    wish = found_wish(request, pk)
    act(request, services.give_back, _("It is open again for others to take on."), wish=wish)
    return redirect(wish)


@read_or_send
@login_required
def wanted_answer(request, pk):
    """Name the published article that answers."""
    wish = found_wish(request, pk)
    if not can_answer(request.user, wish):
        raise PermissionDenied
    form = AnswerForm(request.POST if request.method == "POST" else None, reader=request.user)
    if form.is_valid():
        done = _("It is answered. Whoever asked is told.")
        act(request, services.answer, done, wish=wish, article=form.cleaned_data["article"])
        return redirect(wish)
    return render(request, "knowledge/wanted_answer.html", {"wish": wish, "form": form})


@read_or_send
@login_required
def wanted_close(request, pk):
    """Close it without an answer, with a reason; refuse what a visitor asked."""
    wish = found_wish(request, pk)
    if not can_close(request.user, wish):
        raise PermissionDenied
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act(request, services.close, _("It is closed."), wish=wish, reason=form.cleaned_data["reason"])
        return redirect("knowledge:wanted_list")
    return render(request, "knowledge/wanted_close.html", {"wish": wish, "form": form})


@require_POST
@login_required
def wanted_let_through(request, pk):
    """Show others what a visitor asked for."""
    if not can_let_through(request.user):
        raise PermissionDenied
    wish = found_wish(request, pk)
    act(request, services.let_through, _("Everybody sees the question now."), wish=wish)
    return redirect(wish)


@require_POST
@login_required
def wanted_reopen(request, pk):
    """Ask anew for what was closed or not really answered."""
    wish = found_wish(request, pk)
    act(request, services.reopen, _("It is open again for others to take on."), wish=wish)
    return redirect(wish)
