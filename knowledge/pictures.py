"""Pictures people will see: of pupils somebody must have said a word before they are published."""

from knowledge.models import Article, NextVersion


def holds_pictures(text: Article | NextVersion) -> bool:
    """Return whether readers of the text would see a picture: in it, as its cover or beside it."""
    covers = [text.cover, text.article.cover] if isinstance(text, NextVersion) else [text.cover]
    if "<img" in text.body or any(covers):
        return True
    return any(file.is_picture and file.role == file.Role.DOCUMENT for file in files_of(text))


def files_of(text: Article | NextVersion) -> list:
    """Return the files of an article; of a next version those that stay and those that come with it."""
    if isinstance(text, Article):
        return list(text.attachments.all())
    removed = text.details.get("removed_files", ())
    staying = [file for file in text.article.attachments.all() if str(file.key) not in removed]
    return [*staying, *text.new_attachments.all()]


def word_on_pupils(text: Article | NextVersion) -> str:
    """Return what is said of pupils in the pictures: of a next version its own word, else that of the article."""
    if isinstance(text, NextVersion):
        return text.details.get("pupils") or text.article.pupils
    return text.pupils


def needs_pupils_word(text: Article | NextVersion) -> bool:
    """Return whether pictures would be published of which nobody said that they may be.

    Asked by every step that makes a text public; whoever takes the step sets `Article.pupils` then.
    """
    return not word_on_pupils(text) and holds_pictures(text)
