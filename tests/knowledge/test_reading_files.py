"""The words of attached files are found by search; a stranger's file never hurts whoever opens it."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from kmc.lib.apart import OpeningFailed, OpeningTooLarge, run_apart
from kmc.lib.glyphs import readable
from knowledge.models import Article, Attachment, NextVersion
from knowledge.search import reindex, search
from knowledge.services import attach_file, remove_attachment, withdraw_article
from knowledge.services.attachments import bring_in_files, claim_files, sweep_loose_files
from knowledge.services.reading_files import read_waiting
from knowledge.uploads import checked_document, checked_picture
from tests.knowledge.desk import picture_file, published

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


def handed_in(name, data=None):
    return checked_document(SimpleUploadedFile(name, data or (DATA / name).read_bytes()))


def spreadsheet():
    book = Workbook()
    book.active.append(["รายการ", "วิเคราะห์พหุปัญญา"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def slides():
    target = io.BytesIO()
    text = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>สะเต็มศึกษา</a:t></a:r></a:p></p:sld>'
    with zipfile.ZipFile(target, "w") as package:
        for name in ("[Content_Types].xml", "ppt/presentation.xml"):
            package.writestr(name, "<x/>")
        package.writestr("ppt/slides/slide1.xml", text)
    return target.getvalue()


def titles(words, user=None):
    return [hit.article.title for hit in search(words, user=user or AnonymousUser()).items]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name, data, word",
    (
        ("pair_reading.pdf", None, "ปากกาเมจิก"),
        ("pair_reading.docx", None, "คำนวณ"),
        ("pair_reading.odt", None, "ปากกาเมจิก"),
        ("คะแนน.xlsx", spreadsheet(), "พหุปัญญา"),
        ("สไลด์.pptx", slides(), "สะเต็มศึกษา"),
        ("บันทึก.txt", "นิเทศภายใน".encode("cp874"), "นิเทศภายใน"),
        ("ชื่อ.csv", "ลูกเสือ,ยุวกาชาด".encode("utf-8-sig"), "ยุวกาชาด"),
    ),
)
def test_words_of_a_file_are_found(article, teacher, name, data, word):
    attach_file(by=teacher, file=handed_in(name, data), article=article)
    assert titles(word) == []

    assert read_waiting() == 1

    assert titles(word) == [article.title]
    assert read_waiting() == 0


@pytest.mark.django_db
def test_words_in_the_text_weigh_more_than_words_in_a_file(article, teacher, reviewer):
    body = published(teacher, reviewer, title="อื่น", body="<p>เรื่องของ พหุปัญญา ในห้องเรียน</p>")
    attach_file(by=teacher, file=handed_in("คะแนน.xlsx", spreadsheet()), article=article)
    read_waiting()

    assert titles("พหุปัญญา") == [body.title, article.title]


@pytest.mark.django_db
def test_excerpt_says_in_which_file_it_is(article, teacher, client):
    attach_file(by=teacher, file=handed_in("ผล คะแนน.xlsx", spreadsheet()), article=article)
    read_waiting()

    (hit,) = search("พหุปัญญา", user=AnonymousUser()).items
    page = client.get(reverse("knowledge:article_list"), {"q": "พหุปัญญา"}).content.decode()

    assert hit.file == "ผล คะแนน.xlsx"
    assert "<mark>ปัญญา</mark>" in hit.excerpt
    assert "ผล คะแนน.xlsx" in page
    assert search("หมู่บ้าน", user=AnonymousUser()).items[0].file == ""


@pytest.mark.django_db
def test_words_go_with_the_file_and_with_the_article(article, teacher, reviewer):
    kept = attach_file(by=teacher, file=handed_in("คะแนน.xlsx", spreadsheet()), article=article)
    read_waiting()
    other = attach_file(by=teacher, file=handed_in("สไลด์.pptx", slides()), article=article)
    read_waiting()

    remove_attachment(attachment=Attachment.objects.get(pk=kept.pk), by=teacher)
    assert (titles("พหุปัญญา"), titles("สะเต็มศึกษา")) == ([], [article.title])

    withdraw_article(article=article, by=reviewer, reason="ข้อมูลเก่า")
    assert titles("สะเต็มศึกษา") == []
    assert Attachment.objects.filter(pk=other.pk).exists()


@pytest.mark.django_db
def test_reindex_holds_the_same_with_a_fixed_number_of_queries(
    article, teacher, reviewer, django_assert_max_num_queries
):
    several = [article, *(published(teacher, reviewer, title=f"เรื่อง {n}") for n in range(4))]
    for one in several:
        attach_file(by=teacher, file=handed_in("คะแนน.xlsx", spreadsheet()), article=one)
    read_waiting()
    before = sorted(titles("พหุปัญญา"))

    with django_assert_max_num_queries(40):
        reindex()

    assert sorted(titles("พหุปัญญา")) == before == sorted(one.title for one in several)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name, data",
    (
        ("เสีย.pdf", b"%PDF-1.7\n" + b"garbage" * 100),
        ("เสีย.docx", None),
    ),
)
def test_file_that_cannot_be_read_is_looked_at_once(article, teacher, name, data):
    if data is None:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            for part in ("[Content_Types].xml", "word/document.xml"):
                package.writestr(part, "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
        data = target.getvalue()
    kept = attach_file(by=teacher, file=handed_in(name, data), article=article)

    assert (read_waiting(), read_waiting()) == (1, 0)

    kept.refresh_from_db()
    assert (kept.reading, kept.text) == (Attachment.Reading.NONE, "")


@pytest.mark.parametrize("module", ("pdf", "office", "word"))
def test_process_apart_fails_by_itself(module, tmp_path):
    arguments = {"pdf": ("text", 10), "office": ("docx", 10), "word": (tmp_path, 1)}[module]

    with pytest.raises(OpeningFailed):
        run_apart(module, b"nothing of the kind", *arguments, seconds=5)


def test_process_apart_has_little_memory(tmp_path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b"<b/>" * 9_000_000 + b"</a>")

    with pytest.raises(OpeningTooLarge):
        run_apart("office", target.getvalue(), "docx", 1000, seconds=20)


def test_process_apart_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("KMC_SECRET_KEY", "secret")
    seen = {}
    monkeypatch.setattr(
        "kmc.lib.apart.subprocess.run", lambda *_args, **options: seen.update(options) or 1 / 0
    )

    with pytest.raises(ZeroDivisionError):
        run_apart("pdf", b"", seconds=1)

    assert "KMC_SECRET_KEY" not in seen["env"]


@pytest.mark.parametrize(
    "drawn, typed",
    (
        ("ส าหรับ", "สำหรับ"),
        ("ค ำนวณ", "คำนวณ"),
        ("ไม ่ใช่", "ไม่ใช่"),
        ("ป\uf710ญญา", "ปัญญา"),
        ("ท\uf70aี", "ที่"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("ก\x00ข\x1fค\r\nง   จ\n\n\nฉ", "กขค\nง จ\nฉ"),
    ),
)
def test_drawn_letters_become_typed_ones(drawn, typed):
    assert readable(drawn) == typed


# --- with a next version, and with nothing ----------------------------------------------------------------------------


@pytest.fixture
def following(article, teacher):
    body = "<p>ใหม่</p>"
    return NextVersion.objects.create(article=article, title=article.title, body=body, edited_by=teacher)


@pytest.mark.django_db
def test_files_of_a_next_version_wait_with_it(article, following, teacher, stranger):
    kept = attach_file(by=teacher, file=handed_in("คะแนน.xlsx", spreadsheet()))

    claim_files(article=article, by=teacher, keys=[kept.key], next_version=following)
    read_waiting()

    def seen_by(person):
        return Attachment.objects.visible_to(person).filter(pk=kept.pk).exists()

    assert [seen_by(one) for one in (AnonymousUser(), stranger, teacher)] == [False, False, True]
    assert (article.attachments.count(), titles("พหุปัญญา")) == (0, [])

    bring_in_files(next_version=following)
    assert [seen_by(one) for one in (AnonymousUser(), stranger, teacher)] == [True, True, True]


@pytest.mark.django_db
def test_only_what_nothing_holds_for_a_week_is_swept(
    article, following, teacher, django_capture_on_commit_callbacks
):
    def uploaded(days, **where):
        file = attach_file(by=teacher, file=checked_picture(picture_file()), **where)
        Attachment.objects.filter(pk=file.pk).update(uploaded_at=timezone.now() - timedelta(days=days))
        return file

    old, fresh = uploaded(8), uploaded(6)
    held, waiting = uploaded(8, article=article), uploaded(8, next_version=following)

    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_loose_files() == 1

    assert set(Attachment.objects.all()) == {fresh, held, waiting}
    assert not old.file.storage.exists(old.file.name)
    assert held.file.storage.exists(held.file.name)
    assert Article.objects.count() == 1
