"""Blogs come in as drafts: text, pictures, source and credit as they were; nothing is fetched."""

import os
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import grant_role
from kmc.exchange import posts
from knowledge.models import Article, Attachment, Comment
from knowledge.services.errors import PupilsWordMissing
from tests.exchange import blogs
from tests.exchange.places import written

LEAVE = "ผู้เขียนอนุญาต"


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "store"
    folder = tmp_path / "media" / "2017" / "01"
    folder.mkdir(parents=True)
    (folder / "read.jpg").write_bytes(blogs.picture())
    return tmp_path / "media"


def wordpress(tmp_path, *items, data=None, **options):
    path = tmp_path / "blog.xml"
    path.write_bytes(data if data is not None else blogs.wxr(*items).encode())
    return written("import_wordpress", path, author="teacher", permission=LEAVE, **options)


def source(blog, day):
    """Return the source as it is kept, in the words of the office."""
    return _("%(blog)s (first published %(day)s)") % {"blog": blog, "day": day}


def gotoknow(path, **options):
    return written("import_gotoknow", path, author="teacher", **options)


def test_a_post_of_wordpress_becomes_a_draft_with_its_source(teacher, media, tmp_path):
    output, errors = wordpress(tmp_path, blogs.item(), media=str(media))

    article = Article.objects.get()
    assert (article.status, article.title) == ("draft", "ชวนเด็กอ่าน & เขียน")
    assert (article.origin, article.source_permission) == ("acquired", LEAVE)
    assert article.source_name == source("บันทึกครูบ้านนา", "5 มกราคม 2560")
    assert (article.source_url, article.import_key) == (
        "https://krubanna.example.com/?p=11",
        "wordpress:krubanna.example.com:11",
    )
    assert [credit.display_name for credit in article.authorships.all()] == ["ครูสมศรี มีสุข"]
    assert set(article.tags.names()) == {"การอ่าน", "ภาษาไทย & ป.1"}
    assert (article.created_by, article.organization) == (teacher, teacher.profile.organization)
    assert errors == ""
    assert "1 comments stay where they are" in output


def test_the_text_of_wordpress_is_plain_rich_text(teacher, media, tmp_path):
    output, _errors = wordpress(tmp_path, blogs.item(), media=str(media))

    key = Attachment.objects.get().key
    assert Article.objects.get().body == (
        "<p>ตอนเช้าเด็กๆ อ่านหนังสือ<br>ด้วยกันทุกวัน</p>\n"
        f'<figure><img src="/files/{key}/" alt="มุมอ่าน"><figcaption>มุมอ่านของเรา</figcaption></figure>\n'
        "<p>ผลที่ได้ <strong>ดีมาก</strong> [อ่านต่อ]</p>\n"
        '<p><a href="https://www.youtube.com/watch?v=abcdefghijk" rel="noopener nofollow ugc">'
        "https://www.youtube.com/watch?v=abcdefghijk</a></p>\n"
        '<p><a href="https://elsewhere.example.com/x/lost.png" rel="noopener nofollow ugc">ภาพหาย</a></p>'
    )
    assert "picture not found: https://elsewhere.example.com/x/lost.png" in output


def test_blocks_and_pictures_within_the_text(teacher, media, tmp_path):
    wordpress(tmp_path, blogs.item(body=blogs.BLOCKS % blogs.as_data()))

    picture = Attachment.objects.get()
    assert (picture.article, picture.role) == (Article.objects.get(), "picture")
    assert Article.objects.get().body == (
        f'<p>น้ำใจ</p>\n\n\n<figure><img src="/files/{picture.key}/" alt=""></figure>'
    )


@pytest.mark.parametrize(
    "changes", ({"status": "private"}, {"status": "draft"}, {"type": "attachment"}, {"password": "x"})
)
def test_what_was_not_open_there_does_not_come_in(teacher, tmp_path, changes):
    wordpress(tmp_path, blogs.item(**changes))

    assert not Article.objects.exists()


def test_twice_makes_nothing_twice(teacher, media, tmp_path):
    wordpress(tmp_path, blogs.item(), media=str(media))
    Article.objects.update(title="แก้แล้ว")

    output, _errors = wordpress(tmp_path, blogs.item(), blogs.item(id=12, title="ใหม่"), media=str(media))

    assert set(Article.objects.values_list("title", flat=True)) == {"แก้แล้ว", "ใหม่"}
    assert Attachment.objects.count() == 2
    assert "1 posts made, 0 of them published, 1 there already" in output
    assert not Comment.objects.exists()


def test_a_try_keeps_nothing(teacher, media, tmp_path):
    output, _errors = wordpress(tmp_path, blogs.item(), media=str(media), dry_run=True)

    assert "1 posts made" in output
    assert "1 pictures, 1 not found" in output
    assert (Article.objects.count(), Attachment.objects.count()) == (0, 0)
    assert not default_storage.exists("attachments")


