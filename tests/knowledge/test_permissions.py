"""Who may write, review, publish, withdraw, and see the steps."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.services import grant_role
from knowledge.permissions import article_actions, can_write
from knowledge.services import archive_article, create_draft, discard_draft, return_article, withdraw_article
from tests.knowledge.desk import again, make_person, published, submitted

pytestmark = pytest.mark.django_db

ACTIONS = "edit write_next submit review check withdraw archive unarchive merge discard see_history".split()
NOTHING = {f"can_{name}": False for name in ACTIONS}
PEOPLE = ("teacher", "colleague", "reviewer", "other_reviewer", "stranger", "boss", "visitor")


def may(*names):
    return NOTHING | dict.fromkeys((f"can_{name}" for name in names), True)


@pytest.fixture
def people(teacher, colleague, reviewer, other_reviewer, stranger):
    boss = make_person("boss", None, is_superuser=True)
    found = {"teacher": teacher, "colleague": colleague, "reviewer": reviewer}
    return found | {
        "other_reviewer": other_reviewer,
        "stranger": stranger,
        "boss": boss,
        "visitor": AnonymousUser(),
    }


def answers(people, article):
    fresh = {name: person if person.is_anonymous else again(person) for name, person in people.items()}
    return {name: article_actions(fresh[name], article) for name in PEOPLE}


def nobody_but(**allowed):
    return dict.fromkeys(PEOPLE, NOTHING) | allowed


def test_draft_belongs_to_its_authors(people, draft, colleague):
    draft.authorships.create(user=colleague)

    assert answers(people, draft) == nobody_but(
        teacher=may("edit", "submit", "discard", "see_history"),
        colleague=may("edit", "submit", "see_history"),
        reviewer=may("see_history"),
        boss=may("edit", "discard", "see_history"),
    )


def test_submitted_article_belongs_to_its_reviewers(people, teacher):
    assert answers(people, submitted(teacher)) == nobody_but(
        teacher=may("see_history"),
        reviewer=may("edit", "review", "see_history"),
        boss=may("edit", "review", "see_history"),
    )


def test_own_submitted_article_is_not_reviewed(people, reviewer):
    assert answers(people, submitted(reviewer))["reviewer"] == may("see_history")


def test_returned_article_belongs_to_its_authors_again(people, teacher, reviewer):
    article = return_article(article=submitted(teacher), by=reviewer, reason="ขอเพิ่ม")

    assert answers(people, article)["teacher"] == may("edit", "submit", "discard", "see_history")
    assert answers(people, article)["reviewer"] == may("see_history")


def test_published_article_is_withdrawn_by_authors_and_reviewers(people, teacher, reviewer):
    assert answers(people, published(teacher, reviewer)) == nobody_but(
        teacher=may("write_next", "withdraw", "archive", "see_history"),
        reviewer=may("edit", "withdraw", "archive", "merge", "see_history"),
        boss=may("edit", "withdraw", "archive", "merge", "see_history"),
    )


def test_withdrawn_article_is_a_draft_again(people, teacher, reviewer):
    article = withdraw_article(article=published(teacher, reviewer), by=reviewer, reason="ข้อมูลเก่า")

    assert answers(people, article)["teacher"] == may("edit", "submit", "discard", "see_history")


def test_discarded_draft_is_at_rest(people, draft, teacher):
    article = discard_draft(article=draft, by=teacher)

    assert answers(people, article)["teacher"] == may("see_history")


def test_archived_article_is_brought_back_by_who_looks_after_it(people, teacher, reviewer):
    article = archive_article(article=published(teacher, reviewer), by=teacher, reason="ใช้หลักสูตรใหม่แล้ว")

    assert answers(people, article)["teacher"] == may("see_history")
    assert answers(people, article)["reviewer"] == may("unarchive", "merge", "see_history")
    assert answers(people, article)["stranger"] == NOTHING


def test_reviewer_of_the_office_reviews_its_schools(teacher, office, reviewer):
    above = make_person("above", office, "ปรีชา", "งามตา")
    grant_role(user=above, role="reviewer", organization=office)

    assert article_actions(again(above), submitted(teacher))["can_review"]


def test_who_may_write(teacher, school):
    leaver = make_person("leaver", school, is_active=False)
    machine = make_person("machine", school, is_service=True)
    guest = make_person("guest", None)

    people = (teacher, leaver, machine, guest, AnonymousUser())
    assert [can_write(person) for person in people] == [True, False, False, False, False]


def test_visitor_is_answered_without_a_query(draft, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert article_actions(AnonymousUser(), draft) == NOTHING


def test_posted_for_a_colleague_both_may_edit(teacher, colleague):
    article = create_draft(by=teacher, data={"title": "เรื่อง", "authors": [colleague]})

    for person in (teacher, colleague):
        assert article_actions(again(person), article)["can_submit"]
