"""What a reviewer needs beside the text: how long it waits, who has it in hand, what to look for, what is like it."""

from knowledge.comparison import compare, said_by
from knowledge.forms.reviewing import FilingForm, ReturnForm
from knowledge.models import Article
from knowledge.permissions import can_decide_on, can_see_history
from knowledge.pictures import needs_pupils_word
from knowledge.search import similar_to

SIMILAR = 3


def review_of(article, user, following=None) -> dict:
    """Return the context of the panel, for the article or for the next version of it that is shown."""
    if not can_see_history(user, article):
        return {}
    review = {"waiting_days": (following or article).waiting_days, "is_next": following is not None}
    if can_decide_on(user, article, following):
        review |= to_decide(article, user, following)
    return {"review": review}


def to_decide(article, user, following) -> dict:
    """Return what deciding takes."""
    text = following or article
    kind = following.details.get("kind", article.kind) if following else article.kind
    return {
        "can_decide": True,
        "version": text.version,
        "return_form": ReturnForm(kind=kind),
        "comparison": None if following else since_last_publication(article, user),
        "needs_pupils": needs_pupils_word(text),
        "pupils": Article.Pupils.choices,
        "similar": similar_to(article, user=user, limit=SIMILAR),
        "filing_form": None if following else FilingForm(article=article),
    }


def since_last_publication(article, user):
    """Return what changed since the article was last published; None where it never was."""
    latest = article.revisions.numbered().first()
    return compare(said_by(latest), said_by(article), reader=user) if latest else None
