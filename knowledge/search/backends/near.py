"""Articles near an article by what they say: its most telling words, looked for in the others. One statement."""

from knowledge.models import Article
from knowledge.search.counts import ALL
from knowledge.search.match import audience_of

MOST_WORDS = 20  # of the article's own, those that weigh most
MOST_HOLDING = 500  # articles with a word: what more of them hold tells little, and reading on would cost
FEWEST_HOLDING = 2  # the article itself, and one to be found
LOOKED_AT = 60
NEAR_ENOUGH = 0.17  # of what the article's own heaviest words weigh
SAME_TOPIC = 1.5
OF_TOPIC = 20  # the newest of the topic fill up what the words leave free

# Rare words that weigh much in both: what an article is about stands in its title, so a word counts by the square of
# its weight there. Those of the own topic are first where words say as much.
STATEMENT = """
    WITH telling AS (
        SELECT posting.term_id, posting.impact, document_count,
            CAST(posting.impact AS double precision) * posting.impact * CAST(LN(1 + (
                (SELECT document_count FROM knowledge_searchterm WHERE term = %s) - document_count + 0.5
            ) / (document_count + 0.5)) AS double precision) AS weight
        FROM knowledge_posting AS posting JOIN knowledge_searchterm AS term ON term.id = posting.term_id
        WHERE posting.article_id = %s AND document_count <= %s
    ), heaviest AS (
        SELECT weight * impact AS score FROM telling ORDER BY weight DESC, term_id LIMIT %s
    ), own AS (
        SELECT term_id, weight FROM telling WHERE document_count >= %s ORDER BY weight DESC, term_id LIMIT %s
    ), found AS (
        SELECT other.article_id, SUM(own.weight * other.impact) AS score
        FROM own JOIN knowledge_posting AS other ON other.term_id = own.term_id
        WHERE other.audience <= %s AND other.article_id <> %s
        GROUP BY other.article_id
        HAVING SUM(own.weight * other.impact) >= %s * (SELECT SUM(score) FROM heaviest)
        ORDER BY score DESC, other.article_id DESC LIMIT %s
    ), near AS (
        SELECT article_id, score FROM found
        UNION ALL
        SELECT id, 0 FROM ({newest}) AS newest WHERE id <> %s
    ), best AS (
        SELECT article_id, MAX(score) AS score FROM near GROUP BY article_id
    )
    SELECT article.id, article.title, article.kind
    FROM best JOIN knowledge_article AS article ON article.id = best.article_id
    WHERE EXISTS (SELECT 1 FROM ({readable}) AS readable WHERE readable.id = article.id)
    ORDER BY best.score * CASE WHEN article.topic_id = %s THEN %s ELSE 1 END DESC,
        article.first_published_at DESC, article.id DESC
    LIMIT %s
"""


def related(article: Article, *, user, limit: int) -> list[Article]:
    """Return what is nearest, closest first. One statement."""
    articles = Article.objects.readable_by(user)
    readable, permission = articles.values("id").query.sql_with_params()
    of_topic = articles.filter(topic=article.topic_id or 0).newest_first()
    newest, topic = of_topic.values("id")[:OF_TOPIC].query.sql_with_params()
    parameters = [
        *(ALL, article.pk, MOST_HOLDING, MOST_WORDS, FEWEST_HOLDING, MOST_WORDS),
        *(audience_of(user), article.pk, NEAR_ENOUGH, LOOKED_AT),
        *topic,
        article.pk,
        *permission,
        *(article.topic_id, SAME_TOPIC, limit),
    ]
    return list(Article.objects.raw(STATEMENT.format(readable=readable, newest=newest), parameters))
