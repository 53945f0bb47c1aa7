"""The editor in a real browser: text from Word, pictures, a line that drops, a page that closes."""

import pytest

from knowledge.models import Article, Attachment
from tests.knowledge.desk import picture_file

NEW = "/articles/new/"
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{margin:0}</style></head><body>
<p class=MsoNormal style='font-family:"TH Sarabun"'>เริ่ม<o:p></o:p></p>
<p class=MsoNormal align=center style='text-align:center'><b>กลาง</b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>๑.</span>หนึ่ง</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>ย่อย</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>๒.</span>สอง</p>
<table style='border:1px'><tr><td colspan=2>รวม</td></tr><tr><td>ก</td><td>ข</td></tr></table>
<p><a href="javascript:alert(1)">ร้าย</a><img src="file:///C:/x.png" onerror="alert(1)"></p></body></html>"""
PASTED = (
    '<p>เริ่ม</p><p class="ta-center"><strong>กลาง</strong></p>'
    '<ol data-type="decimal"><li><p>หนึ่ง</p><ul><li><p>ย่อย</p></li></ul></li><li><p>สอง</p></li></ol>'
    '<table><tbody><tr><td colspan="2"><p>รวม</p></td></tr><tr><td><p>ก</p></td><td><p>ข</p></td></tr></tbody></table>'
    "<p>ร้าย</p>"
)
PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".ProseMirror").dispatchEvent(event);
}"""


@pytest.fixture
def writer(visit, office):
    reader = visit(office.teacher)
    reader.page.on("dialog", lambda dialog: dialog.accept())
    reader.page.goto(NEW)
    reader.page.wait_for_selector(".ProseMirror")
    return reader


def saved(writer):
    """Wait until the page says that the draft is saved."""
    writer.page.wait_for_url("**/edit/")
    return Article.objects.get()


def test_text_from_word_is_pasted_clean(writer):
    writer.page.click(".ProseMirror")

    writer.page.evaluate(PASTE, WORD)

    assert writer.page.input_value("#id_body") == PASTED
    assert writer.page.is_visible("[data-progress]")


def test_picture_is_sent_and_described(writer):
    photo = picture_file(size=(2400, 1200))
    writer.page.fill("#id_title", "ภาพจากห้องเรียน")
    with writer.page.expect_file_chooser() as chooser:
        writer.press("[data-do=picture]")
    chooser.value.set_files({"name": "ภาพ.jpg", "mimeType": "image/jpeg", "buffer": photo.read()})
    writer.page.fill("#picture-alt", "บัตรคำบนโต๊ะ")
    writer.press("[data-alt-set]")

    article = saved(writer)
    kept = Attachment.objects.get()
    writer.page.wait_for_function("document.querySelector('[name=body]').value.includes('บัตรคำ')")
    assert kept.article == article
    picture = f'<img src="/files/{kept.key}/" alt="บัตรคำบนโต๊ะ" width="1600" height="800">'
    assert picture in writer.page.input_value("#id_body")


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
