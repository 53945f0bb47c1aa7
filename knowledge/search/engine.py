"""The search itself: words to terms, one statement over the index, the rows of the page."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.safestring import SafeString

from kmc.lib.paging import WindowPage
from knowledge.models import Article
from knowledge.search.backends import backend
from knowledge.search.excerpt import Finder, excerpt, marked
from knowledge.search.facets import MOST_FACETED, Group
from knowledge.search.match import RELEVANCE, Match, Matches
from knowledge.search.plan import Plan, planned
from knowledge.search.query import parsed
from knowledge.search.rank import reranked
from knowledge.search.segment import BORDER
from knowledge.search.weigh import FILE_ENDS, FILES_BEGIN

RERANKED = 100
NEAR = 5


@dataclass(frozen=True)
class Hit:
    """An article that fits, with its title and an excerpt, matches marked."""

    article: Article
    title: SafeString
    excerpt: SafeString
    file: str = ""  # the attached file that the excerpt is from


@dataclass
class Results:
    """What was found.

    `total` counts the hits (`total_is_capped`: there are more); `page` holds those of one page. `near` holds a few
    articles with only part of what was asked, where hits are few. `corrected` is the spelling searched instead of
    the one typed (search again with `exact=True` for that), `suggestions` are other queries to try. `groups` tells
    what filters would leave of it (`facets.numbers_for`), where that was asked for and is not too much to count.
    """

    text: str
    total: int
    page: "SearchPage"
    total_is_capped: bool = False
    near: list[Hit] = field(default_factory=list)
    corrected: str = ""
    suggestions: list[str] = field(default_factory=list)
    groups: list[Group] | None = None
    is_near_only: bool = False

    @property
    def items(self) -> list[Hit]:
        return self.page.object_list


class SearchPages:
    """How many pages of hits there are."""

    def __init__(self, total: int, per_page: int):
        self.total = total
        self.per_page = per_page

    @property
    def num_pages(self) -> int:
        return max(1, -(-self.total // self.per_page))


class SearchPage(WindowPage):
    """One page of hits."""

    def __init__(self, paginator: SearchPages, number: int, hits: list[Hit]):
        super().__init__(paginator, number)
        self.hits = hits

    @cached_property
    def object_list(self) -> list[Hit]:
        return self.hits


def search(
    text: str,
    *,
    user,
    within=None,
    sort: str = RELEVANCE,
    page=1,
    per_page: int = 20,
    exact: bool = False,
    grouped: bool = False,
    grouped_within=None,
) -> Results:
    """Find what the person may read, best first. Four small statements, whatever the size; one more for groups.

    `within` narrows to a queryset of articles (filters), `grouped_within` what is counted in groups. Rare words, titles and neighbouring words weigh more.
    Quoted words must stand as they are, `-word` leaves out; nothing else that is typed has a meaning. Raises
    `SearchUnavailable` where the index lies on another server that does not answer.
    """
    plan = planned(parsed(text), exact=exact)
    number = page_number(page)
    found, rows = stretch(plan, user=user, within=within, sort=sort, number=number, per_page=per_page)
    pages = SearchPages(found.hits or found.all, per_page)
    if number > pages.num_pages:
        number = pages.num_pages
        found, rows = stretch(plan, user=user, within=within, sort=sort, number=number, per_page=per_page)
        pages = SearchPages(found.hits or found.all, per_page)
    asked = [row for row in rows if row.is_hit] if found.hits else rows
    near = [row for row in rows if not row.is_hit][:NEAR] if found.hits and number == 1 else []
    hits = loaded([*asked, *near], plan, user=user)
    is_countable = grouped and rows and not found.is_capped and found.all <= MOST_FACETED
    return Results(
        text=text,
        total=pages.total,
        page=SearchPage(pages, number, [hits[row.article_id] for row in asked if row.article_id in hits]),
        total_is_capped=found.is_capped,
        near=[hits[row.article_id] for row in near if row.article_id in hits],
        corrected=plan.corrected,
        suggestions=plan.alternatives,
        is_near_only=not found.hits,
        groups=backend().groups(plan, user=user, within=grouped_within, hits=found.hits)
        if is_countable
        else None,
    )


def page_number(page) -> int:
    """Return the page asked for; anything that is no page number is the first."""
    text = str(page)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def stretch(plan: Plan, *, user, within, sort, number: int, per_page: int) -> tuple[Matches, list[Match]]:
    """Return what was found and the rows of the page. The best hundred are ranked once more."""
    start, end = (number - 1) * per_page, number * per_page
    if sort != RELEVANCE or end > RERANKED:
        found = backend().matches(plan, user=user, within=within, sort=sort, offset=start, limit=per_page)
        return count_again(found, plan, user=user, within=within, start=start), found.rows
    found = backend().matches(plan, user=user, within=within, sort=sort, offset=0, limit=RERANKED)
    return found, reranked(found.rows, plan)[start:end]


def count_again(found: Matches, plan: Plan, *, user, within, start: int) -> Matches:
    """Beyond the end no row tells how many there are: ask once more."""
    if found.rows or not start:
        return found
    return backend().matches(plan, user=user, within=within, sort=RELEVANCE, offset=0, limit=1)


def loaded(rows: list[Match], plan: Plan, *, user) -> dict[int, Hit]:
    """Return the hits of a page by article, read once more within what the person may read."""
    ids = [row.article_id for row in rows]
    if not ids:
        return {}
    articles = (
        Article.objects.readable_by(user).filter(pk__in=ids).for_list().select_related("search_document")
    )
    articles = articles.defer("body", "search_document__words", "search_document__title_words")
    finder, inner = Finder(plan.marked), Finder([*plan.marked, *plan.inside])
    return {article.pk: hit(article, finder, inner) for article in articles}


def hit(article: Article, finder: Finder, inner: Finder) -> Hit:
    """Return an article with its marks: words as asked for, else those inside them."""
    body, _begin, files = article.search_document.text.partition(FILES_BEGIN)
    title = marked(article.title, inner)
    shown = excerpt(body, finder, inner)
    if not shown:
        for text in files.split(FILE_ENDS):
            if found := excerpt(text, finder, inner):
                name = text.partition("\n")[0].replace(BORDER, "")
                return Hit(article, title, found, name)
    return Hit(article, title, shown or marked(article.summary, inner))
