"""A published text goes on: its next version is read beside it, an old one comes back; a certificate proves it."""

import pytest

from knowledge.models import Certificate
from tests.browser.conftest import BODY
from tests.knowledge.desk import published, stored

TITLE = "เรื่องเล่าหน้าเสาธง"
WHY = "เพิ่มผลของภาคเรียนที่สอง"
ADDED = "ปลายปีเด็กยืมหนังสือกลับบ้านทุกสัปดาห์"


@pytest.fixture
def article(office):
    return published(office.teacher, office.reviewer, title=TITLE, body=BODY)


@pytest.fixture
def reviewer(visit, office):
    return visit(office.reviewer)


@pytest.fixture
def author(visit, office):
    reader = visit(office.teacher)
    reader.page.on("dialog", lambda dialog: dialog.accept())
    return reader


@pytest.fixture
def following(author, article):
    """Return the address of the next version, which the author wrote and sent."""
    address = article.get_absolute_url()
    author.page.goto(f"{address}edit/")
    author.page.click(".ProseMirror")
    author.page.keyboard.press("Control+End")
    author.page.keyboard.type(ADDED)
    author.page.fill("#id_reason", WHY)
    author.press("[name=action][value=submit]", f"**{address}")
    author.look()
    return f"{address}next/"


def publish(reviewer, following, article):
    reviewer.page.goto("/reviews/")
    reviewer.press(f".desk a[href='{following}']", f"**{following}")
    reviewer.look()
    added = "".join(reviewer.texts(".diff ins"))
    reviewer.press(".decide__publish .button", f"**{article.get_absolute_url()}")
    return added


def test_next_version_is_seen_beside_the_old_one_and_published(reviewer, visit, following, article):
    visitor = visit()
    visitor.page.goto(article.get_absolute_url())
    before = visitor.text(".prose")

    added = publish(reviewer, following, article)

    visitor.page.reload()
    assert ADDED in added
    assert ADDED not in before
    assert ADDED in visitor.text(".prose")


def test_older_version_is_brought_back(reviewer, following, article):
    publish(reviewer, following, article)
    history = f"{article.get_absolute_url()}history/"
    reviewer.open(history)
    names = reviewer.count(".versions .version")
    reviewer.press(".versions + p button")
    reviewer.page.wait_for_url("**/compare/**")
    reviewer.look()
    reviewer.press("a[href$='/versions/1/restore/']", "**/restore/")
    reviewer.look()
    reviewer.page.fill("#id_reason", "ผลยังไม่ครบทั้งปี")
    reviewer.press("main form .button--primary", f"**{article.get_absolute_url()}")

    assert names == 2
    assert [kept.number for kept in article.revisions.numbered()] == [3, 2, 1]
    assert ADDED not in stored(article).body


def test_certificate_is_issued_printed_and_checked_by_anybody(author, visit, article):
    author.open(f"{article.get_absolute_url()}certificate/")
    author.press("main form .button--primary", "**/print/")
    author.look()
    certificate = Certificate.objects.get()
    printed = author.text(".certificate")

    visitor = visit()
    visitor.open("/certificates/")
    visitor.page.fill("#id_code", certificate.shown_code.lower())
    visitor.press("main form button", f"**/certificates/{certificate.code}/")
    visitor.look()

    assert (TITLE in printed, certificate.shown_code in printed) == (True, True)
    assert visitor.count(".certificate-verdict") == 1
    assert TITLE in visitor.text("dl.facts")
