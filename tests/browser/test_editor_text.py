"""Text in the editor: pasted from Word and elsewhere, tables, links, the keyboard alone."""

import time

import pytest

from tests.browser.reader import DESKTOP
from tests.browser.writing import body, paste, stored

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{margin:0}</style></head><body>
<h1 style='margin:0'>รายงาน</h1><p class=MsoNormal style='font-family:"TH Sarabun"'>เริ่ม<a style='mso-footnote-id:ftn1' href="#_ftn1"
 name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a><o:p></o:p></p>
<p class=MsoNormal align=center style='text-align:center'><b>กลาง</b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>๓.</span><![endif]>หนึ่ง</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>ย่อย</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>๔.</span>สอง</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>๕.</span>สาม</p>
<table style='border:1px'><tr><td colspan=2>รวม</td></tr><tr><td align=right>ก</td><td>ข</td></tr></table>
<p>ค่า style= และ one=1<a href="javascript:alert(1)">ร้าย</a><img src="file:///C:/x.png" onerror="alert(1)"></p>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1">[1]</a> ที่มา</p></div></body></html>"""
FROM_WORD = (
    '<h2>รายงาน</h2><p>เริ่ม<sup>[1]</sup></p><p class="ta-center"><strong>กลาง</strong></p>'
    '<ol data-type="thai" start="3"><li><p>หนึ่ง</p><ul><li><p>ย่อย</p></li></ul></li><li><p>สอง</p></li><li><p>สาม</p></li></ol>'
    '<table><tbody><tr><td colspan="2"><p>รวม</p></td></tr><tr><td class="ta-right"><p>ก</p></td><td><p>ข</p></td></tr></tbody></table>'
    "<p>ค่า style= และ one=1ร้าย</p><p><sup>[1]</sup> ที่มา</p>"
)
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span style="font-weight:400">แผน</span></h1>
<p dir="ltr"><span style="font-weight:700">หนา</span><span style="font-weight:400"> บาง</span></p>
<ul><li dir="ltr"><p><span>ก</span></p></li><ul><li><p><span>ข</span></p></li></ul></ul>
<p><a href="https://www.google.com/"><span style="text-decoration:underline">ลิงก์</span></a><img src="https://lh7.google.com/a"></p></b>"""
FROM_DOCS = (
    "<h2>แผน</h2><p><strong>หนา</strong> บาง</p><ul><li><p>ก</p><ul><li><p>ข</p></li></ul></li></ul>"
    '<p><a href="https://www.google.com/">ลิงก์</a></p>'
)
ROWS = "".join(f"<tr><td>{number}</td><td>นักเรียน</td></tr>" for number in range(2_000))
LONG = (
    "<p class=MsoNormal style='margin:0'><span style='font-weight:bold'>ครูพาเด็กอ่าน</span>ทุกเช้าก่อนเข้าแถว</p>"
)
ACTIVE = "document.activeElement.dataset.do || document.activeElement.id || document.activeElement.tagName"


def press_tool(writer, name):
    """Press a button of the editor by the keyboard alone: from the text, along the arrows."""
    writer.page.keyboard.press("Alt+F10")
    for _step in range(40):
        if writer.page.evaluate(ACTIVE) == name:
            writer.page.keyboard.press("Enter")
            return
        writer.page.keyboard.press("ArrowRight")
    raise AssertionError(f"no way to {name}")


@pytest.mark.parametrize("html, text", ((WORD, FROM_WORD), (DOCS, FROM_DOCS)), ids=("word", "docs"))
def test_foreign_text_is_pasted_clean(writer, html, text):
    paste(writer, html)
    assert writer.page.is_visible("[data-paste-hint]")
    writer.look()

    assert stored(writer).replace(' rel="noopener nofollow ugc"', "") == text


@pytest.mark.parametrize("size", (DESKTOP,))
def test_text_copied_here_keeps_its_dress(writer):
    paste(writer, '<p class="ta-center" data-pm-slice="0 0 []">ก</p><div data-youtube="dQw4w9WgXcQ"></div>')

    assert body(writer) == '<p class="ta-center">ก</p><div data-youtube="dQw4w9WgXcQ"></div>'


@pytest.mark.parametrize("size", (DESKTOP,))
@pytest.mark.parametrize("html", (LONG * 6_000, f"<table>{ROWS}</table>"), ids=("paragraphs", "table"))
def test_much_text_is_pasted_in_little_time(writer, html):
    start = time.monotonic()
    paste(writer, html)
    seconds = time.monotonic() - start

    assert len(body(writer)) > 100_000
    assert seconds < 15  # a few on a free machine


@pytest.mark.parametrize("size", (DESKTOP,))
def test_table_by_keyboard_alone(writer):
    press_tool(writer, "table")
    for word in ("ชั้น", "จำนวน"):
        writer.page.keyboard.type(word)
        writer.page.keyboard.press("Tab")
    writer.page.keyboard.press("Shift+Tab")
    writer.page.keyboard.press("Shift+Tab")
    press_tool(writer, "mergeRight")
    writer.page.wait_for_timeout(600)  # what is done within half a second is undone together
    press_tool(writer, "rowDelete")
    writer.page.keyboard.press("Control+z")
    merged = body(writer)
    press_tool(writer, "split")

    assert '<th colspan="2"><p>ชั้น</p><p>จำนวน</p></th><th><p></p></th></tr>' in merged
    assert "<th><p>ชั้น</p><p>จำนวน</p></th><th><p></p></th><th><p></p></th></tr>" in body(writer)


def test_cells_below_each_other_are_merged(writer):
    writer.press("[data-do=table]")
    writer.press("[data-do=mergeDown]")
    writer.press("[data-do=columnDelete]")
    writer.press("[data-do=rowAfter]")
    writer.look()

    assert writer.count(".ProseMirror tr") == 4
    assert writer.count(".ProseMirror tr:first-child > *") == 2


def test_undo_and_redo(writer):
    writer.page.keyboard.type("คำแรก")
    writer.press("[data-do=bullets]")
    listed = body(writer)
    writer.press("[data-do=undo]")
    undone = body(writer)
    writer.page.keyboard.press("Control+y")

    assert (undone, body(writer)) == ("<p>คำแรก</p>", listed)


@pytest.mark.parametrize("size", (DESKTOP,))
def test_toolbar_is_one_stop(writer):
    stops = []
    writer.page.focus("[data-do][tabindex='0']")
    for key in ("End", "Home", "ArrowLeft", "ArrowRight", "Escape"):
        writer.page.keyboard.press(key)
        stops.append(writer.page.evaluate(ACTIVE))
    writer.page.keyboard.press("Shift+Tab")

    assert stops == ["prompts", "bold", "prompts", "bold", "id_body_editor"]
    assert writer.page.evaluate(ACTIVE) == "bold"


@pytest.mark.parametrize("size", (DESKTOP,))
def test_tab_moves_list_items_and_escape_lets_go(writer):
    press_tool(writer, "bullets")
    writer.page.keyboard.type("ก")
    writer.page.keyboard.press("Enter")
    writer.page.keyboard.type("ข")
    writer.page.keyboard.press("Tab")
    nested = body(writer)
    writer.page.keyboard.press("Escape")
    writer.page.keyboard.press("Tab")

    assert nested == "<ul><li><p>ก</p><ul><li><p>ข</p></li></ul></li></ul>"
    assert writer.page.evaluate(ACTIVE) != "id_body_editor"


def test_link_is_set_changed_and_removed(writer):
    writer.page.keyboard.type("ศธ.")
    writer.page.keyboard.press("Shift+Home")
    writer.page.wait_for_function(
        "() => !document.querySelector('.ProseMirror').editor.state.selection.empty"
    )
    writer.page.keyboard.press("Control+k")
    writer.page.fill("#link-address", "java\tscript:alert(1)")
    writer.page.keyboard.press("Enter")
    refused = writer.page.evaluate("document.querySelector('#link-address').validationMessage")
    writer.page.fill("#link-address", "www.moe.go.th")
    writer.look()
    writer.page.keyboard.press("Enter")
    writer.page.wait_for_selector(".ProseMirror-focused a")
    writer.page.keyboard.type(" ดู")
    link = body(writer)
    writer.page.locator(".ProseMirror a").click()
    writer.page.wait_for_selector("[data-do=link][aria-pressed=true]")
    writer.page.keyboard.press("Control+k")
    writer.press("[data-link-remove]")

    assert refused
    assert link == '<p><a href="https://www.moe.go.th">ศธ.</a> ดู</p>'
    assert body(writer) == "<p>ศธ. ดู</p>"


@pytest.mark.parametrize("size", (DESKTOP,))
def test_words_typed_before_the_editor_came_stay(visit, office):
    reader = visit(office.teacher)
    reader.page.goto("/articles/new/", wait_until="commit")
    reader.page.fill("#id_body", "คำแรก\n\n## หัวข้อ")
    reader.page.wait_for_selector(".ProseMirror")

    assert reader.page.inner_html(".ProseMirror").startswith("<p>คำแรก</p><h2>หัวข้อ</h2>")
