"""The small comforts of site.js: a menu that closes, a link copied, a message put away, a question asked first."""

import pytest

from tests.browser.reader import DESKTOP

FORM = """(address) => {
  const form = document.createElement("form");
  form.action = address;
  form.id = "asked";
  form.append(Object.assign(document.createElement("button"), { textContent: "ลบ" }));
  form.firstChild.dataset.confirm = "ลบความเห็นนี้หรือไม่";
  document.querySelector("main").prepend(form);
}"""

pytestmark = pytest.mark.parametrize("size", (DESKTOP,))


@pytest.fixture
def gallery(visit, office):
    reader = visit()
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.page.goto("/gallery/")
    return reader


def test_menu_closes_by_key_and_by_press_elsewhere(gallery):
    gallery.press(".menu > summary")
    gallery.page.keyboard.press("Escape")
    after_key = gallery.count(".menu[open]")
    gallery.press(".menu > summary")
    gallery.press("h1")

    assert (after_key, gallery.count(".menu[open]")) == (0, 0)


def test_link_is_copied(gallery):
    gallery.press("[data-copy]")

    gallery.page.wait_for_function(
        "button => button.innerText == button.dataset.copied", arg=gallery.page.query_selector("[data-copy]")
    )
    assert gallery.page.evaluate("navigator.clipboard.readText()") == "http://127.0.0.1:8000/articles/128/"


def test_message_is_put_away(gallery):
    before = gallery.count("[data-message]")

    gallery.press("[data-dismiss]")

    assert gallery.count("[data-message]") == before - 1


def test_question_is_asked_before_sending(gallery):
    gallery.page.evaluate(FORM, "/targets/")
    gallery.press("#asked button")
    gallery.press("dialog[open] .button--plain")
    stayed = gallery.page.url

    gallery.press("#asked button")
    gallery.press("dialog[open] .button--danger")
    gallery.page.wait_for_url("**/targets/?")

    assert stayed.endswith("/gallery/")


def test_lost_connection_is_said(gallery):
    gallery.page.wait_for_load_state("networkidle")
    gallery.context.set_offline(True)
    gallery.page.wait_for_function("document.querySelector('.offline').innerText != ''")
    gallery.context.set_offline(False)
    gallery.page.wait_for_function("document.querySelector('.offline').innerText == ''")
