"""All keywords with the number of articles that bear them, kept for each version of the site."""

from kmc.lib.thai import sort_key
from knowledge.filters import kept_choices
from knowledge.models import Article, TaggedArticle


def keywords(user, version) -> list[tuple[str, str, int]]:
    """Return name, address part and number of articles the person may read, in Thai order. One query a version."""

    def counted():
        rows = TaggedArticle.objects.counted(Article.objects.readable_by(user))
        return sorted(rows, key=lambda row: (sort_key(row[0]), row[0]))

    return kept_choices("keywords-staff" if user.is_authenticated else "keywords", version, counted)
