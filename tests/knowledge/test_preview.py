"""Pictures and the first pages of PDF files, drawn here, for those who may open the article."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from knowledge.models import Attachment
from knowledge.services import attach_file, remove_attachment, withdraw_article
from knowledge.services.drawing import WIDTH
from knowledge.uploads import checked_document
from tests.knowledge.desk import picture_file, published

DATA = Path(__file__).parents[1] / "data"
BROKEN = b"%PDF-1.7\n" + b"garbage" * 100


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


def attached(article, by, data=None, name="แผน การสอน.pdf"):
    data = data or (DATA / "pair_reading.pdf").read_bytes()
    return attach_file(by=by, file=checked_document(SimpleUploadedFile(name, data)), article=article)


def page(client, file, number):
    answer = client.get(reverse("knowledge:attachment_page", args=[file.key, number]))
    answer.content_kept = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


@pytest.mark.django_db
def test_pages_of_a_pdf_are_shown_as_pictures(client, article, teacher):
    file = attached(article, teacher)

    preview = client.get(file.get_preview_url())
    answer = page(client, file, 1)

    assert list(preview.context["pages"]) == [1, 2, 3, 4]
    assert Image.open(io.BytesIO(answer.content_kept)).size[0] in (WIDTH, WIDTH + 1)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert [page(client, file, number).status_code for number in (4, 5, 0)] == [200, 404, 404]


@pytest.mark.django_db
def test_page_is_drawn_once_and_goes_with_the_file(
    client, article, teacher, tmp_path, django_capture_on_commit_callbacks
):
    file = attached(article, teacher)
    assert page(client, file, 1).content_kept == page(client, file, 1).content_kept
    assert [one.name for one in tmp_path.rglob("*.webp")] == ["1.webp"]

    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment=Attachment.objects.get(pk=file.pk), by=teacher)

    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.django_db
def test_preview_is_for_those_who_may_open_the_article(client, draft, teacher, stranger, reviewer):
    file = attached(draft, teacher)
    addresses = file.get_preview_url(), reverse("knowledge:attachment_page", args=[file.key, 1])

    for person, status in ((None, 404), (stranger, 404), (reviewer, 404), (teacher, 200)):
        client.logout()
        if person:
            client.force_login(person)
        answers = [client.get(address) for address in addresses]
        assert [answer.status_code for answer in answers] == [status, status]
        for answer in answers:
            b"".join(answer.streaming_content) if answer.streaming else None
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}


@pytest.mark.django_db
def test_drawn_page_of_a_withdrawn_article_is_gone_at_once(client, article, teacher, reviewer):
    file = attached(article, teacher)
    assert page(client, file, 1).status_code == 200

    withdraw_article(article=article, by=reviewer, reason="ข้อมูลเก่า")

    assert page(client, file, 1).status_code == 404
    assert client.get(file.get_preview_url()).status_code == 404


@pytest.mark.django_db
def test_broken_pdf_has_no_pages_and_can_still_be_fetched(client, article, teacher):
    file = attached(article, teacher, BROKEN)

    preview = client.get(file.get_preview_url())

    assert (preview.status_code, list(preview.context["pages"])) == (200, [])
    assert page(client, file, 1).status_code == 404
    assert file.get_absolute_url() in preview.content.decode()


@pytest.mark.django_db
def test_picture_is_shown_and_other_files_are_not(client, article, teacher):
    picture = attached(article, teacher, picture_file().read(), "ภาพ.jpg")
    text = attached(article, teacher, b"text", "a.txt")

    shown = client.get(picture.get_preview_url())

    assert f'src="{picture.get_absolute_url()}"' in shown.content.decode()
    assert client.get(text.get_preview_url()).status_code == 404


@pytest.mark.django_db
def test_article_links_to_the_preview_of_what_can_be_shown(client, article, teacher):
    pdf, text = attached(article, teacher), attached(article, teacher, b"text", "a.txt")
    attach_file(by=teacher, file=checked_document(picture_file()), article=article, role="picture")
    again = attached(article, teacher, b"text b", "b.txt")

    html = client.get(article.get_absolute_url()).content.decode()

    assert pdf.get_preview_url() in html
    assert text.get_preview_url() not in html
    assert html.count('id="documents"') == 1
    assert again.get_absolute_url() in html
