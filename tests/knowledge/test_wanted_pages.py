"""The pages of wanted topics: asking as colleague and as visitor, the list, what each reader sees."""

import pytest
from django.urls import reverse

from knowledge.models import Article, Topic, TopicRequest
from knowledge.services import wanted as services
from tests.knowledge.desk import published

pytestmark = pytest.mark.django_db
CREATE, LIST = "/wanted/new/", "/wanted/"
NASTY = ("\x00", "99999999999999999999", "ก" * 500, "<b>", "-1")


def asked(client, **fields):
    return client.post(CREATE, {"title": "ตารางสอนครูสามคน", "details": "", "topic": ""} | fields)


@pytest.fixture
def wish(teacher):
    return services.ask(by=teacher, data={"title": "ตารางสอนครูสามคน", "details": "อยากเห็นตัวอย่าง"})


def test_colleague_asks_and_lands_on_the_wish(client, teacher):
    client.force_login(teacher)

    answer = asked(client)

    wish = TopicRequest.objects.get()
    assert (answer.url, wish.asked_by, wish.status) == (wish.get_absolute_url(), teacher, "open")


def test_visitor_is_thanked_and_nothing_shows_yet(client):
    answer = asked(client)

    assert answer.url == f"{CREATE}?sent=1"
    assert client.get(answer.url).status_code == 200
    assert TopicRequest.objects.get().status == "held"
    assert client.get(LIST).context["page"].paginator.total == 0


def test_machine_that_fills_in_every_field_is_thanked_for_nothing(client):
    assert asked(client, website="https://example.org").url == f"{CREATE}?sent=1"
    assert not TopicRequest.objects.exists()


def test_sixth_question_of_an_address_comes_back_with_its_words(client):
    for number in range(services.ASKED_BY_ADDRESS):
        asked(client, title=f"เรื่องใหม่ที่ {number}", looked_at=f"เรื่องใหม่ที่ {number}")

    page = asked(client)

    assert page.context["form"].non_field_errors()
    assert page.context["form"]["title"].value() == "ตารางสอนครูสามคน"


def test_what_was_asked_or_written_before_is_shown_first(client, wish, colleague, teacher, reviewer):
    article = published(teacher, reviewer, title="ตารางสอนครูสามคนกับหกชั้นเรียน")
    client.force_login(colleague)

    page = asked(client)

    assert (page.context["alike"], page.context["articles"]) == ([wish], [article])
    assert TopicRequest.objects.count() == 1
    again = asked(client, looked_at=page.context["form"]["looked_at"].value())
    assert again.status_code == 302
    assert TopicRequest.objects.count() == 2


def test_form_begins_with_the_words_and_the_topic_of_the_address(client, teacher):
    topic = Topic.objects.create(name="การอ่าน")
    client.force_login(teacher)

    form = client.get(CREATE, {"q": "  อ่าน   ออก ", "topic": topic.pk}).context["form"]

    assert (form["title"].value(), form["topic"].value()) == ("อ่าน ออก", topic.pk)


@pytest.mark.parametrize("name", ("q", "topic", "status", "sort", "mine", "page", "wanted"))
def test_nonsense_in_the_address_is_answered_with_a_page(client, teacher, wish, name):
    client.force_login(teacher)
    for value in NASTY[1:]:
        for address in (LIST, CREATE, reverse("knowledge:article_create")):
            assert client.get(address, {name: value}).status_code == 200


@pytest.mark.parametrize("field", ("title", "details", "topic", "form_token", "looked_at"))
@pytest.mark.parametrize("value", NASTY)
def test_nonsense_in_the_form_is_answered_with_a_page(client, teacher, field, value):
    client.force_login(teacher)

    assert asked(client, **{field: value}).status_code in (200, 302)


def test_visitors_read_the_unit_colleagues_the_name(client, wish, teacher, colleague, school):
    services.take(wish=wish, by=colleague)
    visitors = [client.get(address).content.decode() for address in (LIST, wish.get_absolute_url())]
    client.force_login(colleague)
    staffs = [client.get(address).content.decode() for address in (LIST, wish.get_absolute_url())]

    assert all(school.name in text and teacher.full_name not in text for text in visitors)
    assert all(colleague.full_name not in text for text in visitors)
    assert all(teacher.full_name in text for text in staffs)


def test_title_of_a_staff_article_that_answers_is_for_staff(client, wish, colleague, reviewer):
    article = published(colleague, reviewer, title="เรื่องภายใน", visibility="staff")
    services.answer(wish=wish, by=reviewer, article=article)

    assert "เรื่องภายใน" not in client.get(wish.get_absolute_url()).content.decode()
    client.force_login(colleague)
    assert "เรื่องภายใน" in client.get(wish.get_absolute_url()).content.decode()
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert "เรื่องภายใน" not in client.get(wish.get_absolute_url()).content.decode()


def test_list_filters_by_state_topic_and_own(client, wish, teacher, colleague, reviewer):
    topic = Topic.objects.create(name="การอ่าน")
    other = services.ask(by=colleague, data={"title": "อ่านออกเสียง", "topic": topic})
    closed = services.ask(by=colleague, data={"title": "ปิดแล้ว"})
    services.close(wish=closed, by=colleague, reason="ก")
    services.second(wish=other, by=teacher)
    client.force_login(teacher)

    def shown(**asked_for):
        return list(client.get(LIST, asked_for).context["page"])

    assert shown() == [other, wish]
    assert shown(sort="newest") == [other, wish]
    assert shown(status="closed") == [closed]
    assert shown(status="all", topic=topic.pk) == [other]
    assert shown(mine="true") == [other, wish]
    assert shown(status="held") == shown(status="nonsense")


def test_taking_on_leads_to_the_form_with_title_topic_and_wish(client, colleague, teacher):
    topic = Topic.objects.create(name="ภาวะผู้นำ", tree="component")
    wish = services.ask(by=teacher, data={"title": "ตารางสอนครูสามคน", "topic": topic})
    client.force_login(colleague)

    answer = client.post(reverse("knowledge:wanted_take", args=[wish.pk]))
    form = client.get(answer.url).context["form"]

    assert answer.url == f"/articles/new/?wanted={wish.pk}"
    assert (form["title"].value(), form["component"].value()) == (wish.title, topic.pk)
    assert str(form["wanted"].value()) == str(wish.pk)


@pytest.mark.parametrize("count", (4, 24))
@pytest.mark.parametrize("role,queries", (("visitor", 5), ("teacher", 9)))
def test_query_count_of_the_list_is_constant(
    client, teacher, school, django_assert_num_queries, count, role, queries
):
    for number in range(count):
        topic = Topic.objects.create(name=f"หมวด {number}")
        TopicRequest.objects.create(
            title=f"เรื่อง {number}", topic=topic, asked_by=teacher, organization=school
        )
    if role != "visitor":
        client.force_login(teacher)

    with django_assert_num_queries(queries):
        assert client.get(LIST).status_code == 200
