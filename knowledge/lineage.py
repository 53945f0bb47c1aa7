"""What an article builds on, as people type it: a number, an address, or words of its title."""

import re

from django.utils.translation import gettext as _

from kmc.lib.thai import to_arabic_digits
from knowledge.models import Article
from knowledge.search import similar_to

NUMBER = re.compile(
    r"\s*(?:#\s*(\d{1,18})(?!\d).*|(\d{1,18})\s*|\S*/articles/(\d{1,18})(?!\d)\S*)", re.DOTALL
)
MOST_CHOICES = 4
LONGEST_LINE = 50  # generations looked at: nobody builds that high


class NotFound(Exception):
    """What was typed names no article, or several. The message is a sentence for the person."""


def article_named(typed: str, *, user) -> Article:
    """Return the published article that is meant, of those the person may read."""
    number = number_in(typed)
    if number is not None:
        article = Article.objects.readable_by(user).filter(pk=number).first()
        if article is None:
            raise NotFound(_("There is no published article with this number."))
        return article
    return titled(typed, user=user)


def number_in(typed: str) -> int | None:
    """Return the number in "12", "#12 title" or an address of this site."""
    found = NUMBER.fullmatch(to_arabic_digits(typed))
    return int(next(filter(None, found.groups()))) if found else None


def titled(words: str, *, user) -> Article:
    """Return the one article with this title, or the only one that says much of the same."""
    found = list(Article.objects.readable_by(user).filter(title=words)[:2]) or similar_to(
        words, user=user, limit=MOST_CHOICES
    )
    if not found:
        raise NotFound(_("No article with these words in its title was found. Please write its number."))
    if len(found) > 1:
        choices = "; ".join(as_typed(article) for article in found)
        raise NotFound(
            _("Several articles are called like this. Please write the number: %(choices)s.")
            % {"choices": choices}
        )
    return found[0]


def as_typed(article: Article) -> str:
    """Return an article as it can be typed again."""
    return f"#{article.pk} {article.title}"


def descends_from(article: Article, ancestor_id: int) -> bool:
    """Return whether the article is the other one, or builds on it, directly or through others."""
    parent, passed = article.pk, 0
    while parent and passed < LONGEST_LINE:
        if parent == ancestor_id:
            return True
        parent = Article.objects.filter(pk=parent).values_list("builds_on", flat=True).first()
        passed += 1
    return False
