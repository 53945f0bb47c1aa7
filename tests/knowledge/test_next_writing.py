"""Writing the next version of what is published: the published text stands until a reviewer says otherwise."""

import pytest

from accounts.models import Notification
from knowledge.models import NextVersion, Topic
from knowledge.services import publish_next_version, return_next_version
from tests.knowledge.desk import BODY, address, edit_form, picture_file, published, stored

pytestmark = pytest.mark.django_db
PICTURE = '<img src="/files/00000000-0000-0000-0000-000000000000/" alt="">'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


def write(desk, teacher, article, **fields):
    """Open the page and hand in the form with these changes."""
    shown = desk.get(address("article_edit", article)).context["form"]
    kept = {name: shown[name].value() or "" for name in shown.fields if name not in ("cover", "files")}
    return desk.post(address("article_edit", article), kept | {"action": "save"} | fields)


def test_author_writes_the_next_version_and_the_text_stands(desk, teacher, article):
    topic = Topic.objects.create(name="การอ่าน")
    changed = {
        "title": "ฉบับใหม่",
        "body": "เขียนใหม่",
        "body_format": "text",
        "topic": topic.pk,
        "level": "primary",
    }

    answer = write(desk, teacher, article, reason="ผลปีนี้", tags="บัตรคำ", **changed)

    following = NextVersion.objects.get()
    assert answer.url == address("article_edit", article)
    assert (stored(article).title, stored(article).body) == ("อ่านออกเขียนได้", BODY)
    assert (following.title, following.body, following.reason) == ("ฉบับใหม่", "<p>เขียนใหม่</p>", "ผลปีนี้")
    form = desk.get(address("article_edit", article)).context["form"]
    shown = [form[name].value() for name in ("title", "body", "topic", "level", "tags", "reason")]
    assert shown == ["ฉบับใหม่", "เขียนใหม่", topic.pk, "primary", "บัตรคำ", "ผลปีนี้"]


def test_one_press_sends_it_and_the_reviewer_publishes_it(desk, teacher, reviewer, article):
    write(desk, teacher, article, title="ฉบับใหม่", action="submit")

    assert NextVersion.objects.get().status == "submitted"
    publish_next_version(article=article, by=reviewer)
    assert stored(article).title == "ฉบับใหม่"


def test_page_is_saved_while_it_is_written(desk, teacher, article):
    answers = [write(desk, teacher, article, title="ฉบับใหม่", autosave="1").json() for _press in range(2)]

    following = NextVersion.objects.get()
    assert [answer["version"] for answer in answers] == [following.version] * 2
    assert "data-autosave" in desk.get(address("article_edit", article)).content.decode()
    assert stored(article).title == "อ่านออกเขียนได้"


def test_opening_and_saving_without_a_change_makes_nothing(desk, teacher, article):
    write(desk, teacher, article)
    write(desk, teacher, article, action="submit")

    assert not NextVersion.objects.exists()


def test_two_windows_meet_in_a_conflict_and_neither_text_is_lost(desk, teacher, article):
    form = edit_form(teacher, article, title="หน้าต่างแรก")
    desk.post(address("article_edit", article), form)

    answer = desk.post(address("article_edit", article), form | {"title": "หน้าต่างที่สอง"})
    assert (answer.status_code, answer.context["conflict"].title) == (409, "หน้าต่างแรก")
    shown = answer.context["form"]
    again = form | {name: shown[name].value() for name in ("title", "version", "gives_way")}
    desk.post(address("article_edit", article), again)

    assert NextVersion.objects.get().title == "หน้าต่างที่สอง"
    assert [kept.title for kept in article.revisions.set_aside()] == ["หน้าต่างแรก"]


def test_returned_version_says_why(desk, teacher, reviewer, article):
    write(desk, teacher, article, title="ฉบับใหม่", action="submit")
    return_next_version(article=article, by=reviewer, reason="ขอตารางคะแนน")

    assert "ขอตารางคะแนน" in desk.get(address("article_edit", article)).content.decode()
    assert "ขอตารางคะแนน" in desk.get("/me/articles/").content.decode()


def test_who_writes_it(client, teacher, colleague, reviewer, other_reviewer, stranger, article):
    def status(person):
        client.force_login(person)
        return client.get(address("article_edit", article)).status_code

    people = (teacher, colleague, stranger, other_reviewer, reviewer)
    assert [status(person) for person in people] == [200, 403, 403, 403, 200]
    client.force_login(teacher)
    write(client, teacher, article, title="ฉบับใหม่", action="submit")
    assert [status(person) for person in people] == [302, 403, 403, 403, 200]


def test_reviewer_puts_right_what_waits_without_sending_it_again(desk, teacher, reviewer, article):
    write(desk, teacher, article, title="ฉบับไหม่", action="submit")
    desk.force_login(reviewer)

    write(desk, reviewer, article, title="ฉบับใหม่", action="submit")

    following = NextVersion.objects.get()
    assert (following.title, following.status) == ("ฉบับใหม่", "submitted")


def test_reviewer_edits_the_published_text_at_once_with_a_reason(client, teacher, reviewer, article):
    client.force_login(reviewer)

    client.post(address("article_edit", article), edit_form(reviewer, article, title="แก้คำ", reason="คำผิด"))

    assert (stored(article).title, NextVersion.objects.exists()) == ("แก้คำ", False)
    assert [(one.number, one.reason) for one in article.revisions.numbered()] == [(2, "คำผิด"), (1, "")]
    assert article.reviews.last().reason == "คำผิด"
    assert Notification.objects.filter(user=teacher, kind="edited").count() == 1


def test_picture_is_not_put_into_a_published_text_without_a_word_on_pupils(client, reviewer, article):
    client.force_login(reviewer)
    form = edit_form(reviewer, article, body=PICTURE, body_format="html")

    answer = client.post(address("article_edit", article), form)
    assert answer.context["form"].errors.keys() == {"pupils"}
    assert stored(article).body == BODY

    client.post(address("article_edit", article), form | {"pupils": "none"})
    assert "<img" in stored(article).body


def test_cover_of_the_next_version_waits_with_it(desk, teacher, article):
    write(desk, teacher, article, cover=picture_file())

    assert not stored(article).cover
    assert NextVersion.objects.get().cover
