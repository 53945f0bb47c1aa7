"""One's own articles: what is next, what was put away and comes back, what readers made of it."""

import pytest

from knowledge.models import Article, NextVersion, Tally
from knowledge.services import discard_draft, restore_draft, return_article, withdraw_article
from tests.knowledge.desk import address, published, stored, submitted

pytestmark = pytest.mark.django_db
OWN = "/me/articles/"
PUT_AWAY = "/me/articles/?show=discarded"


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


def shown(answer):
    return [article.pk for article in answer.context["page"]]


def test_discard_asks_first_and_can_be_undone(desk, draft):
    desk.get(address("article_discard", draft))
    assert stored(draft).status == "draft"

    assert desk.post(address("article_discard", draft)).url == OWN
    assert stored(draft).status == "discarded"
    assert (shown(desk.get(OWN)), shown(desk.get(PUT_AWAY))) == ([], [draft.pk])

    assert desk.post(address("article_bring_back", draft)).url == address("article_edit", draft)
    assert (stored(draft).status, shown(desk.get(OWN)), shown(desk.get(PUT_AWAY))) == (
        "draft",
        [draft.pk],
        [],
    )
    assert [step.action for step in draft.reviews.all()] == ["discarded", "restored"]


def test_it_comes_back_as_it_was(teacher, reviewer):
    returned = return_article(article=submitted(teacher), by=reviewer, reason="ขอตาราง")
    withdrawn = withdraw_article(article=published(teacher, reviewer), by=teacher, reason="ข้อมูลเก่า")

    for article in (returned, withdrawn):
        before = article.status
        discard_draft(article=article, by=teacher)
        restore_draft(article=article, by=teacher)
        assert restore_draft(article=article, by=teacher).status == before


def test_bringing_back_what_was_not_put_away_changes_nothing(draft, teacher):
    restore_draft(article=draft, by=teacher)

    assert (stored(draft).status, stored(draft).version, draft.reviews.count()) == ("draft", 1, 0)


def test_only_who_entered_it_brings_it_back(client, teacher, colleague, stranger, reviewer, draft):
    draft.authorships.create(user=colleague)
    discard_draft(article=draft, by=teacher)

    def status(person):
        client.force_login(person)
        return client.post(address("article_bring_back", draft)).status_code

    assert [status(person) for person in (stranger, reviewer, colleague)] == [404, 404, 403]
    assert stored(draft).status == "discarded"
    client.force_login(colleague)
    assert shown(client.get(PUT_AWAY)) == []


def test_discarded_draft_is_not_edited(desk, teacher, draft):
    discard_draft(article=draft, by=teacher)

    assert desk.get(address("article_edit", draft)).url == draft.get_absolute_url()


def test_author_sees_what_readers_made_of_it(desk, teacher, reviewer):
    article = published(teacher, reviewer)
    Tally.objects.update_or_create(article=article, defaults={"uses": 31, "thanks": 42, "comments": 53})

    page = desk.get(OWN).content.decode()

    assert all(number in page for number in ("31", "42", "53"))


def test_what_waits_for_the_author_comes_first(desk, teacher, reviewer, draft):
    plain, returned, written = (published(teacher, reviewer) for _number in range(3))
    for article, status in ((returned, "returned"), (written, "draft")):
        NextVersion.objects.create(article=article, title="ฉบับใหม่", status=status, edited_by=teacher)
    Article.objects.filter(pk=draft.pk).update(edited_at=plain.edited_at)

    assert shown(desk.get(OWN)) == [returned.pk, written.pk, draft.pk, plain.pk]


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize("page", (OWN, PUT_AWAY))
def test_list_takes_a_fixed_number_of_queries(
    desk, teacher, reviewer, count, page, django_assert_num_queries
):
    for _number in range(count):
        discard_draft(
            article=withdraw_article(article=published(teacher, reviewer), by=teacher, reason="ก"), by=teacher
        )
        article = published(teacher, reviewer)
        NextVersion.objects.create(article=article, title="ฉบับใหม่", edited_by=teacher)

    with django_assert_num_queries(8 if page == PUT_AWAY else 9):
        assert len(shown(desk.get(page))) == count
