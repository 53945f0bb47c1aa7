"""The search statement: the same SQL on SQLite and PostgreSQL, every value a parameter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from knowledge.models import Posting
from knowledge.search.plan import Plan, Term
from knowledge.search.segment import signature

MOST_POSTINGS = 10_000
RELEVANCE, NEWEST, MOST_READ, MOST_USED = "relevance", "newest", "read", "used"
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


@dataclass(frozen=True)
class Match:
    """An article found. `is_hit`: enough of the query stands in it; else it is only near."""

    article_id: int
    score: int
    is_hit: bool
    published_at: datetime
    title_words: str
    words: str


@dataclass(frozen=True)
class Matches:
    rows: list[Match]
    hits: int
    all: int
    is_capped: bool


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
    audience = Posting.Audience.STAFF if user.is_authenticated else Posting.Audience.PUBLIC
    postings, parameters = posting_rows(plan, audience.value)
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
