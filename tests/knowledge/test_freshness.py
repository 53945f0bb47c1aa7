"""Whether what is published is still right: its day, the one tap, the list, the yearly reminder."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from knowledge import freshness
from knowledge.freshness import due_day
from knowledge.models import Article
from knowledge.services import ActionRefused, archive_article, confirm_article, save_next_version
from knowledge.services.freshness import remind_of_overdue
from tests.knowledge.desk import again, published, stored, submitted

pytestmark = pytest.mark.django_db
LIST = "/reviews/freshness/"


def due_in(article, days):
    Article.objects.filter(pk=article.pk).update(review_due_on=timezone.localdate() + timedelta(days=days))
    return stored(article)


@pytest.mark.parametrize(
    "kind, year", (("manual", 2027), ("media", 2027), ("note", 2028), ("research", 2028))
)
def test_due_day_goes_by_the_kind(kind, year):
    assert due_day(kind, date(2026, 1, 1)) == date(year, 1, 1)


def test_the_migration_gave_the_same_days():
    migration = import_module("knowledge.migrations.0005_what_stood_before")

    assert {str(kind): months for kind, months in freshness.MONTHS.items()} == migration.MONTHS
    assert freshness.OTHERS == migration.OTHERS


def test_publication_sets_the_day(teacher, reviewer):
    article = published(teacher, reviewer, kind="manual")

    assert article.review_due_on == due_day("manual", timezone.localdate())


@pytest.mark.parametrize("person", ("teacher", "reviewer"))
def test_confirming_moves_the_day(teacher, reviewer, request, person):
    article = due_in(published(teacher, reviewer), -10)
    by = request.getfixturevalue(person)

    confirmed = confirm_article(article=article, by=by)

    assert (confirmed.review_due_on, confirmed.is_overdue) == (
        due_day(article.kind, timezone.localdate()),
        False,
    )
    assert confirmed.checked_at == confirmed.confirmed_at
    assert (article.reviews.last().action, article.reviews.last().by) == ("confirmed", by)
    assert confirmed.version == article.version


def test_confirming_twice_on_a_day_is_one_step(teacher, reviewer):
    article = due_in(published(teacher, reviewer), -10)
    for person in (teacher, reviewer, teacher):
        confirm_article(article=article, by=person)

    assert article.reviews.filter(action="confirmed").count() == 1


@pytest.mark.parametrize("person", ("colleague", "stranger", "other_reviewer"))
def test_others_do_not_confirm(teacher, reviewer, request, person):
    article = due_in(published(teacher, reviewer), -10)

    with pytest.raises(PermissionDenied):
        confirm_article(article=article, by=request.getfixturevalue(person))
    assert stored(article).is_overdue


def test_only_what_is_published_is_confirmed(teacher):
    with pytest.raises(ActionRefused):
        confirm_article(article=submitted(teacher), by=teacher)


def test_one_tap_on_the_page_and_the_way_back(client, teacher, reviewer):
    article = due_in(published(teacher, reviewer), -10)
    address = reverse("knowledge:article_confirm", args=[article.pk])
    client.force_login(teacher)

    assert address in client.get(article.get_absolute_url()).content.decode()
    assert client.post(address, {"back": f"{LIST}?of=mine"}).url == f"{LIST}?of=mine"
    assert client.post(address, {"back": "//evil.example/"}).url == article.get_absolute_url()
    assert not stored(article).is_overdue


def test_overdue_is_said_to_staff_and_never_hidden(client, teacher, reviewer, stranger):
    article = due_in(published(teacher, reviewer), -10)
    words = 'class="message message--warning version-notice'

    assert words not in client.get(article.get_absolute_url()).content.decode()
    assert "pill--amber" not in client.get("/articles/").content.decode()
    client.force_login(stranger)
    shown = client.get(article.get_absolute_url())
    assert (shown.context["versions"]["is_overdue"], shown.context["versions"].get("can_confirm")) == (
        True,
        None,
    )
    assert words in shown.content.decode()
    assert "pill--amber" in client.get("/articles/").content.decode()


def test_visitors_see_the_new_day_at_once(client, teacher, reviewer):
    article = due_in(published(teacher, reviewer), -10)
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(days=800))
    before = client.get(article.get_absolute_url()).content.decode()

    confirmed = confirm_article(article=article, by=teacher)

    stamp = timezone.localtime(confirmed.confirmed_at).isoformat(timespec="microseconds")
    assert stamp not in before
    assert stamp in client.get(article.get_absolute_url()).content.decode()


def listed(client, person, **query):
    client.force_login(again(person))
    return [article.title for article in client.get(LIST, query).context["page"]]


@pytest.fixture
def several(teacher, colleague, reviewer):
    """Return articles due long ago, yesterday, soon and much later; one of a colleague, one in the archive."""
    for title, days in (("ใกล้", 50), ("นานแล้ว", -300), ("เมื่อวาน", -1), ("อีกนาน", 61)):
        due_in(published(teacher, reviewer, title=title), days)
    due_in(published(colleague, reviewer, title="ของเพื่อน", kind="manual"), -5)
    archive_article(article=due_in(published(teacher, reviewer), -5), by=reviewer, reason="เก่า")


def test_the_list_of_ones_own_is_the_longest_overdue_first(client, several, teacher):
    assert listed(client, teacher) == ["นานแล้ว", "เมื่อวาน", "ใกล้"]
    assert listed(client, teacher, when="overdue") == ["นานแล้ว", "เมื่อวาน"]
    assert listed(client, teacher, of="units") == ["นานแล้ว", "เมื่อวาน", "ใกล้"]


def test_reviewers_see_that_of_their_units(client, several, reviewer, other_reviewer, stranger):
    assert listed(client, reviewer) == ["นานแล้ว", "ของเพื่อน", "เมื่อวาน", "ใกล้"]
    assert listed(client, reviewer, kind="manual") == ["ของเพื่อน"]
    assert listed(client, reviewer, of="mine") == []
    assert listed(client, other_reviewer) == []
    assert listed(client, stranger) == []


@pytest.mark.parametrize(
    "query", ({"unit": "x"}, {"unit": "99999999999999"}, {"kind": "x"}, {"page": "x"}, {"when": "x"})
)
def test_odd_filters_narrow_nothing(client, several, reviewer, query):
    assert len(listed(client, reviewer, **query)) == 4


@pytest.mark.parametrize("count", (1, 5))
def test_the_list_takes_a_fixed_number_of_queries(
    client, teacher, reviewer, count, django_assert_num_queries
):
    for _number in range(count):
        due_in(published(teacher, reviewer), -5)
    client.force_login(again(reviewer))

    with django_assert_num_queries(13):
        answer = client.get(LIST)

    assert len(answer.context["page"].object_list) == count


def asked(person):
    return list(Notification.objects.filter(user=person, kind="overdue").values_list("details", flat=True))


MARCH = date(2027, 3, 1)


@pytest.fixture
def overdue(teacher, colleague, reviewer):
    first = published(teacher, reviewer, authors=[teacher, colleague])
    second = published(teacher, reviewer)
    articles = [due_in(article, 0) for article in (first, second)]
    Article.objects.update(review_due_on=date(2027, 2, 1))
    return articles


def test_authors_are_asked_once_with_the_number_of_theirs(overdue, teacher, colleague):
    assert (remind_of_overdue(MARCH), remind_of_overdue(MARCH), remind_of_overdue(date(2027, 7, 1))) == (
        2,
        0,
        0,
    )

    assert (asked(teacher), asked(colleague)) == ([{"number": "2"}], [{"number": "1"}])


def test_authors_are_asked_again_after_a_year(overdue, teacher):
    remind_of_overdue(MARCH)

    assert remind_of_overdue(date(2028, 3, 1)) == 2


def test_authors_are_asked_again_when_the_next_day_has_passed(overdue, teacher):
    remind_of_overdue(MARCH)
    Article.objects.update(review_due_on=date(2027, 5, 1))

    assert remind_of_overdue(date(2027, 5, 2)) == 2


@pytest.mark.parametrize("month", (8, 9))
def test_nobody_is_asked_at_the_end_of_the_fiscal_year(overdue, month):
    assert remind_of_overdue(date(2027, month, 15)) == 0
    assert remind_of_overdue(date(2027, 10, 1)) == 2


def test_nobody_is_asked_before_the_day(teacher, reviewer):
    due_in(published(teacher, reviewer), 0)

    assert remind_of_overdue() == 0


def test_a_new_version_sets_a_new_day(teacher, reviewer):
    from knowledge.services import publish_next_version, submit_next_version

    article = due_in(published(teacher, reviewer), -10)
    save_next_version(article=article, by=teacher, data={"title": "ใหม่"})
    submit_next_version(article=article, by=teacher)

    publish_next_version(article=article, by=reviewer)

    assert stored(article).review_due_on == due_day(article.kind, timezone.localdate())
