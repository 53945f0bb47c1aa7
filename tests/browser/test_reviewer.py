"""A reviewer publishes what waits, or returns it with what is missing; everyone else sees it at once."""

import pytest
from django.utils.translation import override

from accounts.models import Notification
from knowledge.checklists import CHECKLISTS
from knowledge.models import Article
from tests.browser.reader import PHONE

REASON = "ขอภาพประกอบของสมุดเล่มเล็กสักหนึ่งภาพ"


@pytest.fixture
def reviewer(visit, office, waiting):
    """The reviewer with the waiting article open, found in the queue."""
    reader = visit(office.reviewer)
    reader.open("/reviews/")
    reader.press(f"[data-article-id='{waiting.pk}'] h2 a", f"**{waiting.get_absolute_url()}")
    return reader


@pytest.fixture
def from_mail(visit, office, waiting):
    """The reviewer on the page that the letter about the waiting article leads to."""
    letter = Notification.objects.get(user=office.reviewer, kind="waiting")
    reader = visit(office.reviewer)
    reader.open(letter.path)
    return reader


def in_sight(reader, selector):
    """Return whether the thing can be pressed without scrolling."""
    box, size = reader.page.locator(selector).bounding_box(), reader.page.viewport_size
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def test_published_article_is_everywhere_at_once(reviewer, visit, waiting):
    visitor = visit()
    address = waiting.get_absolute_url()
    found = f".article-row [href='{address}']"
    pages = ("/", "/articles/", "/articles/?q=หนังสือเล่มเล็ก")
    before = [(visitor.page.goto(path), visitor.count(found))[1] for path in pages]

    reviewer.press(f"form[action='{address}publish/'] button")
    reviewer.page.wait_for_selector("[data-message]")
    reviewer.look()

    after = [(visitor.page.goto(path), visitor.count(found))[1] for path in pages]
    feed = visitor.context.request.get("/feeds/articles.atom").text()
    assert (before, after) == ([0, 0, 0], [1, 1, 1])
    assert waiting.title in feed
    assert visitor.page.goto(address).status == 200


def test_link_in_the_mail_then_one_tap_publishes(from_mail, size, waiting):
    button = ".decide__publish .button"
    if size == PHONE:
        assert in_sight(from_mail, button)

    from_mail.press(button)
    from_mail.page.wait_for_selector("[data-message]")

    assert Article.objects.get().status == "published"
    assert from_mail.count(f"[data-message] a[href='{waiting.get_absolute_url()}withdraw/']") == 1


def test_a_tick_and_a_tap_return_it(from_mail, visit, waiting, office):
    from_mail.page.check(".return-form input[value='1']")
    from_mail.look()
    from_mail.press(".decide > .button", "**/reviews/")

    author = visit(office.teacher)
    author.open("/me/articles/")
    assert CHECKLISTS["note"][1] in author.text(".reason")


def test_returned_article_tells_its_author_why(reviewer, visit, waiting, office):
    address = waiting.get_absolute_url()
    reviewer.page.fill("#id_reason", REASON)
    reviewer.look()
    reviewer.press(".decide > .button", "**/reviews/")

    author = visit(office.teacher)
    author.open("/me/articles/")
    article = Article.objects.get()
    with override("th"):
        status = article.get_status_display()
    assert article.status == "returned"
    assert author.text(".reason") == REASON
    assert author.text(".desk .pill") == status
    author.press(".desk h2 a", f"**{address}edit/")
    author.page.wait_for_selector(".ProseMirror")


def test_author_finds_no_button_to_publish_their_own(visit, office, waiting):
    author = visit(office.teacher)
    author.open(waiting.get_absolute_url())

    assert author.count("form[action$='/publish/']") == 0
    assert author.count(".site-nav__review") == 0
