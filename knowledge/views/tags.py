"""Keywords: all of them with what bears them; the page of one is the list of articles."""

from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.stamps import site_stamp
from kmc.lib.pages import public_page
from kmc.lib.paging import WindowPage
from kmc.lib.thai import collapse_spaces, normalize, sort_key
from knowledge.filters import kept_choices
from knowledge.models import Article, Tag, TaggedArticle

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
    found = [one for one in keywords(request) if words in one[0].casefold()]
    if request.GET.get("sort") == BY_USE:
        found.sort(key=lambda one: -one[2])
    context = {
        "page": KeywordPages(found).page(request.GET.get("page", "")),
        "words": words,
        "by_use": request.GET.get("sort") == BY_USE,
    }
    return render(request, "knowledge/tag_list.html", context)


def keywords(request) -> list[tuple[str, str, int]]:
    """Return each keyword with its number of articles in Thai order, read once for each version of the site."""
    user = request.user

    def counted():
        rows = TaggedArticle.objects.counted(Article.objects.readable_by(user))
        return sorted(rows, key=lambda row: (sort_key(row[0]), row[0]))

    name = "keywords-staff" if user.is_authenticated else "keywords"
    return kept_choices(name, site_stamp(request), counted)


@require_safe
def tag_detail(request, slug):
    """Lead to the articles that bear the keyword; one that the reader meets nowhere is not there."""
    tag = get_object_or_404(Tag, slug=slug)
    if not Article.objects.readable_by(request.user).tagged(tag.slug).exists():
        raise Http404
    return redirect(tag)
