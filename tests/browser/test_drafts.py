"""A teacher posts from a phone within the bar, with help while writing; and nothing written is lost on the way."""

import re

import pytest

from knowledge.models import Article
from knowledge.prompts import PROMPTS
from knowledge.services import save_draft
from tests.browser.reader import PHONE
from tests.knowledge.desk import published

NEW = "/articles/new/"
EDIT = re.compile(r"/articles/\d+/edit/$")
SENT = re.compile(r"/articles/\d+/$")
TITLE = "หนังสือเล่มเล็กของเด็กหญิงมะลิ"
COUNT = """for (const kind of ["click", "change", "focusout"]) {
  document.addEventListener(kind, ({ isTrusted, target }) => {
    const field = target.closest("[name=title], [name=kind], .ProseMirror");
    const button = target.closest("a, button");
    if (isTrusted && kind === "click" && button) window.noted("tap", button.textContent.trim());
    if (isTrusted && kind !== "click" && field) window.noted("field", field.name || "body");
  }, true);
}"""
SAVED = "() => /[0-9]:[0-9]/.test(document.querySelector('[data-note]').textContent)"
ON_PHONE = pytest.mark.parametrize("size", (PHONE,))


@pytest.fixture
def writer(visit, office):
    """A teacher who reads something, signed in."""
    reader = visit(office.teacher)
    reader.page.on("dialog", lambda dialog: dialog.accept())
    return reader


def begin(reader, path=NEW):
    reader.page.goto(path)
    reader.page.wait_for_selector(".ProseMirror")


def write(reader, text):
    reader.page.click(".ProseMirror")
    reader.page.keyboard.press("Control+End")
    reader.page.keyboard.type(text)


def left_out(reader, words):
    """Leave out of the faults what the browser says of a line that was cut on purpose."""
    reader.faults = [fault for fault in reader.faults if words not in fault]


@ON_PHONE
def test_teacher_posts_from_any_page_in_two_taps_and_three_fields(writer):
    noted = {"tap": [], "field": []}
    writer.context.expose_function("noted", lambda kind, what: noted[kind].append(what))
    writer.page.add_init_script(COUNT)
    writer.page.goto("/targets/")

    writer.press(f"a[href='{NEW}'] >> visible=true", f"**{NEW}")
    writer.page.wait_for_selector(".ProseMirror")
    writer.page.fill("#id_title", TITLE)
    writer.press("label:has(input[value=story])")
    write(writer, "มะลิอ่านให้น้องฟังทุกเย็น")
    writer.press("[name=action][value=submit]", SENT)

    article = Article.objects.get()
    assert (article.title, article.kind, article.status) == (TITLE, "story", "submitted")
    assert (len(noted["tap"]), set(noted["field"])) == (2, {"title", "kind", "body"})


def test_headings_of_the_kind_come_by_one_tap_and_empty_ones_go(writer):
    begin(writer)
    writer.page.fill("#id_title", TITLE)
    writer.press("label:has(input[value=story])")
    writer.press("[data-offer-take]")
    assert writer.texts(".ProseMirror h2") == list(PROMPTS["story"])
    writer.look()

    writer.press("label:has(input[value=manual])")
    writer.press("[data-offer-take]")
    assert writer.texts(".ProseMirror h2") == list(PROMPTS["manual"])
    assert not writer.page.is_visible("[data-offer]")

    write(writer, "เก็บสำเนาไว้เสมอ")
    writer.press("[name=action][value=submit]", SENT)
    assert Article.objects.get().body == f"<h2>{PROMPTS['manual'][-1]}</h2><p>เก็บสำเนาไว้เสมอ</p>"


def test_headings_without_scripts(visit, office):
    reader = visit(office.teacher, scripts=False)
    reader.page.goto(NEW)
    reader.press(".start-with summary")
    reader.press("a[href$='?kind=story']", "**?kind=story")
    text = reader.page.input_value("#id_body")
    reader.page.fill("#id_title", TITLE)
    reader.page.fill("#id_body", text.replace("## เหตุการณ์\n", "## เหตุการณ์\nมะลิอ่านให้น้องฟัง\n"))
    reader.look()
    reader.press("[name=action][value=submit]", SENT)

    article = Article.objects.get()
    assert (article.kind, article.body) == ("story", "<h2>เหตุการณ์</h2>\n<p>มะลิอ่านให้น้องฟัง</p>")


def test_what_is_there_already_shows_while_the_title_is_typed(writer, office):
    other = published(office.colleague, office.reviewer, title="หนังสือเล่มเล็กของเด็ก ป.1")
    begin(writer)

    writer.page.locator("#id_title").press_sequentially("หนังสือเล่มเล็ก")
    writer.page.wait_for_selector("[data-similar] a")
    writer.look()

    link = writer.page.locator("[data-similar] a")
    assert (link.inner_text(), link.get_attribute("target")) == (other.title, "_blank")
    writer.page.fill("#id_title", "เรื่องใหม่เอี่ยม")
    writer.page.wait_for_selector("[data-similar]:empty", state="attached")


