"""A teacher writes: from sign-in to "send for review", with and without scripts, and with the session lost."""

import re

import pytest

from knowledge.models import Article, Attachment
from tests.browser.reader import PHONE
from tests.knowledge.desk import picture_file

NEW = "/articles/new/"
SENT = re.compile(r"/articles/\d+/$")
TITLE = "หนังสือเล่มเล็กของเด็กหญิงมะลิ"


@pytest.fixture
def writer(visit, office):
    """A teacher who signed in by the form and opened the page for writing by one press."""
    reader = visit()
    reader.page.on("dialog", lambda dialog: dialog.accept())
    reader.open("/account/login/?next=/targets/")
    reader.fill_sign_in(office.teacher)
    reader.page.wait_for_url("**/targets/")
    reader.press(f"a[href='{NEW}'] >> visible=true", f"**{NEW}")
    reader.page.wait_for_selector(".ProseMirror")
    return reader


def write(reader, text):
    """Type at the end of the text."""
    reader.page.click(".ProseMirror")
    reader.page.keyboard.press("Control+End")
    reader.page.keyboard.type(text)


def test_three_fields_and_two_presses_send_an_article(writer, office):
    writer.page.fill("#id_title", TITLE)
    write(writer, "มะลิอ่านให้น้องฟังทุกเย็น")
    writer.press("label:has(input[value=story])")
    writer.press("[name=action][value=submit]", SENT)
    writer.look()

    article = Article.objects.get()
    assert (article.title, article.kind, article.status) == (TITLE, "story", "submitted")
    assert article.body == "<p>มะลิอ่านให้น้องฟังทุกเย็น</p>"
    assert [credit.user for credit in article.authorships.all()] == [office.teacher]


def add_picture(reader):
    with reader.page.expect_file_chooser() as chooser:
        reader.press("[data-do=picture]")
    content = picture_file(size=(640, 480)).read()
    chooser.value.set_files({"name": "ห้องเรียน.jpg", "mimeType": "image/jpeg", "buffer": content})
    reader.page.wait_for_selector("[data-alt-dialog][open]")
    reader.look()
    reader.page.wait_for_selector(".picture-row[data-state=sent]")
    reader.page.fill("[data-alt]", "มะลิกับน้อง")
    reader.press("[data-alt-set]")


def add_link(reader):
    reader.press("[data-do=link]")
    reader.look()
    reader.page.fill("#link-address", "www.obec.go.th")
    reader.press("[data-link-set]")


def test_editor_holds_what_an_article_needs(writer):
    writer.page.fill("#id_title", TITLE)
    for name, words in (("h2", "ที่มา"), ("bullets", "อ่าน"), ("bullets", "เน้น")):
        writer.press(f"[data-do={name}]")
        writer.page.keyboard.type(f"{words}\n")
    writer.press("[data-do=bullets]")
    writer.page.keyboard.type("ตัวหนา")
    writer.page.keyboard.press("Shift+Home")
    writer.press("[data-do=bold]")
    write(writer, "")  # the words stay, whatever comes next
    add_picture(writer)
    add_link(writer)
    writer.press("[data-do=table]")
    writer.look()
    writer.press("[name=action][value=submit]", SENT)
    writer.look()

    kept = Attachment.objects.get()
    found = {name: writer.count(f".prose {name}") for name in ("h2", "li", "strong", "table tr", "a", "img")}
    assert found == {"h2": 1, "li": 2, "strong": 1, "table tr": 3, "a": 1, "img": 1}
    assert writer.page.get_attribute(".prose img", "src") == f"/files/{kept.key}/"
    assert writer.page.evaluate("document.querySelector('.prose img').naturalWidth") == 640


def test_draft_is_saved_while_it_is_written(writer):
    writer.page.fill("#id_title", TITLE)
    write(writer, "ยังเขียนไม่จบ")
    writer.page.wait_for_url("**/edit/")
    writer.page.reload()
    writer.page.wait_for_selector(".ProseMirror")

    assert writer.page.input_value("#id_title") == TITLE
    assert writer.text(".ProseMirror") == "ยังเขียนไม่จบ"
    assert Article.objects.get().status == "draft"


def test_text_outlives_the_session(writer, office):
    writer.page.fill("#id_title", TITLE)
    writer.context.clear_cookies(name="kmc_session")
    write(writer, "เขียนต่อหลังหลุดจากระบบ")
    writer.page.wait_for_selector("[data-note] a")
    with writer.context.expect_page() as opened:
        writer.press("[data-note] a")
    second, writer.page = writer.page, opened.value
    writer.fill_sign_in(office.teacher)
    writer.page.wait_for_url("**/")
    writer.page = second
    writer.press("[name=action][value=submit]", SENT)

    article = Article.objects.get()
    assert (article.title, article.status) == (TITLE, "submitted")
    assert article.body == "<p>เขียนต่อหลังหลุดจากระบบ</p>"
    writer.faults = [fault for fault in writer.faults if "Failed to load" not in fault]  # the refused saves


@pytest.fixture
def plain_writer(visit, office):
    reader = visit(office.teacher, scripts=False)
    reader.page.goto(NEW)
    reader.page.fill("#id_title", TITLE)
    reader.page.fill("#id_body", "ย่อหน้าแรก\n\nย่อหน้าที่สอง")
    return reader


def test_writing_without_scripts(plain_writer):
    plain_writer.look()
    plain_writer.press("label:has(input[value=story])")
    plain_writer.press("[name=action][value=submit]", SENT)

    article = Article.objects.get()
    assert (article.body, article.kind) == ("<p>ย่อหน้าแรก</p>\n<p>ย่อหน้าที่สอง</p>", "story")
    assert article.status == "submitted"


@pytest.mark.parametrize("size", (PHONE,))
def test_text_outlives_the_session_without_scripts(plain_writer, office):
    plain_writer.context.clear_cookies(name="kmc_session")
    plain_writer.press("[name=action][value=submit]", "**/account/login/**")
    plain_writer.fill_sign_in(office.teacher)
    plain_writer.page.wait_for_url(f"**{NEW}")

    assert plain_writer.page.input_value("#id_title") == TITLE
    assert "ย่อหน้าที่สอง" in plain_writer.page.input_value("#id_body")


@pytest.mark.parametrize("size", (PHONE,))
def test_wrong_input_comes_back_with_all_of_it(plain_writer):
    plain_writer.page.fill("#id_title", " ")
    plain_writer.press("[name=action][value=submit]")
    plain_writer.page.wait_for_selector("#id_title[aria-invalid=true]")

    assert "ย่อหน้าที่สอง" in plain_writer.page.input_value("#id_body")
    assert not Article.objects.exists()
