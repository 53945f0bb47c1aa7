"""Files handed in: judged by content, cleaned, kept under random names, handed out by permission."""

import io
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from knowledge import uploads
from knowledge.models import Attachment
from knowledge.services import attach_file, save_article, withdraw_article
from knowledge.uploads import FileRefused, checked_cover, checked_document, checked_picture, clean_name
from tests.knowledge.desk import picture_file, published

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def office_file(folder="word/", *extra):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in ("[Content_Types].xml", f"{folder}document.xml", *extra):
            package.writestr(name, "<x/>")
    return target.getvalue()


def handed_in(name, data):
    return SimpleUploadedFile(name, data)


def fetched(client, address, **headers):
    """Return the answer, read to its end, which closes the file."""
    answer = client.get(address, headers=headers)
    answer.content_kept = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def opened(checked):
    return Image.open(io.BytesIO(checked.content.read()))


def test_picture_is_written_anew_upright_and_without_its_past():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"
    checked = checked_picture(picture_file(size=(3000, 1500), exif=exif))

    picture = opened(checked)

    assert (picture.format, picture.size, checked.width, checked.height) == ("WEBP", (800, 1600), 800, 1600)
    assert dict(picture.getexif()) == {}
    assert b"CameraMaker" not in checked.content.open().read()
    assert (checked.name, checked.content_type) == ("ภาพ.webp", "image/webp")


def test_cover_has_the_shape_of_a_cover():
    assert opened(checked_cover(picture_file(size=(400, 900)))).size == uploads.COVER_SIZE


