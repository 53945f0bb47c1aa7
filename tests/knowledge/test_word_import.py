"""A Word document becomes a draft: readable, its pictures our own, nothing fetched, nothing that floods."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from lxml import html as lxml_html
from PIL import Image

from knowledge import word_import
from knowledge.models import Article, Attachment
from knowledge.services.word import import_word
from knowledge.uploads import FileRefused
from knowledge.word_import import read_word, what_was_left_out

DATA = Path(__file__).parents[1] / "data"
TOKEN = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def from_office(name="pair_reading.docx"):
    return SimpleUploadedFile("คู่มืออ่านเป็นคู่.docx", (DATA / name).read_bytes())


def picture(color="teal", size=(300, 200), form="PNG"):
    target = io.BytesIO()
    Image.new("RGB", size, color).save(target, form)
    return io.BytesIO(target.getvalue())


def saved(document, name="บันทึก.docx"):
    target = io.BytesIO()
    document.save(target)
    return SimpleUploadedFile(name, target.getvalue())


def repacked(file, **changed):
    """Return the document with members exchanged or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changed.get(name, lambda kept: kept)(content))
        for name in set(changed) - set(old.namelist()):
            new.writestr(name, changed[name](b""))
    return SimpleUploadedFile("บันทึก.docx", target.getvalue())


def tree(html):
    return lxml_html.fragment_fromstring(html, create_parent="div")


def words(elements):
    return ["".join(element.itertext()).strip() for element in elements]


@pytest.fixture
def imported(teacher):
    return import_word(by=teacher, text=read_word(from_office()), form_token=TOKEN)


@pytest.mark.django_db
def test_document_of_libreoffice_keeps_its_title_headings_and_lists(imported):
    body = tree(imported.body)

    assert imported.title == "คู่มือการอ่านเป็นคู่ ชั้นประถมศึกษาปีที่ ๒"
    assert imported.status == Article.Status.DRAFT
    assert words(body.iter("h2")) == ["ความเป็นมา", "ขั้นตอน", "ผลที่เกิดขึ้น", "ข้อควรระวัง", _("Footnotes")]
    assert words(body.iter("h3")) == ["เตรียมบัตรคำ", "อ่านเป็นคู่"]
    assert words(body.xpath("ol[1]/li/ol/li")) == ["ตลาดเช้า", "วัดและทุ่งนา"]
    assert [item.text for item in body.xpath("ol[1]/li")] == ["เก็บคำจากชุมชน", "เขียนลงบัตร"]
    assert words(body.xpath("ul/li")) == ["กระดาษแข็ง", "ปากกาเมจิก"]
    assert words(body.iter("strong")) == ["ร้อยละ ๓๘"]
    assert [link.get("href") for link in body.iter("a")] == ["https://www.obec.go.th/"]
    assert words(body.xpath('p[@class="ta-center"]')) == ["ภาพที่ ๑ การอ่านเป็นคู่"]


@pytest.mark.django_db
def test_document_of_libreoffice_keeps_its_table(imported):
    (table,) = tree(imported.body).iter("table")

    assert words(table.xpath("thead//th")) == ["ระดับ", "จำนวนนักเรียน (คน)", "ก่อน", "หลัง"]
    assert [(th.get("rowspan"), th.get("colspan")) for th in table.xpath("thead/tr[1]/th")] == [
        ("2", None),
        (None, "2"),
    ]
    assert [words(row) for row in table.xpath("tbody/tr")] == [
        ["อ่านคล่อง", "๑๖", "๒๓"],
        ["ยังไม่คล่อง", "๑๐", "๓"],
    ]


@pytest.mark.django_db
def test_footnotes_stand_readable_at_the_end_without_dead_links(imported):
    body = tree(imported.body)

    assert words(body.iter("sup")) == ["1", "2"]
    assert words(body.xpath("*[last()]/li")) == [
        "แบบประเมินการอ่านของ สพฐ. ปีการศึกษา ๒๕๖๗",
        "คำนวณจากนักเรียน ๒๖ คนที่เข้าสอบทั้งสองครั้ง",
    ]
    assert "footnote" not in imported.body
    assert 'href="#' not in imported.body


@pytest.mark.django_db
def test_pictures_become_our_own_and_are_served(imported, teacher, client):
    client.force_login(teacher)
    pictures = list(tree(imported.body).iter("img"))

    assert [one.get("alt") for one in pictures] == ["นักเรียนนั่งอ่านเป็นคู่ใต้ต้นไม้", "บัตรคำจากตลาดเช้า"]
    assert set(imported.attachments.values_list("role", "content_type")) == {("picture", "image/webp")}
    answers = [client.get(one.get("src")) for one in pictures]
    sizes = [Image.open(io.BytesIO(b"".join(answer.streaming_content))).size for answer in answers]
    assert sizes == [(640, 400), (500, 500)]


@pytest.mark.django_db
def test_document_of_python_docx_comes_in(teacher):
    document = Document()
    document.add_heading("หนึ่ง", 1)
    document.add_paragraph("ก่อนตาราง")
    document.add_heading("สอง", 2)
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "รวม"
    table.cell(1, 0).text, table.cell(1, 1).text = "ซ้าย", "ขวา"
    document.add_picture(picture())
    document.inline_shapes[0]._inline.docPr.set("descr", 'ป้าย "ห้อง" <ก>')
    document.add_heading("สาม", 1)

    article = import_word(by=teacher, text=read_word(saved(document)), form_token=TOKEN)

    body = tree(article.body)
    assert article.title == "บันทึก"
    assert words(body.iter("h2")) == ["หนึ่ง", "สาม"]
    assert words(body.iter("h3")) == ["สอง"]
    assert [(cell.get("colspan"), *words([cell])) for cell in body.iter("td")] == [
        ("2", "รวม"),
        (None, "ซ้าย"),
        (None, "ขวา"),
    ]
    assert [one.get("alt") for one in body.iter("img")] == ['ป้าย "ห้อง" <ก>']


