"""The reviewers' pages: the queue, two presses to publish, a reason to return, the trail."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.urls import reverse

from knowledge.context import review
from knowledge.models import Article
from knowledge.services import save_draft
from tests.knowledge.desk import again, published, stored, submitted

pytestmark = pytest.mark.django_db


def address(name, article):
    return reverse(f"knowledge:{name}", args=[article.pk])


def shown_to(client, person):
    client.force_login(again(person))
    return [article.title for article in client.get("/reviews/").context["page"]]


def test_queue_shows_what_waits_for_this_reviewer_oldest_first(
    client, teacher, stranger, reviewer, other_reviewer
):
    submitted(teacher, title="แรก")
    submitted(teacher, title="หลัง")
    submitted(reviewer, title="ของผู้ตรวจเอง")
    submitted(stranger, title="โรงเรียนอื่น")
    published(teacher, reviewer, title="เผยแพร่แล้ว")

    assert shown_to(client, reviewer) == ["แรก", "หลัง"]
    assert shown_to(client, other_reviewer) == ["โรงเรียนอื่น"]


def test_queue_is_for_reviewers(client, teacher):
    assert client.get("/reviews/").status_code == 302
    client.force_login(teacher)
    assert client.get("/reviews/").status_code == 403


@pytest.mark.parametrize("count", (1, 3))
def test_queue_takes_a_fixed_number_of_queries(client, teacher, reviewer, count, django_assert_num_queries):
    for _number in range(count):
        submitted(teacher)
    client.force_login(reviewer)

    with django_assert_num_queries(13):
        page = client.get("/reviews/").content.decode()

    assert page.count("data-article-id") == count


@pytest.mark.parametrize("page", ("abc", "-1", "99999999999999999999", "2"))
def test_queue_takes_any_page_number(client, reviewer, page):
    client.force_login(reviewer)

    assert client.get("/reviews/", {"page": page}).status_code == 200


def test_publish_is_one_press(client, teacher, reviewer):
    article = submitted(teacher)
    client.force_login(reviewer)

    answer = client.post(address("article_publish", article), {"version": article.version})

    assert (answer.url, stored(article).status) == (article.get_absolute_url(), "published")


def test_publish_pressed_twice_is_published_once(client, teacher, reviewer):
    article = submitted(teacher)
    client.force_login(reviewer)

    for _press in range(2):
        answer = client.post(address("article_publish", article), {"version": article.version})
        assert answer.url == article.get_absolute_url()

    assert article.reviews.filter(action="published").count() == 1


@pytest.mark.parametrize("version", ("1", "", "abc", "9" * 30, "٣"))
def test_stale_page_publishes_nothing(client, teacher, reviewer, version):
    article = submitted(teacher)
    save_draft(article=article, by=reviewer, data={"title": "แก้คำผิด"}, version=article.version)
    client.force_login(reviewer)

    client.post(address("article_publish", article), {"version": version})

    assert stored(article).status == "submitted"


def test_return_without_a_reason_asks_for_it(client, teacher, reviewer):
    article = submitted(teacher)
    client.force_login(reviewer)

    answer = client.post(address("article_return", article), {"version": article.version, "reason": "  "})

    assert answer.context["review"]["return_form"].errors.keys() == {"reason"}
    assert stored(article).status == "submitted"


def test_return_reaches_the_author_with_its_reason(client, teacher, reviewer):
    article = submitted(teacher)
    client.force_login(reviewer)
    form = {"version": article.version, "reason": "ขอตาราง <b>ผลคะแนน</b>"}

    assert client.post(address("article_return", article), form).url == "/reviews/"

    client.force_login(teacher)
    assert "ขอตาราง &lt;b&gt;ผลคะแนน&lt;/b&gt;" in client.get("/me/articles/").content.decode()


@pytest.mark.parametrize("step", ("article_publish", "article_return"))
def test_steps_are_for_the_reviewers_of_the_organization(
    client, teacher, colleague, other_reviewer, stranger, step
):
    article = submitted(teacher, authors=[teacher, colleague])

    def status(person):
        client.logout()
        if person:
            client.force_login(person)
        return client.post(address(step, article), {"version": article.version, "reason": "ก"}).status_code

    people = (None, stranger, other_reviewer, teacher, colleague)
    assert [status(person) for person in people] == [302, 404, 404, 403, 403]
    assert stored(article).status == "submitted"


def test_steps_take_post_only(client, teacher, reviewer):
    article = submitted(teacher)
    client.force_login(reviewer)

    names = ("article_publish", "article_return", "article_submit")
    assert [client.get(address(name, article)).status_code for name in names] == [405, 405, 405]


def test_withdraw_asks_for_a_reason(client, teacher, stranger, reviewer):
    article = published(teacher, reviewer)
    client.force_login(stranger)
    assert client.post(address("article_withdraw", article), {"reason": "ก"}).status_code == 403
    client.force_login(reviewer)
    assert client.post(address("article_withdraw", article), {"reason": ""}).status_code == 200
    assert stored(article).status == "published"

    assert client.post(address("article_withdraw", article), {"reason": "ข้อมูลเก่า"}).url == "/reviews/"
    assert stored(article).status == "withdrawn"


def test_history_is_for_authors_and_reviewers(client, teacher, stranger, reviewer):
    article = published(teacher, reviewer)
    client.force_login(stranger)
    assert client.get(address("article_history", article)).status_code == 403

    client.force_login(teacher)
    steps = client.get(address("article_history", article)).context["steps"]
    assert [(step.action, step.by) for step in steps] == [("submitted", teacher), ("published", reviewer)]


def test_reviewer_edits_what_is_published_without_losing_its_author(client, teacher, reviewer):
    article = published(teacher, reviewer)
    client.force_login(reviewer)
    form = {"title": "ชื่อที่แก้แล้ว", "body": "ก", "version": article.version, "kind": "note"}

    client.post(address("article_edit", article), form)

    assert stored(article).title == "ชื่อที่แก้แล้ว"
    assert [credit.user for credit in article.authorships.all()] == [teacher]


def header(person, rf):
    request = rf.get("/")
    request.user = person
    return Template("{% if can_review %}{{ review_count }}{% endif %}").render(Context(review(request)))


def test_header_counts_the_queue(teacher, reviewer, rf, django_assert_num_queries):
    submitted(teacher)
    visitor, plain, reviewing = AnonymousUser(), again(teacher), again(reviewer)

    with django_assert_num_queries(0):
        assert header(visitor, rf) == ""
    with django_assert_num_queries(1):
        assert header(plain, rf) == ""
    with django_assert_num_queries(3):
        assert header(reviewing, rf) == "1"


def test_administrator_reviews_everything_but_their_own(client, teacher, admin_user, school):
    submitted(teacher, title="ของครู")

    assert shown_to(client, admin_user) == ["ของครู"]
    assert Article.objects.for_review_by(teacher).count() == 0
