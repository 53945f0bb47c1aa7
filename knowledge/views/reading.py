"""Pages that everyone reads: the list with its search, an article."""

from hashlib import blake2b

from django.core.cache import caches
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.stamps import site_stamp
from kmc.lib.pages import is_anonymous_get, kept_page, page_key, public_page
from kmc.lib.paging import WindowPaginator
from knowledge.filters import MOST_READ, ArticleFilter
from knowledge.metadata import metadata_of
from knowledge.models import Article, PublishedTotal, Tag
from knowledge.models.attachment import files
from knowledge.models.authorship import credits
from knowledge.permissions import article_actions
from knowledge.search import search
from knowledge.search.related import related_to
from knowledge.services.reading import count_read_after
from knowledge.shown import around
from knowledge.shown.talk import comments_of

PER_PAGE = 20
RELATED = 5


def loaded(articles):
    """Load the rows of a page of a list."""
    return articles.for_list()


@require_safe
@public_page(site_stamp)
def article_list(request):
    """Find and browse: words, filters, order, pages."""
    filters = ArticleFilter(
        request.GET,
        queryset=Article.objects.readable_by(request.user),
        version=site_stamp(request),
    )
    found = None
    if filters.words:
        within = filters.qs if filters.is_narrowed else None
        found = search(
            filters.words,
            user=request.user,
            within=within,
            sort=filters.order,
            page=request.GET.get("page"),
            per_page=PER_PAGE,
            exact="exact" in request.GET,
        )
    context = {
        "filter": filters,
        "found": found,
        "page": found.page if found else browsed(request, filters),
        "chips": chips_of(request, filters),
        "list_url": reverse("knowledge:article_list"),
        "keyword": keyword_of(filters),
    }
    return render(request, "knowledge/article_list.html", context)


def browsed(request, filters):
    """Return the asked page of the filtered list. The whole list has a kept total."""
    rows = filters.qs
    total = (
        narrowed_total(request, filters)
        if filters.is_narrowed
        else PublishedTotal.readable_total(request.user)
    )
    ordered = rows.most_read_first() if filters.order == MOST_READ else rows.newest_first()
    return WindowPaginator(ordered, total, PER_PAGE, load=loaded).page(request.GET.get("page"))


def keyword_of(filters):
    """Return the keyword whose articles are listed, where they are listed by words of theirs alone."""
    name = "" if filters.words or not filters.form.is_valid() else filters.form.cleaned_data.get("tag")
    return Tag.objects.called(name) if name else None


def narrowed_total(request, filters) -> int:
    """Return how many rows the filters leave, counted once for each version of the site."""
    asked = sorted((name, filters.data[name]) for name in filters.form.fields if filters.data.get(name))
    words = f"{site_stamp(request)} {request.user.is_authenticated} {asked}"
    key = blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return caches["pages"].get_or_set(f"total:{key}", filters.qs.count)


def chips_of(request, filters) -> list[tuple[str, str]]:
    """Return each filter in use with the address of the list without it."""
    chips = []
    for name, field in filters.form.fields.items():
        value = request.GET.get(name)
        if not value or name in ("q", "sort"):
            continue
        choices = {str(key): words for key, words in getattr(field.widget, "choices", ())}
        kept = request.GET.copy()
        kept.pop(name)
        kept.pop("page", None)
        words = choices.get(value) or (f"{field.label}: {value}" if name == "tag" else field.label)
        chips.append((str(words), f"?{kept.urlencode()}"))
    return chips


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
