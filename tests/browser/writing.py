"""At the writing page: open it, paste into it, hand in pictures, save and return what is stored."""

import pytest

from knowledge.models import Article

NEW = "/articles/new/"
EDITED = "**/articles/*/"
PASTE = """([type, text]) => {
  const data = new DataTransfer();
  data.setData(type, text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".ProseMirror").dispatchEvent(event);
}"""


@pytest.fixture
def writer(visit, office):
    """A teacher in front of an empty text."""
    reader = visit(office.teacher)
    reader.page.on("dialog", lambda dialog: dialog.accept())
    reader.page.goto(NEW)
    reader.page.wait_for_selector(".ProseMirror")
    reader.page.click(".ProseMirror")
    return reader


def paste(writer, text, kind="text/html"):
    writer.page.evaluate(PASTE, [kind, text])


def body(writer):
    """Return what the editor would hand in."""
    return writer.page.input_value("#id_body")


def stored(writer, title="เรื่องหนึ่ง"):
    """Save the draft by its button. Return the text as the server keeps it."""
    writer.page.fill("#id_title", title)
    with writer.page.expect_navigation():
        writer.press("[name=action][value=save]")
    return Article.objects.get().body


def choose_pictures(writer, *pictures):
    """Hand in pictures, each a name, its kind and its bytes."""
    with writer.page.expect_file_chooser() as chooser:
        writer.press("[data-do=picture]")
    files = [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in pictures]
    chooser.value.set_files(files)


def wait_for_rows(writer, state, count):
    writer.page.wait_for_function(
        "([state, count]) => document.querySelectorAll(`.picture-row[data-state=${state}]`).length === count",
        arg=[state, count],
    )