def test_a_reviewer_publishes_today_not_then(teacher, reviewer, media, tmp_path):
    output, _errors = wordpress(
        tmp_path, blogs.item(), media=str(media), publish=reviewer.username, pupils="none"
    )

    article = Article.objects.get()
    assert (article.status, article.published_by) == ("published", reviewer)
    assert article.first_published_on == timezone.localdate()
    assert [step.action for step in article.reviews.all()] == ["submitted", "published"]
    assert "1 of them published" in output


def test_the_rules_of_publishing_hold(teacher, stranger, reviewer, media, tmp_path):
    _output, no_word = wordpress(tmp_path, blogs.item(), media=str(media), publish=reviewer.username)
    _output, no_right = wordpress(
        tmp_path, blogs.item(id=2), media=str(media), publish=stranger.username, pupils="none"
    )

    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}
    assert str(PupilsWordMissing()) in no_word
    assert stranger.full_name in no_right


def test_nobody_reviews_their_own_blog(teacher, media, tmp_path):
    grant_role(user=teacher, role="reviewer", organization=teacher.profile.organization)

    wordpress(tmp_path, blogs.item(), media=str(media), publish=teacher.username, pupils="none")

    assert Article.objects.get().status == "draft"


def test_ones_own_blog_is_credited_to_oneself(teacher, media, tmp_path):
    wordpress(tmp_path, blogs.item(), writer=teacher.full_name)

    assert [credit.user for credit in Article.objects.get().authorships.all()] == [teacher]


# --- GotoKnow ---------------------------------------------------------------------------------------------------------


def test_an_rss_of_gotoknow_with_pictures_beside(teacher, media, tmp_path):
    path = tmp_path / "feed.rss"
    path.write_text(blogs.RSS, encoding="utf-8")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.jpg").write_bytes(blogs.picture())

    output, errors = gotoknow(path)

    article = Article.objects.get()
    assert article.source_name == source("สมุด: ครูบ้านนอก", "5 เมษายน 2553")
    assert article.source_url == "https://www.gotoknow.org/posts/123456"
    assert [credit.name for credit in article.authorships.all()] == ["ครูสมศรี มีสุข"]
    assert article.body == (
        f'<p>เด็กๆ เล่าเรื่อง</p><p><img src="/files/{Attachment.objects.get().key}/" alt="ก"></p>'
    )
    assert "ไม่มีเนื้อหา" in errors
    assert "1 posts made" in output


