"""Who gets what at the addresses of comments, thanks, bookmarks and follows."""

from knowledge.models import Article, Comment
from knowledge.services.talk import add_comment

SENT_BACK = "in 302 302 302 302 302 302 302 302"
MODERATORS = "in 403 403 403 200 403 403 200 200"
SETTLED = "in 403 403 403 302 403 403 302 302"

ACCESS = {
    "knowledge:comment_create": ("public", SENT_BACK, "in 200 200 200 200 200 200 200 200"),
    "knowledge:comment_edit": (
        "comment",
        "in 403 403 200 403 403 403 403 403",
        "in 403 403 200 403 403 403 403 403",
    ),
    "knowledge:comment_delete": (
        "comment",
        "in 403 403 200 403 403 403 403 403",
        "in 403 403 302 403 403 403 403 403",
    ),
    "knowledge:comment_report": (
        "comment",
        "in 200 200 403 200 200 200 200 200",
        "in 200 200 403 200 200 200 200 200",
    ),
    "knowledge:comment_hide": ("comment", MODERATORS, MODERATORS),
    "knowledge:comment_unhide": ("comment", "405", SETTLED),
    "knowledge:comment_stand": ("comment", "405", SETTLED),
    "knowledge:comment_reports": ("", MODERATORS, "405"),
    "knowledge:article_thank": ("public", "405", SENT_BACK),
    "knowledge:article_bookmark": ("public", "405", SENT_BACK),
    "knowledge:article_qr": ("public", "200", "405"),
    "knowledge:follow": ("", "405", "in 404 404 404 404 404 404 404 404"),
    "knowledge:own_shelf": ("", "in 200 200 200 200 200 200 200 200", "405"),
}


def talk_of(things, people):
    """Let the author comment on their own public article."""
    article = Article.objects.get(pk=things["public"])
    comment = add_comment(article=article, by=people["author"], text="ขอเล่าเพิ่ม")
    return {"comment": comment.pk}


def restore_talk(things):
    """Put the comment back as it was."""
    Comment.objects.filter(pk=things["comment"]).update(
        text="ขอเล่าเพิ่ม", deleted_at=None, hidden_at=None, hidden_by=None, hidden_reason=""
    )
