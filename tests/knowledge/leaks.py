"""Articles nobody outside may meet, each for a reason of its own."""

from django.core.cache import caches

from accounts.models import SiteState
from knowledge.services import archive_article, create_draft, save_next_version, withdraw_article
from tests.knowledge.desk import BODY, published, submitted

WORDS = "ฟืนเปียกหน้าฝน"  # stands in every hidden title, and nowhere else


def hidden_articles(teacher, reviewer, **data):
    """Make an article in every state visitors may not see, filed like any other. Return them by state."""
    data = {"body": BODY, **data}
    staff = published(teacher, reviewer, title=f"{WORDS} ภายใน", visibility="staff", **data)
    withdrawn = published(teacher, reviewer, title=f"{WORDS} ถอน", **data)
    archived = published(teacher, reviewer, title=f"{WORDS} เก็บ", **data)
    return {
        "draft": create_draft(by=teacher, data={"title": f"{WORDS} ร่าง"} | data),
        "waiting": submitted(teacher, title=f"{WORDS} รอ", **data),
        "staff": staff,
        "withdrawn": withdraw_article(article=withdrawn, by=reviewer, reason="ข้อมูลผิด"),
        "archived": archive_article(article=archived, by=reviewer, reason="เลิกใช้"),
    }


def changed_in_private(article, by):
    """Write a next version of a public article, which nobody reviewed yet."""
    return save_next_version(article=article, by=by, data={"title": f"{WORDS} รุ่นใหม่", "body": BODY})


def anew(client, address, **extra):
    """Return the page as made now, kept by nobody."""
    caches["pages"].clear()
    SiteState.raise_version()
    return client.get(address, **extra)
