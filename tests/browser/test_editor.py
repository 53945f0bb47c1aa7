"""The editor in a real browser: pictures, a line that drops, a page that closes, no more than is needed at first."""

import pytest

from knowledge.models import Article, Attachment
from tests.browser.reader import DESKTOP, PHONE
from tests.browser.writing import NEW, body, choose_pictures, stored, wait_for_rows
from tests.knowledge.desk import picture_file

HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 600
ARRIVED = """() => {
  const kit = performance.getEntriesByType("resource").find(({ name }) => name.includes("django_prose_editor"));
  return kit.startTime >= performance.getEntriesByType("navigation")[0].loadEventStart;
}"""


def photo(name, size=(640, 480)):
    return name, "image/jpeg", picture_file(size=size).read()


def saved(writer):
    """Wait until the page says that the draft is saved."""
    writer.page.wait_for_url("**/edit/")
    return Article.objects.get()


def test_two_pictures_at_once_are_sent_and_described(writer):
    writer.page.keyboard.type("ในห้องเรียน")
    choose_pictures(writer, photo("ก.jpg", (2400, 1200)), photo("ข.jpg"))
    wait_for_rows(writer, "sent", 2)
    writer.look()
    writer.page.keyboard.type("บัตรคำบนโต๊ะ")
    writer.page.keyboard.press("Enter")
    writer.page.keyboard.type("ชั้นหนังสือ")
    writer.press(".picture-row:nth-child(2) summary")
    writer.page.locator("[data-caption]").last.fill("มุมอ่านของชั้น ป.3")
    writer.press("[data-alt-set]")

    text = stored(writer)
    first, second = (f"/files/{kept.key}/" for kept in Attachment.objects.order_by("pk"))
    assert text == (
        f'<p>ในห้องเรียน</p><img src="{first}" alt="บัตรคำบนโต๊ะ" width="1600" height="800">'
        f'<figure><img src="{second}" alt="ชั้นหนังสือ" width="640" height="480">'
        "<figcaption>มุมอ่านของชั้น ป.3</figcaption></figure>"
    )


def test_picture_is_described_anew_and_deleted(writer):
    choose_pictures(writer, photo("ก.jpg"))
    wait_for_rows(writer, "sent", 1)
    writer.press("[data-alt-set]")
    writer.press(".ProseMirror img")
    writer.look()
    writer.press("[data-do=describe]")
    writer.page.keyboard.type("เด็กล้อมวงอ่าน")
    writer.page.keyboard.press("Enter")
    described = writer.page.get_attribute(".ProseMirror img", "alt")

    writer.press("[data-do=pictureDelete]")

    assert (described, writer.count(".ProseMirror img"), body(writer)) == ("เด็กล้อมวงอ่าน", 0, "")


@pytest.mark.parametrize("size", (PHONE,))
def test_picture_of_a_phone_that_few_can_show_is_refused_in_words(writer):
    choose_pictures(writer, ("IMG_1.HEIC", "image/heic", HEIC))
    wait_for_rows(writer, "failed", 1)

    assert "HEIC" in writer.text("[data-state=failed] [data-state]")
    writer.press("[data-remove]")
    assert (writer.count("dialog[open]"), body(writer)) == (0, "")
    writer.faults.clear()  # the browser rightly noted the refusal


@pytest.mark.parametrize("size", (PHONE,))
def test_picture_waits_for_the_line(writer):
    writer.context.set_offline(True)
    choose_pictures(writer, photo("ก.jpg"))
    wait_for_rows(writer, "failed", 1)
    writer.page.keyboard.type("ครูกับเด็ก")
    writer.press("[data-alt-set]")
    waiting = writer.page.is_visible("[data-do=pending]")
    writer.context.set_offline(False)
    writer.page.wait_for_selector(".ProseMirror img[alt='ครูกับเด็ก']")

    assert (waiting, writer.page.is_visible("[data-do=pending]")) == (True, False)
    writer.faults.clear()  # the browser rightly complained about the dropped line


@pytest.mark.parametrize("size", (DESKTOP,))
def test_picture_outlives_the_session(writer, office):
    writer.context.clear_cookies(name="kmc_session")
    choose_pictures(writer, photo("ก.jpg"))
    wait_for_rows(writer, "failed", 1)
    with writer.context.expect_page() as opened:
        writer.press("a[data-sign-in]")
    second, writer.page = writer.page, opened.value
    writer.fill_sign_in(office.teacher)
    writer.page.wait_for_url("**/")
    writer.page = second
    writer.press("[data-retry]")
    wait_for_rows(writer, "sent", 1)

    assert writer.count(".ProseMirror img") == 1
    writer.faults.clear()  # the refused sendings


@pytest.mark.parametrize("size", (DESKTOP,))
def test_word_on_pupils_is_given_with_the_pictures(writer):
    choose_pictures(writer, photo("ก.jpg"))
    wait_for_rows(writer, "sent", 1)
    writer.press("[name=shown_pupils][value=permitted]")
    writer.press("[data-alt-set]")

    stored(writer)
    assert Article.objects.get().pupils == "permitted"


def test_page_is_read_before_the_editor_comes(writer):
    assert writer.page.evaluate(ARRIVED)


def test_text_written_without_a_line_is_saved_when_it_is_back(writer):
    writer.context.set_offline(True)
    writer.page.fill("#id_title", "เขียนบนรถเมล์")
    note = writer.page.get_attribute("[data-writing]", "data-offline")
    writer.page.wait_for_function(
        "text => document.querySelector('[data-note]').textContent === text", arg=note
    )

    writer.context.set_offline(False)

    assert saved(writer).title == "เขียนบนรถเมล์"
    writer.faults.clear()  # the browser rightly complained about the dropped line


def test_text_of_a_page_left_too_soon_is_offered_again(writer):
    writer.page.fill("#id_title", "ยังไม่ทันบันทึก")
    writer.page.goto(NEW)
    writer.page.wait_for_selector(".ProseMirror")

    writer.press("[data-restore-yes]")

    assert writer.page.input_value("#id_title") == "ยังไม่ทันบันทึก"
    assert saved(writer).title == "ยังไม่ทันบันทึก"


def test_usual_headings_of_the_kind_are_put_into_the_text(writer):
    writer.press("label:has(input[value=story])")
    writer.press("[data-do=prompts]")

    headings = writer.texts(".ProseMirror h2")
    assert headings == ["บริบท", "เหตุการณ์", "ทำอย่างไรจึงสำเร็จ", "ข้อคิด"]
