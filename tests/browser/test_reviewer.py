"""A reviewer publishes what waits, or returns it with a reason; everyone else sees it at once."""

import pytest
from django.utils.translation import override

from knowledge.models import Article

REASON = "ขอภาพประกอบของสมุดเล่มเล็กสักหนึ่งภาพ"


@pytest.fixture
def reviewer(visit, office, waiting):
    """The reviewer with the waiting article open, found in the queue."""
    reader = visit(office.reviewer)
    reader.open("/reviews/")
    reader.press(f"[data-article-id='{waiting.pk}'] a", f"**{waiting.get_absolute_url()}")
    return reader


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


def test_returned_article_tells_its_author_why(reviewer, visit, waiting, office):
    address = waiting.get_absolute_url()
    reviewer.press(".review-panel summary")
    reviewer.page.fill("#id_reason", REASON)
    reviewer.look()
    reviewer.press(f"form[action='{address}return/'] button", "**/reviews/")

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