@pytest.mark.parametrize(
    "mode, form", (("CMYK", "JPEG"), ("I;16", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("L", "GIF"))
)
def test_unusual_pictures_are_read(mode, form):
    target = io.BytesIO()
    Image.new(mode, (40, 30)).save(target, form)

    assert opened(checked_picture(handed_in("x", target.getvalue()))).size == (40, 30)


@pytest.mark.parametrize(
    "name, data",
    (
        ("ภาพ.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("ภาพ.jpg", b"<html><script>alert(1)</script>"),
        ("ภาพ.jpg", picture_file().read()[:300]),
        ("ภาพ.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"),
        ("ภาพ.png", b""),
        ("ภาพ.tif", b"II*\x00" + b"\x00" * 100),
    ),
)
def test_what_is_no_picture_is_refused(name, data):
    with pytest.raises(FileRefused):
        checked_picture(handed_in(name, data))


def test_bomb_is_refused_before_it_unpacks():
    with pytest.raises(FileRefused, match="ความละเอียด"):
        checked_picture(picture_file("b.png", size=(12_000, 4_000), form="PNG"))


def test_too_large_a_file_is_refused(settings):
    settings.KMC_UPLOAD_MAX_BYTES = 10

    with pytest.raises(FileRefused):
        checked_document(handed_in("a.pdf", PDF))


@pytest.mark.parametrize(
    "name, data",
    (
        ("แผน.pdf", PDF),
        ("แผน.PDF", PDF),
        ("แผน.docx", office_file()),
        ("คะแนน.xlsx", office_file("xl/")),
        ("บันทึก.txt", "บันทึก".encode("cp874")),
        ("รายชื่อ.csv", "ชื่อ,คะแนน\n".encode("utf-8-sig")),
        ("เสียง.mp3", b"ID3\x03\x00" + b"\x00" * 200),
        ("หนัง.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 99),
        ("เสียง.m4a", b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42"),
        ("เสียง.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 99),
        ("เสียง.ogg", b"OggS\x00\x02" + b"\x00" * 99),
    ),
)
def test_honest_documents_keep_their_thai_names(name, data):
    assert checked_document(handed_in(name, data)).name == name


@pytest.mark.parametrize(
    "name, data",
    (
        ("แผน.pdf", b"<html><script>alert(1)</script></html>"),
        ("แผน.pdf", b"GIF89a" + PDF),
        ("แผน.docx", office_file("word/", "word/vbaProject.bin")),
        ("แผน.docx", office_file("xl/")),
        ("แผน.docx", b"PK\x03\x04broken"),
        ("แผน.odt", office_file()),
        ("โปรแกรม.exe", b"MZ" + b"\x00" * 100),
        ("หน้า.html", b"<p>x</p>"),
        ("บันทึก.txt", b"MZ\x00\x01"),
        ("ไม่มีนามสกุล", PDF),
        ("หนัง.mp4", PDF),
        ("เสียง.m4a", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"),
        ("เสียง.wav", b"RIFF\x24\x00\x00\x00AVI LIST"),
        ("เสียง.ogg", b"ID3\x03\x00"),
        ("แผน.odt", office_file("Basic/")),
        ("ว่าง.pdf", b""),
    ),
)
def test_documents_that_lie_are_refused(name, data):
    with pytest.raises(FileRefused):
        checked_document(handed_in(name, data))


@pytest.mark.parametrize(
    "name, data",
    (
        ("โลโก้.svg", b"<svg/>"),
        ("ภาพ.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"),
        ("แผน.doc", b"\xd0\xcf\x11\xe0"),
        ("แผน.xlsm", office_file("xl/")),
        ("งาน.rar", b"Rar!"),
        ("โปรแกรม.exe", b"MZ"),
    ),
)
def test_each_refusal_says_what_to_do_instead(name, data):
    sentences = set()
    for one, content in ((name, data), ("อื่น.pdf", b"x")):
        with pytest.raises(FileRefused) as refusal:
            checked_document(handed_in(one, content))
        sentences.add(str(refusal.value).replace(one, ""))

    assert len(sentences) == 2


def packed(*members, ratio=False):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in members:
            package.writestr(name, b"\0" * (20 * 1024**2 if ratio else 10))
    return target.getvalue()


def symbolic_link():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        link = zipfile.ZipInfo("ลิงก์")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return target.getvalue()


def test_archives_are_for_offices_that_allow_them(settings):
    archive = packed("แผน.docx", "ภาพ/ก.jpg")
    with pytest.raises(FileRefused):
        checked_document(handed_in("งาน.zip", archive))

    settings.KMC_ALLOW_ARCHIVES = True

    assert checked_document(handed_in("งาน.zip", archive)).content_type == "application/zip"


@pytest.mark.parametrize(
    "archive",
    (
        packed("../../etc/cron.d/x"),
        packed("/etc/passwd"),
        packed("C:\\Windows\\x.txt"),
        packed("ติดตั้ง.EXE"),
        packed("ในนี้.zip"),
        packed("มาโคร.docm"),
        packed("ใหญ่.txt", ratio=True),
        packed(*(f"{number}.txt" for number in range(600))),
        symbolic_link(),
        packed("ก.txt")[:40],
        PDF,
    ),
    ids="slip absolute drive program nested macro bomb many link cut lie".split(),
)
def test_archives_that_could_harm_are_refused(settings, archive):
    settings.KMC_ALLOW_ARCHIVES = True

    with pytest.raises(FileRefused):
        checked_document(handed_in("งาน.zip", archive))


@pytest.mark.parametrize("check", (checked_picture, checked_cover, checked_document))
def test_place_and_camera_are_gone_from_every_kind_of_picture(check):
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"

    checked = check(picture_file(size=(64, 48), exif=exif))

    assert dict(opened(checked).getexif()) == {}
    assert b"CameraMaker" not in checked.content.open().read()


@pytest.mark.parametrize(
    "name, clean",
    (
        ("../../etc/รูป กิจกรรม.jpg", "รูป กิจกรรม.jpg"),
        ("C:\\งาน\\แผน.pdf", "แผน.pdf"),
        ("gpj\u202e.นำ้\r\nX: y.pdf", "gpj.น้ำX: y.pdf"),
        ("ก" * 400 + ".pdf", "ก" * 119 + "….pdf"),
        ("", "ไฟล์"),
    ),
)
def test_names_are_for_people(name, clean):
    assert clean_name(name) == clean


@pytest.mark.django_db
def test_uploads_are_limited_by_the_hour(client, teacher, monkeypatch):
    monkeypatch.setattr(uploads, "UPLOADS_PER_HOUR", 2)
    client.force_login(teacher)

    answers = [client.post(reverse("knowledge:picture_upload"), {"file": picture_file()}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 400]


@pytest.mark.django_db
def test_picture_upload_answers_with_an_address_that_works(client, teacher):
    client.force_login(teacher)

    answer = client.post(reverse("knowledge:picture_upload"), {"file": picture_file()}).json()

    kept = Attachment.objects.get()
    assert answer == {"url": f"/files/{kept.key}/", "width": 64, "height": 48}
    assert "ภาพ" not in kept.file.name
    assert fetched(client, answer["url"]).headers["Content-Type"] == "image/webp"


@pytest.mark.django_db
def test_picture_upload_is_for_writers(client, teacher):
    assert client.post(reverse("knowledge:picture_upload"), {"file": picture_file()}).status_code == 401
    client.force_login(teacher)
    assert client.post(reverse("knowledge:picture_upload")).status_code == 400
    assert Attachment.objects.count() == 0


@pytest.mark.django_db
def test_file_of_a_draft_is_not_there_for_others(client, teacher, colleague, stranger, reviewer, draft):
    kept = attach_file(by=teacher, file=checked_document(handed_in("แผน.pdf", PDF)), article=draft)

    def status(person):
        client.logout()
        if person:
            client.force_login(person)
        return fetched(client, kept.get_absolute_url()).status_code

    assert [status(person) for person in (None, colleague, stranger, reviewer, teacher)] == [
        404,
        404,
        404,
        404,
        200,
    ]


@pytest.mark.django_db
def test_document_is_handed_out_unable_to_run(client, teacher, reviewer):
    article = published(teacher, reviewer)
    kept = attach_file(by=teacher, file=checked_document(handed_in("แผน การสอน.pdf", PDF)), article=article)

    answer = fetched(client, kept.get_absolute_url())

    assert answer.content_kept == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E0%B9%81")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert fetched(client, kept.get_absolute_url(), if_none_match=answer.headers["ETag"]).status_code == 304


@pytest.mark.django_db
def test_withdrawn_file_is_gone_at_once(client, teacher, reviewer):
    article = published(teacher, reviewer)
    kept = attach_file(by=teacher, file=checked_document(handed_in("แผน.pdf", PDF)), article=article)
    etag = fetched(client, kept.get_absolute_url()).headers["ETag"]

    withdraw_article(article=article, by=reviewer, reason="ข้อมูลเก่า")

    assert fetched(client, kept.get_absolute_url(), if_none_match=etag).status_code == 404


@pytest.mark.django_db
def test_cover_follows_the_article(client, teacher, stranger, draft):
    cover = checked_cover(picture_file())
    article = save_article(article=draft, by=teacher, data={"cover": cover.content}, version=1)
    address = reverse("knowledge:article_cover", args=[article.pk])

    client.force_login(stranger)
    assert fetched(client, address).status_code == 404
    client.force_login(teacher)
    assert fetched(client, address).headers["Cache-Control"] == "private, no-store"