def test_an_atom_of_gotoknow(teacher, tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(blogs.ATOM, encoding="utf-8")

    gotoknow(path)

    article = Article.objects.get()
    assert (article.title, article.body) == ("ก & ข", "<p>เนื้อหา</p>")
    assert article.source_url == "https://www.gotoknow.org/posts/9"
    assert list(article.tags.names()) == ["ห้องเรียน"]


def saved_page(folder, charset="utf-8", encoding="utf-8"):
    folder.mkdir(exist_ok=True)
    page = (blogs.PAGE % {"charset": charset}).replace("\n", "\r\n")
    (folder / "page.html").write_bytes(page.encode(encoding))
    (folder / "page_files").mkdir(exist_ok=True)
    (folder / "page_files" / "a.jpg").write_bytes(blogs.picture())
    (folder / "page_files" / "frame.html").write_text("<p>ไม่ใช่บทความ</p>", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "charset, encoding",
    (("utf-8", "utf-8"), ("windows-874", "cp874"), ("tis-620", "cp874"), ("x", "cp874")),
)
def test_a_folder_of_saved_pages(teacher, media, tmp_path, charset, encoding):
    output, _errors = gotoknow(saved_page(tmp_path / "saved", charset, encoding))

    article = Article.objects.get()
    assert (article.title, article.source_url) == (
        "วิธีทำตะไลของชาวบ้าน",
        "https://www.gotoknow.org/posts/488613",
    )
    assert article.source_name == source("www.gotoknow.org", "20 พฤษภาคม 2555")
    assert set(article.tags.names()) == {"ภูมิปัญญา", "ตะไล"}
    assert f'<img src="/files/{Attachment.objects.get().key}/" alt="ตะไล">' in article.body
    assert "ใช้น้ำ<br>กับไม้ไผ่" in article.body
    assert not any(word in article.body for word in ("เมนู", "ความเห็น", "ท้ายหน้า"))
    assert "1 posts made" in output


def test_an_archive_of_saved_pages(teacher, media, tmp_path):
    folder = saved_page(tmp_path / "saved")
    path = tmp_path / "saved.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.rglob("*.*"):
            archive.write(file, file.relative_to(folder))
        archive.writestr("../outside.html", "<body><p>นอกโฟลเดอร์</p></body>")
        archive.writestr("run.exe", b"MZ")

    gotoknow(path)

    assert [article.title for article in Article.objects.all()] == ["วิธีทำตะไลของชาวบ้าน"]
    assert not (tmp_path / "outside.html").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_pictures_outside_the_folder_stay_outside(teacher, media, tmp_path):
    (tmp_path / "secret.jpg").write_bytes(blogs.picture())
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    body = '<p>ก</p><img src="../secret.jpg"><img src="file:///etc/passwd"><img src="link.jpg"><img src="\\\\x\\y.jpg">'
    (tmp_path / "saved" / "a.html").write_text(f"<body>{body}</body>", encoding="utf-8")

    output, _errors = gotoknow(tmp_path / "saved")

    assert not Attachment.objects.exists()
    assert "0 pictures, 4 not found" in output


# --- hostile files ----------------------------------------------------------------------------------------------------

LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><rss/>'


@pytest.mark.parametrize(
    "data",
    (
        b"", b"\x00\x01", b"<rss>", b"<rss></rss>", LAUGHS.encode(), OUTSIDE.encode(), LAUGHS.encode("utf-16"),
        b"<a>" * 100_000, b"PK\x03\x04", blogs.RSS.encode(),
    ),
)  # fmt: skip
def test_files_that_are_no_export_are_refused(teacher, tmp_path, data):
    with pytest.raises(CommandError):
        wordpress(tmp_path, data=data)
    assert not Article.objects.exists()


BROKEN = "http://[x/a.jpg"


@pytest.mark.parametrize("body", (f'<img src="{BROKEN}" alt="ภาพ">', f'<a href="{BROKEN}">ก</a>'))
def test_an_address_that_is_none_stops_nothing(teacher, media, tmp_path, body):
    output, _errors = wordpress(
        tmp_path, blogs.item(body="ก" + body), blogs.item(id=2, link=BROKEN, body="ข")
    )

    assert "2 posts made" in output
    assert not Article.objects.filter(source_url__gt="").filter(body="<p>ข</p>").exists()
    assert not Article.objects.filter(body__contains=BROKEN).exists()


def test_a_blog_whose_own_address_is_none_comes_in(teacher, media, tmp_path):
    data = blogs.wxr(blogs.item(body="ก")).replace(
        "<link>https://krubanna.example.com</link>", f"<link>{BROKEN}</link>"
    )
    wordpress(tmp_path, data=data.encode())
    folder = saved_page(tmp_path / "saved")
    page = (blogs.PAGE % {"charset": "utf-8"}).replace("https://www.gotoknow.org/posts/488613", BROKEN)
    (folder / "page.html").write_text(page, encoding="utf-8")

    gotoknow(folder)

    assert Article.objects.count() == 2


def test_a_post_that_cannot_be_read_is_refused_alone(teacher, media, tmp_path, monkeypatch):
    def read(html):
        if "เสีย" in html:
            raise ValueError("no")
        return html

    monkeypatch.setattr(posts, "readable", read)

    output, errors = wordpress(tmp_path, blogs.item(body="เสีย", title="เรื่องเสีย"), blogs.item(id=2, body="ดี"))

    assert "1 posts made" in output
    assert "เรื่องเสีย" in errors


def test_stray_controls_and_marks_do_no_harm(teacher, tmp_path):
    body = "น\u0e49\u0e33 เปียก\x0b\x00 นํ้า \u200bจบ"

    wordpress(tmp_path, blogs.item(body=body, title="\x08น\u0e49\u0e33" + "ก" * 500))

    article = Article.objects.get()
    assert article.body == "<p>น้ำ เปียก น้ำ จบ</p>"
    assert len(article.title) <= 300


def test_an_export_in_the_code_page_of_windows(teacher, tmp_path):
    data = blogs.wxr(blogs.item(body="เนื้อหา")).replace("UTF-8", "windows-874").encode("cp874")

    wordpress(tmp_path, data=data)

    assert Article.objects.get().body == "<p>เนื้อหา</p>"


@pytest.mark.parametrize(
    "body",
    (
        "[caption]" * 100_000, "<!--" * 200_000, "<img " * 200_000, "<a><img" * 100_000, "[a " * 200_000,
        '<img src="' + "a" * 900_000, "<div>" * 150_000, "data:image/png;base64," * 40_000,
    ),
)  # fmt: skip
def test_texts_made_to_hang_do_not(teacher, tmp_path, body):
    wordpress(tmp_path, blogs.item(body="ก" + body))

    assert Article.objects.count() <= 1


def test_an_invented_day_and_address_are_left_out(teacher, tmp_path):
    item = blogs.item(link="javascript:alert(1)", body="ก").replace(
        "2017-01-04 20:00:00", "0000-00-00 00:00:00"
    )

    wordpress(tmp_path, item)

    article = Article.objects.get()
    assert (article.source_url, article.source_name) == ("", "บันทึกครูบ้านนา")
    assert article.created_at.date() >= date(2020, 1, 1)
