"""Articles: found and listed in the order of change, and read whole."""

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from kmc.api import cursors, schemas, shown
from kmc.api.answers import answers, page_of
from kmc.api.parameters import (
    USUAL,
    Cursor,
    Id,
    Keyword,
    Limit,
    Moment,
    Words,
    Year,
    in_common_era,
    number_of,
    one_of,
)
from kmc.api.problems import Refused, problem
from knowledge.models import Article
from knowledge.models.attachment import files
from knowledge.models.authorship import credits
from knowledge.search import search

CHANGES, FOUND = "changes", "found"
MOST_PAGES = 1000

router = Router(tags=["articles"])

Kind = one_of("ArticleKind", Article.Kind.choices, _("Kind of knowledge"))
Level = one_of("ArticleLevel", Article.Level.choices, _("Level of education"))
Subject = one_of("ArticleSubject", Article.Subject.choices, _("Subject"))


class Filters(schemas.Schema):
    """What an article must hold."""

    kind: Kind = None
    topic: number_of(_("Number of a topic; those below it count")) = None
    organization: number_of(_("Number of a unit")) = None
    network: number_of(_("Number of a network")) = None
    author: number_of(_("Number of a person")) = None
    level: Level = None
    subject: Subject = None
    tag: Keyword = None
    year: Year = None


@router.get(
    "",
    response=answers(schemas.ArticlePage),
    operation_id="article_list",
    url_name="article_list",
    summary=_("List articles"),
    description=_(
        "Published articles, the one that changed longest ago first: keep a copy up to date with updated_since. What "
        "is withdrawn or archived simply is not there any more. With q the best match comes first."
    ),
)
def article_list(
    request,
    filters: Query[Filters],
    q: Words = None,
    updated_since: Moment = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
):
    wanted = filters.dict() | {"year": in_common_era(filters.year)}
    articles = Article.objects.readable_by(request.reader.articles).with_changed().holding(**wanted)
    if updated_since:
        articles = articles.changed_since(updated_since)
    if q and q.strip():
        return found(request, q, articles, cursor, limit)
    return changes(request, articles, cursor, limit)


def changes(request, articles, cursor, limit) -> dict:
    """Return a page in the order of change, after the place of the cursor. First the keys alone, then the rows."""
    place = cursors.read_moment(cursor, CHANGES)
    later = articles.changed_after(*place) if place else articles
    places = list(later.places_of_change()[: limit + 1])
    kept, following = page_of(places, limit, lambda one: cursors.written(CHANGES, one[0].isoformat(), one[1]))
    rows = articles.for_export().in_bulk([key for _moment, key in kept])
    return {
        "items": [shown.article_row(rows[key], request) for _moment, key in kept if key in rows],
        "next_cursor": following,
    }


def found(request, words, articles, cursor, limit) -> dict:
    """Return a page of what fits the words, best match first."""
    place = cursors.read(cursor, FOUND)
    number = place[0] if place else 1
    if place and place[1] != limit:
        raise Refused(422, ("cursor", "limit"))
    results = search(
        words, user=request.reader.articles, within=articles, page=number, per_page=limit, exact=True
    )
    keys = [hit.article.pk for hit in results.items]
    rows = articles.for_export().in_bulk(keys)
    has_more = results.page.has_next and number < MOST_PAGES
    return {
        "items": [shown.article_row(rows[key], request) for key in keys if key in rows],
        "next_cursor": cursors.written(FOUND, number + 1, limit) if has_more else None,
    }


@router.get(
    "/{id:id}",
    response=answers(schemas.Article) | {301: schemas.Problem},
    operation_id="article_detail",
    url_name="article_detail",
    summary=_("Read an article"),
    description=_(
        "One article with its text, files and how it was used. An archived one still opens by its number; the number "
        "of one that was merged leads on (301)."
    ),
)
def article_detail(request, id: Id):
    opened = Article.objects.open_to(request.reader.articles).with_changed()
    article = get_object_or_404(opened.for_page(), pk=id)
    if article.merged_into_id:
        answer = problem(301)
        staying = Article.objects.that_stays_for(article)
        answer.headers["Location"] = reverse("api:article_detail", args=[staying.pk])
        return answer
    prefetch_related_objects([article], credits(), files())
    return shown.article(article, request, request.reader.articles)
