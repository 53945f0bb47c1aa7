"""Keywords: all of them with what bears them; the page of one is the list of articles."""

from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.stamps import site_stamp
from kmc.lib.pages import public_page
from kmc.lib.paging import WindowPage
from kmc.lib.thai import collapse_spaces, normalize
from knowledge.keywords import keywords
from knowledge.models import Article, Tag

PER_PAGE = 90
LONGEST = 100
BY_USE = "used"


class KeywordPages:
    """Pages of a list that is read whole: names, address parts and numbers."""

    def __init__(self, keywords):
        self.keywords = keywords
        self.total = len(keywords)
        self.num_pages = max(1, -(-self.total // PER_PAGE))

    def page(self, asked):
        """Return the page; anything that is no page number is the nearest one."""
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        return KeywordPage(self, min(max(1, number), self.num_pages))


class KeywordPage(WindowPage):
    @cached_property
    def object_list(self):
        start = (self.number - 1) * PER_PAGE
        return self.paginator.keywords[start : start + PER_PAGE]


@require_safe
@public_page(site_stamp)
def tag_list(request):
    """Every keyword of what the reader may read, as a Thai dictionary has them or the most used first."""
    words = collapse_spaces(normalize(request.GET.get("q", "")[:LONGEST])).casefold()
    found = [one for one in keywords(request.user, site_stamp(request)) if words in one[0].casefold()]
    if request.GET.get("sort") == BY_USE:
        found.sort(key=lambda one: -one[2])
    context = {
        "page": KeywordPages(found).page(request.GET.get("page", "")),
        "words": words,
        "by_use": request.GET.get("sort") == BY_USE,
    }
    return render(request, "knowledge/tag_list.html", context)


@require_safe
def tag_detail(request, slug):
    """Lead to the articles that bear the keyword; one that the reader meets nowhere is not there."""
    tag = get_object_or_404(Tag, slug=slug)
    if not Article.objects.readable_by(request.user).tagged(tag.slug).exists():
        raise Http404
    return redirect(tag)
