"""Comments and thanks in a browser: two presses to say something, the focus where it stands, nothing lost."""

import pytest

from knowledge.models import Comment
from tests.browser.reader import PHONE

WORDS = "ลองกับเด็ก ป.2 แล้ว ได้ผลดี"


def test_a_colleague_comments_thanks_and_answers(visit, library, office):
    reader = visit(office.teacher)
    reader.open(library[0].get_absolute_url())

    reader.page.fill("#comment-text", WORDS)
    reader.press(".comment-form button", to="**#comment-*")
    first = Comment.objects.get()
    focused = reader.page.evaluate("document.activeElement.id")
    reader.press(".comment-answer summary")
    reader.look()
    reader.page.fill(f"#answer-{first.pk}-text", "เพิ่มอีกนิด")
    reader.press(".comment-answer button", to="**#comment-*")
    reader.press("#reader-acts form button", to="**#reader-acts")

    assert focused == f"comment-{first.pk}"
    assert reader.texts(".comment__text") == [WORDS, "เพิ่มอีกนิด"]
    assert reader.page.locator("#reader-acts [aria-pressed=true]").count() == 1


@pytest.mark.parametrize("size", (PHONE,))
def test_who_was_signed_out_meanwhile_loses_no_comment(visit, library, office):
    reader = visit(office.teacher)
    reader.page.goto(library[0].get_absolute_url())
    reader.page.fill("#comment-text", WORDS)
    reader.context.clear_cookies(name="kmc_session")

    reader.press(".comment-form button", to="**/login/**")
    reader.fill_sign_in(office.teacher)
    reader.page.wait_for_url("**#comments")
    kept = reader.page.input_value("#comment-text")
    reader.press(".comment-form button", to="**#comment-*")

    assert kept == WORDS
    assert reader.page.input_value("#comment-text") == ""
    assert Comment.objects.get().text == WORDS


@pytest.mark.parametrize("size", (PHONE,))
def test_talking_needs_no_script(visit, library, office):
    reader = visit(office.teacher, scripts=False)
    reader.open(library[0].get_absolute_url())

    reader.page.fill("#comment-text", WORDS)
    reader.press(".comment-form button", to="**#comment-*")
    reader.press(".comment__acts a >> nth=1", to="**/delete/")
    reader.press("main form button", to="**#comments")

    assert reader.count(".comment") == 0
    assert Comment.objects.get().text == ""
