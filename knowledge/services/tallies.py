"""The kept numbers of what readers left with an article, and the version of what its page shows of it."""

from knowledge.models import Article, Tally


def shift_tally(*, article: Article, comments: int = 0, uses: int = 0, thanks: int = 0) -> None:
    """Add to the numbers and raise the version: the article's kept page is out of date from here.

    Call it in the transaction of every write that changes what the page shows below the text.
    """
    Tally.objects.get_or_create(article=article)
    Tally.objects.filter(article=article).shift(comments=comments, uses=uses, thanks=thanks)
