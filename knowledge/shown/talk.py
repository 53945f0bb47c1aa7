"""Thanks, what the reader keeps and follows, and the comments below an article."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.forms.talk import CommentForm
from knowledge.models import Comment
from knowledge.permissions import (
    can_comment,
    can_delete_comment,
    can_edit_comment,
    can_follow,
    can_keep,
    can_moderate_comments,
    can_report_comment,
    can_thank,
)

PER_PAGE = 20  # conversations, each with all its answers
MOST_NAMES = 50
LONGEST_NUMBER = 15


def talk_of(article, user) -> dict:
    """Return the thanks and what this reader may leave. A query for the names of who thanked, if any did."""
    total = article.tally.thanks if hasattr(article, "tally") else 0
    talk = {"thanks_total": total}
    if not user.is_authenticated:
        return talk
    return talk | {
        "thanks_names": article.thanks.with_names()[:MOST_NAMES] if total else [],
        "has_thanked": article.has_thanked,
        "has_kept": article.has_kept,
        "is_followed": article.is_followed,
        "may_thank": can_thank(user, article),
        "may_keep": can_keep(user, article),
        "may_follow": can_follow(user, "article", article),
    }


@dataclass
class CommentPage:
    """Some conversations, and whether there are newer and earlier ones."""

    number: int
    threads: list[Comment]
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def comments_of(article, user, asked) -> dict:
    """Return the asked page of comments, the newest conversations first. Two queries, however many there are, and
    none where nobody said anything yet; two more where one comment is asked for."""
    if not (article.is_published or article.is_archived):
        return {}
    moderates = can_moderate_comments(user, article)
    standing = article.comments.standing_for(user, moderates=moderates)
    page = asked_page(standing, asked) if hasattr(article, "tally") else CommentPage(1, [], has_next=False)
    may_comment = can_comment(user, article)
    for thread in page.threads:
        prepare(thread, article, user, moderates=moderates)
        for answer in thread.answers:
            prepare(answer, article, user, moderates=moderates)
        thread.form = CommentForm(article=article, parent=thread) if may_comment else None
    return {
        "comments": page,
        "comment_total": article.tally.comments if hasattr(article, "tally") else 0,
        "comment_form": CommentForm(article=article) if may_comment else None,
    }


def asked_page(standing, asked) -> CommentPage:
    """Return the page with the asked comment, or of the asked number; anything that is no page is the first."""
    number = page_with(number_in(asked.get("comment")), standing) or number_in(asked.get("comments")) or 1
    start = (number - 1) * PER_PAGE
    threads = list(standing.threads().with_answers(standing)[start : start + PER_PAGE + 1])
    if not threads and number > 1:
        return asked_page(standing, {})
    return CommentPage(number, threads[:PER_PAGE], has_next=len(threads) > PER_PAGE)


def number_in(text: str | None) -> int:
    """Return what an address asks for; 0 where that is no number of a row or a page."""
    is_number = text and text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER
    return int(text) if is_number else 0


def page_with(key: int, standing) -> int | None:
    """Return the page on which a comment stands now, or None where there is no such comment for the reader."""
    comment = standing.filter(pk=key).only("article", "parent").first() if key else None
    if comment is None:
        return None
    return standing.threads().filter(pk__gt=comment.thread_id).count() // PER_PAGE + 1


def prepare(comment: Comment, article, user, *, moderates: bool) -> None:
    """Say of a comment whether this reader sees its text, and what they may do with it. No query."""
    comment.article = article
    is_writer = user.is_authenticated and comment.by_id == user.pk
    comment.is_readable = comment.is_shown or (comment.is_hidden and (moderates or is_writer))
    comment.has_page = user.is_authenticated and comment.by.closed_because in ("", "left")
    comment.may_unhide = moderates and comment.is_hidden and not is_writer
    may_hide = moderates and comment.is_shown and not is_writer
    acts = (
        (can_edit_comment(user, comment), "comment_edit", _("Edit")),
        (can_delete_comment(user, comment), "comment_delete", _("Delete")),
        (can_report_comment(user, comment) and not may_hide, "comment_report", _("Report")),
        (may_hide, "comment_hide", _("Hide")),
    )
    comment.acts = [
        (reverse(f"knowledge:{name}", args=[comment.pk]), words) for is_open, name, words in acts if is_open
    ]
