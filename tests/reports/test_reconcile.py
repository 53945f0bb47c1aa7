from datetime import date
from io import StringIO

from django.core.management import call_command

from accounts.models import PeriodUser, UsagePeriod
from knowledge.models import Comment, PublishedTotal, Tally, Thanks, Topic
from tests.reports.conftest import make_article, use


def run():
    out = StringIO()
    call_command("reconcile", stdout=out)
    return out.getvalue()


def test_reconcile_has_nothing_to_say_where_all_is_right(plan, teacher):
    use(teacher, date(2026, 5, 1), date(2026, 5, 2))

    assert run() == "0 kept numbers differed and were put right\n"


def test_reconcile_puts_wrong_numbers_right(plan, teacher):
    use(teacher, date(2026, 5, 1))
    UsagePeriod.objects.update(user_count=9)
    topic = Topic.objects.create(name="งานบุคคล", article_count=5)
    make_article(teacher, topic=topic, visibility="staff")

    said = run()

    assert said.endswith("3 kept numbers differed and were put right\n")
    assert UsagePeriod.objects.get().user_count == PeriodUser.objects.count() == 1
    assert PublishedTotal.objects.get(visibility="staff").total == 1
    topic.refresh_from_db()
    assert (topic.article_count, topic.staff_article_count) == (0, 1)


def test_reconcile_counts_what_readers_left(plan, teacher):
    article = make_article(teacher)
    silent = make_article(teacher)
    Comment.objects.create(article=article, by=teacher, text="ก")
    Comment.objects.create(article=article, by=teacher, text="", deleted_at=article.created_at)
    Thanks.objects.create(article=article, by=teacher)
    Tally.objects.create(article=article, comments=7)
    run()
    Tally.objects.create(article=silent, uses=1)

    said = run()

    kept = Tally.objects.order_by("article").values_list("comments", "uses", "thanks", "version")
    assert said.endswith("1 kept numbers differed and were put right\n")
    assert list(kept) == [(1, 0, 1, 1), (0, 0, 0, 1)]
