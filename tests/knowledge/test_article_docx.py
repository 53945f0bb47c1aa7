"""An article as a Word document: for whoever may read it, whole, without counting as a read."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from knowledge.models import Read
from knowledge.services import attach_file
from knowledge.services.word import import_word
from knowledge.uploads import checked_document, checked_picture
from knowledge.word_import import read_word
from tests.knowledge.desk import picture_file, published


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def fetched(client, article):
    return client.get(reverse("knowledge:article_docx", args=[article.pk]))


def opened(answer):
    return Document(io.BytesIO(answer.content))


@pytest.fixture
def article(teacher, reviewer):
    picture = attach_file(by=teacher, file=checked_picture(picture_file()), role="picture")
    body = f'<h2>วิธีทำ</h2><p>เนื้อหา</p><p><img src="{picture.get_absolute_url()}" alt="ป้าย"></p>'
    return published(teacher, reviewer, body=body, tags=["การอ่าน"], summary="สั้น ๆ", pupils="none")


@pytest.mark.django_db
def test_document_says_who_wrote_what_when_and_under_which_licence(client, article, teacher):
    attach_file(by=teacher, file=checked_document(SimpleUploadedFile("แผน.txt", b"x")), article=article)

    answer = fetched(client, article)

    document = opened(answer)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in (article.title, "สมชาย ใจดี, โรงเรียนบ้านน้ำยืน", "สั้น ๆ", "วิธีทำ", "เนื้อหา", "การอ่าน", "แผน.txt"):
        assert words in text
    assert article.get_licence_display() in text
    assert f"http://testserver/articles/{article.pk}/" in text
    assert len(document.inline_shapes) == 1
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")


@pytest.mark.django_db
def test_no_read_is_counted(client, article, stranger):
    client.force_login(stranger)

    fetched(client, article)

    assert Read.objects.count() == 0


@pytest.mark.django_db
def test_document_is_for_those_who_may_open_the_article(client, draft, teacher, stranger, reviewer):
    internal = published(teacher, reviewer, visibility="staff")

    def statuses(person):
        client.logout()
        if person:
            client.force_login(person)
        return [fetched(client, one).status_code for one in (draft, internal)]

    assert [statuses(person) for person in (None, stranger, teacher)] == [[404, 404], [404, 200], [200, 200]]


@pytest.mark.django_db
def test_pictures_of_other_articles_stay_out(client, article, draft, teacher, reviewer):
    secret = attach_file(by=teacher, file=checked_picture(picture_file()), article=draft, role="picture")
    other = published(
        teacher,
        reviewer,
        title="อื่น",
        body=f'<p>ก<img src="{secret.get_absolute_url()}" alt="ลับ"></p>',
        pupils="none",
    )

    assert len(opened(fetched(client, other)).inline_shapes) == 0


@pytest.mark.django_db
def test_documents_are_limited_by_the_hour(client, article, monkeypatch):
    monkeypatch.setattr("knowledge.views.word.DOCUMENTS_AN_HOUR", 2)

    assert [fetched(client, article).status_code for _number in range(3)] == [200, 200, 429]


@pytest.mark.django_db
def test_our_own_document_comes_back_as_a_draft(client, article, teacher):
    content = fetched(client, article).content
    text = read_word(SimpleUploadedFile("a.docx", content))

    again = import_word(by=teacher, text=text, form_token="22222222-2222-4222-8222-222222222222")

    assert again.title == article.title
    assert "<h2>วิธีทำ</h2><p>เนื้อหา</p>" in again.body.replace("\n", "")
    assert 'alt="ป้าย"' in again.body
