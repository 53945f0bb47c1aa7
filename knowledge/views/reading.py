"""Pages that everyone reads: the list with its search, an article."""

from hashlib import blake2b

from django.core.cache import caches
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.stamps import site_stamp
from kmc.lib.pages import is_anonymous_get, kept_page, page_key, public_page
from kmc.lib.paging import WindowPaginator
from knowledge.filters import ArticleFilter, chips_of
from knowledge.metadata import metadata_of
from knowledge.models import Article, PublishedTotal, SavedSearch, Tag
from knowledge.models.attachment import files
from knowledge.models.authorship import credits
from knowledge.permissions import article_actions
from knowledge.search import search
from knowledge.search.beside import ARTICLES, near_topics, tabs_of
from knowledge.search.facets import MOST_FACETED, Group
from knowledge.search.related import related_to
from knowledge.services.asking import keep_number, noting_searches
from knowledge.services.reading import count_read_after
from knowledge.shown import around
from knowledge.shown.talk import comments_of

PER_PAGE = 20
RELATED = 5


def loaded(articles):
    """Load the rows of a page of a list."""
    return articles.for_list()


@require_safe
@noting_searches
@public_page(site_stamp)
def article_list(request):
    """Find and browse: words, filters, order, pages."""
    filters = ArticleFilter(
        request.GET,
        queryset=Article.objects.readable_by(request.user),
        version=site_stamp(request),
    )
    chips = chips_of(filters.form, request.GET)
    found = searched(request, filters) if filters.words else None
    total = PublishedTotal.readable_total(request.user) if found is None else 0
    groups = found.groups if found else browsed_groups(request, filters, total)
    if groups is not None:
        filters.offer_what_is_there(groups)
    context = {
        "filter": filters,
        "found": found,
        "page": found.page if found else browsed(request, filters, total),
        "chips": chips,
        "list_url": reverse("knowledge:article_list"),
        "clear_url": without_filters(filters.words),
        **(beside_articles(request, filters, found) if found else {}),
        "keyword": keyword_of(filters),
    }
    return render(request, "knowledge/article_list.html", context)


def keyword_of(filters):
    """Return the keyword whose articles are listed, where they are listed by words of theirs alone."""
    name = "" if filters.words or not filters.form.is_valid() else filters.form.cleaned_data.get("tag")
    return Tag.objects.called(name) if name else None


def without_filters(words: str) -> str:
    """Return the address of the same words without any filter."""
    listing = reverse("knowledge:article_list")
    return f"{listing}?{urlencode({'q': words})}" if words else listing


def searched(request, filters):
    """Return what the words find within the filters."""
    found = search(
        filters.words,
        user=request.user,
        within=filters.qs if filters.is_narrowed else None,
        sort=filters.order,
        page=request.GET.get("page"),
        per_page=PER_PAGE,
        exact="exact" in request.GET,
        grouped=True,
        grouped_within=filters.uncounted,
    )
    if not filters.is_narrowed:
        keep_number(filters.words, request.user, found.total if not found.is_near_only else 0)
    return found


def beside_articles(request, filters, found) -> dict:
    """Return the tabs of the other kinds of results, and what helps where no article is found."""
    here = found.total, found.total_is_capped
    return {
        "tabs": tabs_of(filters.words, user=request.user, current=ARTICLES, articles=here),
        "near_topics": near_topics(filters.words) if found.is_near_only else [],
        "saved": SavedSearch.objects.of_query(request.user, filters.canonical),
    }


def browsed(request, filters, total: int):
    """Return the asked page of the filtered list. `total` is that of the whole list, which is kept."""
    total = narrowed_total(request, filters) if filters.is_narrowed else total
    rows = filters.in_order(filters.qs)
    return WindowPaginator(rows, total, PER_PAGE, load=loaded).page(request.GET.get("page"))


def browsed_groups(request, filters, total: int) -> list[Group] | None:
    """Return all that may be browsed in groups, kept for each version of the site; None where that is too much."""
    if total > MOST_FACETED:
        return None
    if filters.uncounted is not None:
        return [Group(*row) for row in filters.uncounted.grouped()]
    key = f"groups:{site_stamp(request)}:{request.user.is_authenticated}"
    rows = Article.objects.readable_by(request.user).grouped()
    return caches["pages"].get_or_set(key, lambda: [Group(*row) for row in rows])


def narrowed_total(request, filters) -> int:
    """Return how many rows the filters leave, counted once for each version of the site."""
    asked = sorted((name, filters.data[name]) for name in filters.form.fields if filters.data.get(name))
    words = f"{site_stamp(request)} {request.user.is_authenticated} {asked}"
    key = blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return caches["pages"].get_or_set(f"total:{key}", filters.qs.count)


@require_safe
def article_detail(request, pk):
    """One article. For visitors the page is kept while neither the site nor its reads change."""
    if is_anonymous_get(request):
        response = visitors_article(request, pk)
        return count_read_after(response, request=request, article_id=pk)
    article = whole_article(request, pk)
    response = article_page(request, article)
    return (
        count_read_after(response, request=request, article_id=article.pk)
        if article.is_published
        else response
    )


def visitors_article(request, pk):
    """Return the kept page. Of a page made before, only the stamp is asked: one small query."""
    shown, article = f"shown:{page_key(request, str(pk))}", None
    if caches["pages"].get(shown):
        version, talk, reads = get_object_or_404(Article.objects.visible_to(request.user).stamps(), pk=pk)
    else:
        article = whole_article(request, pk)
        version, talk, reads = article.site_version, article.talk_version, article.read_count
    response = kept_page(
        request,
        f"{version}:{talk or 0}:{reads or 0}",
        lambda: article_page(request, article or whole_article(request, pk)),
    )
    caches["pages"].add(shown, value=True)
    return response


def whole_article(request, pk):
    articles = Article.objects.visible_to(request.user)
    return get_object_or_404(articles.with_site_version().with_surroundings(request.user).for_page(), pk=pk)


def article_page(request, article):
    """Return the page of a loaded article; the number of a merged one leads on."""
    if article.merged_into_id:
        return moved(article)
    prefetch_related_objects([article], credits(), files())
    context = {
        "article": article,
        "actions": article_actions(request.user, article),
        **around(article, request.user),
        **comments_of(article, request.user, request.GET),
        "related": related_to(article, user=request.user, limit=RELATED),
        "metadata": metadata_of(article, request),
        "address": request.build_absolute_uri(article.get_absolute_url()),
    }
    return render(request, "knowledge/article_detail.html", context)


def moved(article):
    """Lead to the article that stays, which asks for itself who may read it. It may be parted again: ask anew."""
    response = redirect(Article.objects.that_stays_for(article), permanent=True)
    response.headers["Cache-Control"] = "no-cache"
    return response