def test_one_heading_at_the_start_is_the_title():
    document = Document()
    document.add_heading("บทเรียนจากตลาดเช้า", 1)
    document.add_heading("ที่มา", 2)
    document.add_paragraph("เนื้อหา")

    text = read_word(saved(document))

    assert text.title == "บทเรียนจากตลาดเช้า"
    assert text.html == "<h2>ที่มา</h2><p>เนื้อหา</p>"


@pytest.mark.django_db
def test_same_form_sent_twice_makes_one_draft(client, teacher):
    client.force_login(teacher)
    address = reverse("knowledge:word_import")

    answers = [client.post(address, {"file": from_office(), "form_token": TOKEN}) for _number in range(2)]

    article = Article.objects.get()
    assert [answer.url for answer in answers] == [reverse("knowledge:article_edit", args=[article.pk])] * 2
    assert (article.created_by, Attachment.objects.count()) == (teacher, 2)


@pytest.mark.django_db
def test_page_says_what_came_in_and_gives_errors_back(client, teacher):
    client.force_login(teacher)
    address = reverse("knowledge:word_import")

    with translation.override("th"):
        refused = client.post(
            address, {"file": SimpleUploadedFile("ก.docx", b"PK\x03\x04x"), "form_token": TOKEN}
        )
        taken = client.post(address, {"file": from_office(), "form_token": TOKEN}, follow=True)

    assert refused.context["form"].errors.keys() == {"file"}
    assert str(refused.context["form"]["form_token"].value()) == TOKEN
    (message,) = taken.context["messages"]
    assert all(f"{number} " in str(message) for number in (7, 1, 2))


@pytest.mark.django_db
def test_only_who_writes_may_bring_in(client, teacher):
    address = reverse("knowledge:word_import")
    assert client.get(address).status_code == 302

    teacher.profile.delete()
    client.force_login(teacher)
    assert client.post(address, {"file": from_office(), "form_token": TOKEN}).status_code == 403
    assert Article.objects.count() == 0


# --- what is refused, and what is left out ----------------------------------------------------------------------------


def bomb(size=110 * 1024**2):
    return repacked(from_office(), **{"word/media/x.png": lambda _old: b"\0" * size})


def with_entity(kept):
    return kept.replace(
        b"<w:document", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document', 1
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


@pytest.mark.parametrize(
    "file",
    (
        bomb(),
        repacked(from_office(), **{"word/vbaProject.bin": lambda _old: b"x"}),
        repacked(from_office(), **{"word/document.xml": with_entity}),
        repacked(from_office(), **{"word/document.xml": lambda kept: kept[:500]}),
        repacked(from_office(), **{"word/document.xml": lambda kept: b"<w:p>" * 200_000}),
        SimpleUploadedFile("แผน.doc", OLE),
        SimpleUploadedFile("แผน.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
        SimpleUploadedFile("แผน.docm", from_office().read()),
        SimpleUploadedFile("แผน.pdf", b"%PDF-1.7"),
        SimpleUploadedFile("แผน.docx", b""),
        saved(Document()),
    ),
    ids="bomb macros entities cut deep old locked docm pdf empty blank".split(),
)
def test_hostile_and_foreign_files_get_a_sentence(file):
    started = time.monotonic()

    with pytest.raises(FileRefused) as refusal:
        read_word(file)

    assert len(str(refusal.value)) > 20
    assert time.monotonic() - started < 10


def test_locked_old_and_broken_files_are_told_apart():
    with translation.override("en"):
        sentences = set()
        for content in (OLE, OLE + "EncryptedPackage".encode("utf-16-le"), b"PK\x03\x04"):
            with pytest.raises(FileRefused) as refusal:
                read_word(SimpleUploadedFile("a.docx", content))
            sentences.add(str(refusal.value))
    assert len(sentences) == 3


def test_linked_pictures_are_not_fetched(monkeypatch):
    document = Document()
    document.add_paragraph("ข้อความ")
    document.add_picture(picture())
    link = document.part.relate_to(
        "http://127.0.0.1:9/x.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    (blip,) = document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    relationships = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    del blip.attrib[f"{relationships}embed"]
    blip.set(f"{relationships}link", link)

    text = read_word(saved(document))

    assert (text.pictures, text.left_out["pictures"]) == ({}, 1)
    assert what_was_left_out(text)


def test_pictures_beyond_the_limit_and_drawings_are_left_out(monkeypatch):
    monkeypatch.setattr(word_import, "MOST_PICTURES", 3)
    document = Document()
    for number in range(5):
        document.add_picture(picture(color=(number, 9, 9)))
    document.add_picture(io.BytesIO(picture().read()))
    file = repacked(
        saved(document), **{"word/media/image1.png": lambda _old: b"\xd7\xcd\xc6\x9a" + b"\0" * 50}
    )

    text = read_word(file)

    assert sorted(text.pictures) == [1, 2]
    assert text.left_out["pictures"] == 4


def test_five_hundred_pictures_take_bounded_time():
    document = Document()
    for _number in range(500):
        document.add_picture(picture(size=(30, 20)))
    started = time.monotonic()

    text = read_word(saved(document))

    assert (len(text.pictures), text.left_out["pictures"]) == (50, 450)
    assert time.monotonic() - started < 20
