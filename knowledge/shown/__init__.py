"""What the page of an article shows around its text: each part loads its own rows, in a fixed number of queries."""

from knowledge.shown.awards import awards_of
from knowledge.shown.building import building_of
from knowledge.shown.review import review_of
from knowledge.shown.talk import talk_of
from knowledge.shown.uses import uses_of
from knowledge.shown.versions import versions_of

PARTS = (versions_of, review_of, awards_of, uses_of, building_of, talk_of)


def around(article, user) -> dict:
    """Return the context of everything around the text, for this reader.

    `with_surroundings` told of the article what there is; only that is asked for here.
    """
    context = {}
    for part in PARTS:
        context |= part(article, user)
    return context
