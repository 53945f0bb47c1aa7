"""The database answers: one row for each word of an article. The same SQL on SQLite and PostgreSQL, every value a parameter."""

from collections import Counter
from collections.abc import Sequence

from django.db import connection

from knowledge.models import Posting, SearchEntry
from knowledge.search.backends.near import related
from knowledge.search.counts import ALL, ROWS_A_STATEMENT, SYNONYMS
from knowledge.search.facets import Group
from knowledge.search.match import MOST_READ, MOST_USED, NEWEST, RELEVANCE, Entry, Match, Matches, audience_of
from knowledge.search.plan import Plan, Term
from knowledge.search.segment import signature

__all__ = ["announce", "count_terms", "exchange", "finish", "groups", "matches", "prepare", "related"]

MOST_POSTINGS = 10_000
ORDERS = {
    RELEVANCE: "is_hit DESC, score DESC, article_id DESC",
    NEWEST: "is_hit DESC, first_published_at DESC, article_id DESC",
    MOST_READ: "is_hit DESC, total DESC, first_published_at DESC, article_id DESC",
    MOST_USED: "is_hit DESC, total DESC, first_published_at DESC, article_id DESC",
}
ARTICLE = "JOIN knowledge_article ON knowledge_article.id = found.article_id "
JOINS = {
    RELEVANCE: "",
    NEWEST: ARTICLE,
    MOST_READ: f"{ARTICLE} LEFT JOIN knowledge_readtotal ON knowledge_readtotal.article_id = found.article_id",
    MOST_USED: f"{ARTICLE} LEFT JOIN knowledge_tally ON knowledge_tally.article_id = found.article_id",
}
COLUMNS = {
    RELEVANCE: "",
    NEWEST: ", first_published_at",
    MOST_READ: ", first_published_at, COALESCE(knowledge_readtotal.total, 0) AS total",
    MOST_USED: ", first_published_at, COALESCE(knowledge_tally.uses, 0) AS total",
}
HOLDS = (
    "EXISTS (SELECT 1 FROM knowledge_searchdocument AS held WHERE held.article_id = found.article_id "
    "AND (held.words LIKE %s OR held.title_words LIKE %s))"
)
YEAR = {"sqlite": "CAST(strftime('%%Y', first_published_on) AS INTEGER)"}
YEAR_ELSEWHERE = "EXTRACT(YEAR FROM first_published_on)"


def matches(plan: Plan, *, user, within, sort: str, offset: int, limit: int) -> Matches:
    """Return a stretch of what was found, in order, and how much there is. One statement."""
    is_capped = any(is_capped_term(term) for term in plan.terms.values())
    if plan.is_impossible or not any(term.weight for term in plan.terms.values()):
        return Matches([], 0, 0, is_capped=False)
    sql, parameters = statement(plan, user=user, within=within, sort=sort)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, limit, offset])
        rows = cursor.fetchall()
    found = [Match(row[0], row[1], bool(row[2]), *row[5:]) for row in rows]
    return Matches(found, int(rows[0][3]) if rows else 0, int(rows[0][4]) if rows else 0, is_capped=is_capped)


def statement(plan: Plan, *, user, within, sort: str) -> tuple[str, list]:
    """Return the statement without its window."""
    found, parameters = found_rows(plan, user=user)
    conditions, values = conditions_of(plan, within)
    words = "words" if sum(len(token.leaves) for token in plan.query.words) > 1 else "''"  # for neighbours
    sql = f"""
        WITH found AS ({found}), kept AS (
            SELECT found.article_id, score, CASE WHEN mass >= %s THEN 1 ELSE 0 END AS is_hit {COLUMNS[sort]}
            FROM found {JOINS[sort]} {conditions}
        ), counted AS (
            SELECT kept.*, SUM(is_hit) OVER () AS hits, COUNT(*) OVER () AS everything
            FROM kept ORDER BY {ORDERS[sort]} LIMIT %s OFFSET %s
        )
        SELECT counted.article_id, score, is_hit, hits, everything, article.first_published_at, title_words, {words}
        FROM counted JOIN knowledge_article AS article ON article.id = counted.article_id
        JOIN knowledge_searchdocument AS document ON document.article_id = counted.article_id
        ORDER BY {ORDERS[sort].replace("first_published", "article.first_published").replace("article_id", "counted.article_id")}
    """  # noqa: S608 - only names and parameter marks
    return sql, [*parameters, plan.enough, *values]


