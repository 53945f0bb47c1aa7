"""Searching beside the list of articles: other kinds of results, suggestions, kept searches, what is asked."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.stamps import site_stamp
from kmc.lib.pages import public_page
from kmc.lib.paging import paged
from kmc.lib.thai import collapse_spaces, normalize
from knowledge.asked import periods_of
from knowledge.filters import chips_of
from knowledge.keywords import keywords
from knowledge.models import SavedSearch
from knowledge.permissions import can_see_what_is_asked
from knowledge.search import search, suggest
from knowledge.search.beside import BESIDE, tabs_of
from knowledge.search.query import LONGEST
from knowledge.services.asking import save_search
from knowledge.services.errors import ActionRefused
from knowledge.watching import filters_of

PER_PAGE = 20
LONGEST_QUERY, LONGEST_ASKED = 1000, 8000  # kept; read
MOST_ASKED = 50
SUGGESTIONS = "application/x-suggestions+json; charset=utf-8"


def words_of(request) -> str:
    """Return what is asked for, in the stored spelling."""
    return collapse_spaces(normalize(request.GET.get("q", "")[: LONGEST * 5]))[:LONGEST]


@require_safe
@public_page(site_stamp)
def search_beside(request, kind):
    """People, organizations, networks or topics that the words find, for who may see them."""
    if kind not in BESIDE:
        raise Http404
    words = words_of(request)
    page = paged(request, BESIDE[kind].rows(words, request.user), load=BESIDE[kind].loaded, per_page=PER_PAGE)
    found = search(words, user=request.user, per_page=1)
    context = {
        "kind": BESIDE[kind],
        "words": words,
        "page": page,
        "tabs": tabs_of(
            words, user=request.user, current=kind, articles=(found.total, found.total_is_capped)
        ),
        "list_url": reverse("knowledge:article_list"),
    }
    return render(request, "knowledge/search_beside.html", context)


@require_safe
@public_page(site_stamp)
def search_suggest(request):
    """Suggestions while typing, in the form browsers know: what was typed, texts, what each is, addresses."""
    typed = words_of(request)
    found = suggest(typed, user=request.user, keywords=keywords(request.user, site_stamp(request)))
    lists = [[one.text for one in found], [str(one.label) for one in found], [one.url for one in found]]
    answer = HttpResponse(json.dumps([typed, *lists], ensure_ascii=False), content_type=SUGGESTIONS)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@login_required
def saved_search_list(request):
    """The searches I keep."""
    kept = SavedSearch.objects.of(request.user).newest_first()
    return render(request, "knowledge/saved_search_list.html", {"kept": kept, "most": SavedSearch.MOST})


@require_POST
@login_required
def saved_search_create(request):
    """Keep the words and filters that are shown."""
    filters = filters_of(request.POST.get("query", "")[:LONGEST_ASKED], request.user)
    query, words = filters.canonical, filters.words
    if not query:
        messages.error(request, _("There is nothing to keep: please search for something first."))
        return redirect("knowledge:article_list")
    if len(query) > LONGEST_QUERY:
        messages.error(request, _("This search is too long to be kept. Please use fewer words."))
        return redirect("knowledge:saved_search_list")
    named = [f"“{words}”"] * bool(words) + [chip for chip, _url in chips_of(filters.form, QueryDict(query))]
    try:
        save_search(query=query, title=" · ".join(named)[:300], by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:saved_search_list")
    messages.success(request, _("The search is kept. You will be told of new articles it finds."))
    return redirect(f"{reverse('knowledge:article_list')}?{query}")


def own_search(request, pk) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)


@require_POST
@login_required
def saved_search_delete(request, pk):
    """Keep a search no more."""
    own_search(request, pk).delete()
    messages.success(request, _("The search is not kept any more."))
    return redirect("knowledge:saved_search_list")


@require_POST
@login_required
def saved_search_tell(request, pk):
    """Be told of new articles, or not any more; nothing of the time between is told."""
    own_search(request, pk).set_telling(is_on=request.POST.get("tells") == "on")
    return redirect("knowledge:saved_search_list")


@require_safe
@login_required
def search_log(request):
    """What people ask and do not find, for those who see to it that it is written. Nobody is named."""
    if not can_see_what_is_asked(request.user):
        raise PermissionDenied
    period, tabs = periods_of(request.GET.get("period"))
    every, good = period.rows.success()
    context = {
        "tabs": tabs,
        "every": every,
        "good": good,
        "share": 100 * good / every if every else None,
        "missed": period.rows.missed_most()[:MOST_ASKED],
        "asked": period.rows.asked_most()[:MOST_ASKED],
    }
    return render(request, "knowledge/search_log.html", context)
