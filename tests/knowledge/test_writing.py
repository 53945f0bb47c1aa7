"""The writing page: nothing is lost, nothing is doubled, whatever happens on the way."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.models import Article
from tests.knowledge.desk import (
    address,
    edit_form,
    form_of,
    make_person,
    picture_file,
    published,
    stored,
)

pytestmark = pytest.mark.django_db
NEW = "/articles/new/"
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


def test_opening_the_page_writes_nothing(desk):
    assert desk.get(NEW).status_code == 200
    assert not Article.objects.exists()


def test_page_is_for_writers(client, reviewer, db):
    guest = make_person("guest", None)
    assert client.get(NEW).url == "/account/login/?next=/articles/new/"
    client.force_login(guest)
    assert client.get(NEW).status_code == 403


def test_three_fields_and_one_press_reach_the_queue(desk, teacher):
    answer = desk.post(NEW, form_of(teacher, action="submit"))

    article = Article.objects.get()
    assert answer.url == article.get_absolute_url()
    assert (article.status, article.kind) == ("submitted", "best_practice")
    assert article.body == "<p>ครูเก็บคำ</p>\n<p>ในหมู่บ้าน</p>"


def test_pressed_twice_makes_one_article_and_one_step(desk, teacher):
    form = form_of(teacher, action="submit")

    answers = [desk.post(NEW, form) for _press in range(3)]

    article = Article.objects.get()
    assert {answer.url for answer in answers} == {article.get_absolute_url()}
    assert article.reviews.count() == 1


def test_token_of_somebody_else_reaches_nothing(desk, teacher, stranger, draft):
    desk.force_login(stranger)

    desk.raise_request_exception = False
    desk.post(NEW, edit_form(stranger, draft, title="ยึดมา"))

    assert stored(draft).title == "อ่านออกเขียนได้"


def test_sending_without_a_title_keeps_the_text(desk, teacher):
    answer = desk.post(NEW, form_of(teacher, title="", action="submit"))

    assert answer.context["form"].errors.keys() == {"title"}
    assert "ในหมู่บ้าน" in answer.content.decode()


def test_privilege_fields_are_not_taken(desk, teacher, reviewer):
    desk.post(
        NEW,
        form_of(
            teacher, status="published", created_by=reviewer.pk, organization="1", published_by=reviewer.pk
        ),
    )

    article = Article.objects.get()
    assert (article.status, article.created_by, article.published_by) == ("draft", teacher, None)


def test_full_form_is_saved(desk, teacher, colleague, office):
    form = form_of(
        teacher,
        tags="การวัด และประเมินผล, น้ำ",
        coauthors="นางสาวสุดา แสงทอง",
        visibility="staff",
        origin="acquired",
        source_name="สพฐ.",
        source_permission="หนังสือที่ ศธ 04001/12",
        level="primary",
        subject="thai",
        pupils="permitted",
        outside_authors="ปราชญ์ชาวบ้าน",
        files=[SimpleUploadedFile("แผน การสอน.pdf", PDF)],
        cover=picture_file(),
    )
    desk.post(NEW, form)

    article = Article.objects.get()
    assert sorted(article.tags.names()) == ["การวัด และประเมินผล", "น้ำ"]
    assert [credit.display_name for credit in article.authorships.all()] == [
        "สมชาย ใจดี",
        "สุดา แสงทอง",
        "ปราชญ์ชาวบ้าน",
    ]
    assert (article.visibility, article.source_name, bool(article.cover)) == ("staff", "สพฐ.", True)
    assert (article.level, article.subject, article.pupils) == ("primary", "thai", "permitted")
    assert article.source_permission == "หนังสือที่ ศธ 04001/12"
    assert [file.name for file in article.attachments.all()] == ["แผน การสอน.pdf"]


def test_posted_for_a_colleague_credits_the_colleague(desk, teacher, stranger):
    desk.post(NEW, form_of(teacher, colleague="stranger"))

    article = Article.objects.get()
    assert [credit.user for credit in article.authorships.all()] == [stranger]
    assert (article.created_by, article.organization) == (teacher, stranger.profile.organization)


def test_colleague_who_never_signed_in_is_credited(desk, teacher, other_school):
    grandfather = make_person(
        "phrom", other_school, "พรหม", "แก้วดี", is_active=False, closed_because="invited"
    )

    desk.post(NEW, form_of(teacher, colleague="นายพรหม แก้วดี", coauthors="teacher"))

    credits = [(credit.user, credit.organization) for credit in Article.objects.get().authorships.all()]
    assert credits == [(grandfather, other_school), (teacher, teacher.profile.organization)]


@pytest.mark.parametrize("reason", ("left", "pending"))
def test_closed_accounts_are_not_credited(desk, teacher, school, reason):
    make_person("gone", school, "หายไป", "แล้ว", is_active=False, closed_because=reason)

    answer = desk.post(NEW, form_of(teacher, coauthors="gone"))

    assert answer.context["form"].errors.keys() == {"coauthors"}


def test_what_comes_from_elsewhere_says_why_it_may_stand_here(desk, teacher):
    form = form_of(teacher, origin="acquired", source_name="สพฐ.")

    assert desk.post(NEW, form).status_code == 302
    answer = desk.post(NEW, form | {"action": "submit"})
    assert answer.context["form"].errors.keys() == {"source_permission"}
    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize(
    "field, value, words",
    (
        ("coauthors", "ไม่มี คนนี้", "ไม่มี คนนี้"),
        ("tags", ",".join(f"คำ{n}" for n in range(11)), "10"),
        ("source_url", "javascript:alert(1)", ""),
        ("topic", "9" * 30, ""),
        ("origin", "acquired", ""),
        ("title", "ก" * 301, ""),
        ("kind", "poem", ""),
        ("level", "x", ""),
        ("pupils", "x", ""),
        ("builds_on", "9" * 30, ""),
    ),
)
def test_wrong_input_gets_a_sentence_and_loses_nothing(desk, teacher, field, value, words):
    answer = desk.post(NEW, form_of(teacher, **{field: value}))

    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert words in str(errors)
    assert errors.keys() == {"source_name" if field == "origin" else field}
    assert "ในหมู่บ้าน" in answer.content.decode()


def test_people_with_one_name_are_told_apart(desk, teacher, school, other_school):
    for number, place in enumerate((school, other_school)):
        make_person(f"malee{number}", place, "มาลี", "ดีงาม")

    answer = desk.post(NEW, form_of(teacher, coauthors="มาลี ดีงาม"))

    assert "malee0 (โรงเรียนบ้านน้ำยืน), malee1 (โรงเรียนบ้านโนนสูง)" in str(
        answer.context["form"].errors["coauthors"]
    )


def test_files_of_a_form_with_errors_are_kept(desk, teacher):
    files = [SimpleUploadedFile("แผน.pdf", PDF)]
    answer = desk.post(NEW, form_of(teacher, coauthors="ไม่มี คนนี้", files=files))
    keys = answer.context["form"]["file_keys"].value()

    desk.post(NEW, form_of(teacher, file_keys=keys))

    assert [file.name for file in Article.objects.get().attachments.all()] == ["แผน.pdf"]


def test_hostile_file_is_refused_with_a_sentence(desk, teacher):
    answer = desk.post(NEW, form_of(teacher, files=[SimpleUploadedFile("แผน.pdf", b"<html>")]))

    assert "แผน.pdf" in str(answer.context["form"].errors["files"])
    assert not Article.objects.exists()


def test_attached_file_is_removed(desk, teacher):
    desk.post(NEW, form_of(teacher, files=[SimpleUploadedFile("แผน.pdf", PDF)]))
    article = Article.objects.get()
    key = str(article.attachments.get().key)

    desk.post(address("article_edit", article), edit_form(teacher, article, remove_files=[key]))

    assert not article.attachments.exists()


def test_autosave_makes_one_draft_and_says_so(desk, teacher):
    form = form_of(teacher, autosave="1", title="")

    answers = [desk.post(NEW, form).json() for _again in range(2)]

    article = Article.objects.get()
    assert article.title == "ครูเก็บคำ"
    assert answers[0]["edit"] == address("article_edit", article)
    assert [answer["version"] for answer in answers] == [1, 1]
    assert re.fullmatch(r".*\d\d:\d\d", answers[0]["note"])


def test_autosave_of_nothing_writes_nothing(desk, teacher):
    assert desk.post(NEW, form_of(teacher, autosave="1", title="", body="")).json() == {"saved": False}
    assert not Article.objects.exists()


def test_autosave_keeps_what_is_right_and_leaves_the_rest(desk, teacher, draft):
    form = edit_form(teacher, draft, autosave="1", title="ชื่อใหม่", coauthors="พิมพ์ยังไม่จบ")

    assert desk.post(address("article_edit", draft), form).json()["saved"]
    assert (stored(draft).title, stored(draft).authorships.count()) == ("ชื่อใหม่", 1)


def test_autosave_never_touches_what_is_published(client, teacher, reviewer):
    article = published(teacher, reviewer)
    client.force_login(reviewer)

    answer = client.post(
        address("article_edit", article), edit_form(reviewer, article, autosave="1", title="แก้")
    )

    assert (answer.status_code, stored(article).title) == (409, "อ่านออกเขียนได้")


def test_text_survives_the_end_of_the_session(client, teacher):
    form = form_of(teacher, title="เขียนไว้นาน")

    answer = client.post(NEW, form)
    assert answer.url == "/account/login/?next=/articles/new/"
    client.post("/account/login/?next=/articles/new/", {"login": "teacher", "password": "secret-word"})
    page = client.get(NEW)

    assert page.context["form"]["title"].value() == "เขียนไว้นาน"
    client.post(NEW, form)
    assert Article.objects.get().title == "เขียนไว้นาน"


def test_kept_text_is_not_shown_to_the_next_person(client, teacher, stranger):
    client.post(NEW, form_of(teacher, title="ของครูสมชาย"))
    client.force_login(stranger)

    assert "ของครูสมชาย" not in client.get(NEW).content.decode()


def test_files_of_a_lost_session_are_asked_for_again(client, teacher):
    client.post(NEW, form_of(teacher, files=[SimpleUploadedFile("แผน.pdf", PDF)]))
    client.force_login(teacher)

    page = client.get(NEW)

    assert page.context["form"]["body"].value() == "ครูเก็บคำ\n\nในหมู่บ้าน"
    assert len(page.context["messages"]) == 1


def test_signed_out_autosave_says_so(client, teacher):
    answer = client.post(NEW, form_of(teacher, autosave="1"))

    assert (answer.status_code, answer.json()["login"]) == (401, "/account/login/")


def test_draft_is_for_its_authors(client, draft, stranger, reviewer, teacher):
    def statuses(person):
        client.force_login(person)
        return [client.get(address(name, draft)).status_code for name in ("article_edit", "article_discard")]

    assert [statuses(person) for person in (stranger, reviewer, teacher)] == [
        [404, 404],
        [404, 404],
        [200, 200],
    ]