def found_rows(plan: Plan, *, user) -> tuple[str, list]:
    """Return the articles that hold the words and that the person may read, with what each is worth."""
    postings, parameters = posting_rows(plan, audience_of(user))
    needed = sum(term.need for term in plan.terms.values())
    sql = (
        f"SELECT article_id, SUM(score) AS score, SUM(mass) AS mass FROM ({postings}) AS postings "  # noqa: S608 - marks only
        "GROUP BY article_id HAVING SUM(need) >= %s AND SUM(ban) = 0 AND SUM(mass) >= %s"
    )
    return sql, [*parameters, needed, plan.least]


def is_capped_term(term: Term) -> bool:
    return term.count > MOST_POSTINGS and not term.need and not term.ban


def posting_rows(plan: Plan, audience: int) -> tuple[str, list]:
    """Return the postings of every term; of very common ones only the heaviest."""
    arms, parameters = [], []
    for term in plan.terms.values():
        arm = (
            "SELECT article_id, impact * %s AS score, %s AS mass, %s AS need, %s AS ban FROM knowledge_posting "
            "WHERE term_id = %s AND audience <= %s"
        )
        parameters += [term.weight, term.mass, term.need, term.ban, term.id, audience]
        if is_capped_term(term):
            arm = f"SELECT * FROM ({arm} ORDER BY impact DESC, audience DESC, article_id DESC LIMIT %s) AS heaviest"  # noqa: S608
            parameters.append(MOST_POSTINGS)
        arms.append(arm)
    return " UNION ALL ".join(arms), parameters


def conditions_of(plan: Plan, within) -> tuple[str, list]:
    """Return what an article must fulfil beyond its words: the filters, quoted phrases, phrases left out."""
    conditions, parameters = [], []
    if within is not None:
        inner, values = within.order_by().values("id").query.sql_with_params()
        conditions.append(f"EXISTS (SELECT 1 FROM ({inner}) AS inside WHERE inside.id = found.article_id)")  # noqa: S608
        parameters += values
    streams = [("", phrase) for phrase in plan.query.phrases if len(phrase) > 1]
    streams += [("NOT ", leaves) for leaves in plan.query.excluded if len(leaves) > 1]
    for negation, leaves in streams:
        conditions.append(negation + HOLDS)
        parameters += [f"%{signature(leaves)}%"] * 2
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", parameters


def groups(plan: Plan, *, user, within, hits: int) -> list[Group]:
    """Return what was found in groups: the hits, or where there are none what is near. One statement."""
    postings, parameters = found_rows(plan, user=user)
    conditions, values = conditions_of(plan, within)
    year = YEAR.get(connection.vendor, YEAR_ELSEWHERE)
    enough = plan.enough if hits else 0
    sql = f"""
        WITH found AS ({postings})
        SELECT kind, topic_id, component_id, level, subject, organization_id, {year}, COUNT(*)
        FROM knowledge_article AS article JOIN (
            SELECT article_id FROM found {conditions} {"AND" if conditions else "WHERE"} mass >= %s
        ) AS kept ON kept.article_id = article.id
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    """  # noqa: S608 - only names and parameter marks
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *values, enough])
        return [Group(*row[:6], int(row[6]), row[7]) for row in cursor.fetchall()]


def exchange(ids: Sequence[int], entries: Sequence[Entry]) -> Counter[int]:
    """Take out what is held of these articles and enter the postings, sorted as their key is.

    Return what that takes from each term's number of articles.
    """
    held = Posting.objects.filter(article__in=ids)
    change = Counter(dict.fromkeys(held.values_list("term", flat=True), 0))
    change.subtract(held.order_by().values_list("term", flat=True))
    held._raw_delete(held.db)
    postings = sorted(
        (term, impact, entry.article_id, entry.audience)
        for entry in entries
        for term, impact in entry.impacts.items()
    )
    sql = "INSERT INTO knowledge_posting (term_id, impact, article_id, audience) VALUES "
    with connection.cursor() as cursor:
        for start in range(0, len(postings), ROWS_A_STATEMENT):
            rows = postings[start : start + ROWS_A_STATEMENT]
            cursor.execute(
                sql + ", ".join(["(%s, %s, %s, %s)"] * len(rows)), [value for row in rows for value in row]
            )
    return change


def announce(ids: Sequence[int]) -> None:
    """Tell nobody: the postings are part of the transaction."""


def count_terms() -> None:
    """Set each term's number of articles from the postings."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE knowledge_searchterm SET document_count = "
            "(SELECT COUNT(*) FROM knowledge_posting WHERE term_id = knowledge_searchterm.id) "
            "WHERE term NOT IN (%s, %s)",
            [ALL, SYNONYMS],
        )


def prepare() -> None:
    """Begin to index everything anew: each batch is exchanged in place."""


def finish() -> None:
    """Everything is indexed anew: what another search engine was to hold is dropped."""
    SearchEntry.objects.all().delete()