def test_text_written_while_the_line_is_down_is_offered_again(writer):
    begin(writer)
    writer.page.fill("#id_title", TITLE)
    write(writer, "ก่อนสายขาด")
    writer.page.wait_for_url(EDIT)
    writer.context.set_offline(True)
    write(writer, " หลังสายขาด")
    writer.press("label:has(input[value=story])")
    writer.page.wait_for_function("() => document.querySelector('[data-note]').textContent.length > 30")
    assert Article.objects.get().body == "<p>ก่อนสายขาด</p>"

    writer.page.goto("about:blank")
    writer.context.set_offline(False)
    writer.page.go_back()
    writer.page.reload()
    writer.page.wait_for_selector("[data-restore-yes]", state="visible")
    writer.press("[data-restore-yes]")
    writer.press("[name=action][value=submit]", SENT)

    article = Article.objects.get()
    assert (article.body, article.kind) == ("<p>ก่อนสายขาด หลังสายขาด</p>", "story")
    left_out(writer, "Failed to load resource")


def test_a_copy_kept_in_the_window_is_shown_to_its_writer_only(writer, office):
    begin(writer)
    writer.context.set_offline(True)
    write(writer, "ของครูคนแรก")
    writer.page.wait_for_function("() => Boolean(sessionStorage.getItem('kmc-writing'))")
    writer.context.set_offline(False)
    writer.sign_in(office.colleague)
    begin(writer)

    assert not writer.page.is_visible("[data-restore]")
    left_out(writer, "Failed to load resource")


@pytest.fixture
def in_conflict(writer, office):
    """A teacher whose draft was saved from another machine while they wrote."""
    begin(writer)
    writer.page.fill("#id_title", TITLE)
    write(writer, "เครื่องแรก")
    writer.page.wait_for_url(EDIT)
    writer.page.wait_for_function(SAVED)
    article = Article.objects.get()
    save_draft(article=article, by=office.teacher, data={"body": "<p>เครื่องที่สอง</p>"}, version=article.version)
    write(writer, " เขียนต่อ")
    writer.press("[name=action][value=save]")
    writer.page.wait_for_selector(".conflict")
    writer.page.wait_for_selector(".ProseMirror")
    left_out(writer, "409")
    return writer


@pytest.mark.parametrize(
    "choice, stands, aside",
    (("keep_stored", "เครื่องที่สอง", "เครื่องแรก เขียนต่อ"), ("save", "เครื่องแรก เขียนต่อ", "เครื่องที่สอง")),
)
def test_both_texts_stand_side_by_side_and_neither_is_lost(in_conflict, choice, stands, aside):
    reader = in_conflict
    reader.look()
    left, right = (reader.page.locator(".conflict__side").nth(n).bounding_box() for n in (0, 1))
    assert (left["y"] == right["y"]) == (reader.size != PHONE)

    reader.press(f".conflict [value={choice}]")
    reader.page.wait_for_selector("form:not([data-held]) .ProseMirror")

    article = Article.objects.get()
    assert article.body == f"<p>{stands}</p>"
    assert [kept.body for kept in article.revisions.set_aside()] == [f"<p>{aside}</p>"]


def test_next_version_waits_beside_the_published_text(writer, office):
    article = published(office.teacher, office.reviewer, title=TITLE, body="<p>ฉบับแรก</p>")
    writer.page.goto("/me/articles/")
    writer.look()
    writer.press(f"a[href='/articles/{article.pk}/edit/']", EDIT)
    writer.page.wait_for_selector(".ProseMirror")
    write(writer, " และฉบับใหม่")
    writer.page.fill("#id_reason", "ผลของปีนี้")
    writer.look()
    writer.press("[name=action][value=submit]", SENT)

    article.refresh_from_db()
    following = article.next_version
    assert (article.body, following.body) == ("<p>ฉบับแรก</p>", "<p>ฉบับแรก และฉบับใหม่</p>")
    assert (following.status, following.reason) == ("submitted", "ผลของปีนี้")


def test_discarded_draft_comes_back(writer):
    begin(writer)
    writer.page.fill("#id_title", TITLE)
    writer.press("[name=action][value=save]", EDIT)
    writer.press("a[href$='/discard/']", "**/discard/")
    writer.look()
    writer.press("main form button", "**/me/articles/")
    writer.press("a[href='?show=discarded']", "**?show=discarded")
    writer.look()
    writer.press("main form button", EDIT)

    assert writer.page.input_value("#id_title") == TITLE
    assert Article.objects.get().status == "draft"
