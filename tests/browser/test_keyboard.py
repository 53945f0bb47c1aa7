"""Everything by keyboard: the way past the header, what opens and closes, where one stands."""

import pytest

from tests.browser.reader import DESKTOP

OUTLINE = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""
PAGES = ("/", "/articles/?q=การอ่าน", "/targets/", "/account/login/")


def tab(reader, times=1):
    for _time in range(times):
        reader.page.keyboard.press("Tab")


def test_first_key_leads_past_the_header(visit, library):
    reader = visit()
    reader.open("/")

    tab(reader)
    first = reader.page.evaluate("document.activeElement.className")
    reader.page.keyboard.press("Enter")

    assert first == "skip-link"
    assert reader.page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", (DESKTOP,))
def test_focus_is_seen_wherever_it_stands(visit, library, path):
    reader = visit()
    reader.page.goto(path)

    unseen = []
    for _time in range(25):
        tab(reader)
        if reader.page.evaluate("document.activeElement === document.body"):
            break  # once round
        if not reader.page.evaluate(OUTLINE):
            unseen.append(reader.page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))

    assert unseen == []


def test_menu_and_its_way_out(visit, office):
    reader = visit(office.teacher)
    reader.open("/targets/")

    reader.page.focus(".menu > summary")
    reader.page.keyboard.press("Enter")
    reader.look()
    tab(reader)
    reader.page.keyboard.press("Escape")

    assert reader.count(".menu[open]") == 0
    assert reader.page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("size", (DESKTOP,))
def test_editor_by_keyboard(visit, office):
    reader = visit(office.teacher)
    reader.open("/articles/new/")
    reader.page.wait_for_selector(".ProseMirror")

    reader.page.focus("[data-do=link]")
    reader.page.keyboard.press("Enter")
    opened = reader.count("dialog[open]")
    reader.page.keyboard.press("Escape")

    assert (opened, reader.count("dialog[open]")) == (1, 0)
    assert reader.page.evaluate("document.activeElement.dataset.do") == "link"


@pytest.mark.parametrize("size", (DESKTOP,))
def test_search_by_keyboard(visit, library):
    reader = visit()
    reader.open("/")
    reader.page.focus("main [name=q]")
    reader.page.keyboard.type("การอ่าน")
    reader.page.keyboard.press("Enter")

    reader.page.wait_for_url("**/articles/?q=*")
