"""Count the kept numbers anew with plain SQL, say where they differ, and put them right."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from accounts.models import SiteState, UsagePeriod
from accounts.services import recount_period
from knowledge.models import Article, PublishedTotal, Tally, Topic

USERS_OF_A_PERIOD = """
    SELECT COUNT(DISTINCT activity.user_id)
    FROM accounts_activityday AS activity
    JOIN accounts_user AS person ON person.id = activity.user_id
    WHERE activity.day BETWEEN %s AND %s AND NOT person.is_service
"""
PUBLISHED_OF_A_VISIBILITY = """
    SELECT COUNT(*) FROM knowledge_article WHERE status = 'published' AND visibility = %s
"""
ARTICLES_OF_A_TOPIC = """
    SELECT COUNT(*), COALESCE(SUM(CASE WHEN visibility = 'public' THEN 1 ELSE 0 END), 0)
    FROM knowledge_article
    WHERE status = 'published' AND (topic_id = %s OR component_id = %s OR level = %s OR subject = %s)
"""

TALLIES = """
    SELECT article.id, tally.comments, tally.uses, tally.thanks,
        (SELECT COUNT(*) FROM knowledge_comment AS comment WHERE comment.article_id = article.id
            AND comment.hidden_at IS NULL AND comment.deleted_at IS NULL),
        (SELECT COUNT(*) FROM knowledge_use AS used WHERE used.article_id = article.id AND used.hidden_at IS NULL),
        (SELECT COUNT(*) FROM knowledge_thanks AS thank WHERE thank.article_id = article.id)
    FROM knowledge_article AS article
    LEFT JOIN knowledge_tally AS tally ON tally.article_id = article.id
    WHERE article.first_published_at IS NOT NULL
"""


def ask(sql: str, *values) -> tuple:
    """Return the one row a statement answers with."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


class Command(BaseCommand):
    help = (
        "Recount users, published articles, articles of topics, comments, uses, thanks; repair what differs."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        self.repaired = 0
        for period in UsagePeriod.objects.all():
            self.check_period(period)
        for visibility in Article.Visibility.values:
            self.check_total(PublishedTotal.objects.get_or_create(visibility=visibility)[0])
        for topic in Topic.objects.all():
            self.check_topic(topic)
        self.check_tallies()
        if self.repaired:
            SiteState.raise_version()
        self.stdout.write(f"{self.repaired} kept numbers differed and were put right")

    def check_period(self, period):
        counted = ask(USERS_OF_A_PERIOD, period.starts_on, period.ends_on)[0]
        kept = {period.user_count, period.period_users.count()}
        if kept != {counted}:
            self.say(f"users {period}", sorted(kept), counted)
            recount_period(period=period)

    def check_total(self, total):
        counted = ask(PUBLISHED_OF_A_VISIBILITY, total.visibility)[0]
        if total.total != counted:
            self.say(f"published, {total.visibility}", total.total, counted)
            PublishedTotal.objects.filter(pk=total.pk).update(total=counted)

    def check_topic(self, topic):
        counted, public = ask(ARTICLES_OF_A_TOPIC, topic.pk, topic.pk, topic.code, topic.code)
        if (topic.staff_article_count, topic.article_count) != (counted, public):
            self.say(f"topic {topic.pk}", (topic.staff_article_count, topic.article_count), (counted, public))
            Topic.objects.filter(pk=topic.pk).update(staff_article_count=counted, article_count=public)

    def check_tallies(self):
        """Compare comments, uses and thanks of every article: one query for all of them."""
        with connection.cursor() as cursor:
            cursor.execute(TALLIES)
            rows = cursor.fetchall()
        for pk, *numbers in rows:
            kept, counted = [number or 0 for number in numbers[:3]], numbers[3:]
            if kept != counted:
                self.say(f"tally of article {pk}", tuple(kept), tuple(counted))
                Tally.objects.get_or_create(article_id=pk)
                Tally.objects.filter(article=pk).settle(*counted)

    def say(self, what, kept, counted):
        self.repaired += 1
        self.stdout.write(f"{what}: kept {kept}, counted {counted}")
