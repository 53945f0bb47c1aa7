"""The honours of an article."""

from knowledge.models import Award
from knowledge.permissions import can_certify_author, is_author

MOST = 20


def awards_of(article, user) -> dict:
    """Return its confirmed awards, the highest level of the newest year first. A query where there are some."""
    return {
        "awards": Award.objects.confirmed().of_article(article).in_order()[:MOST]
        if article.has_awards
        else [],
        "may_certify": is_author(user, article) and can_certify_author(user, article, user.pk),
    }
