"""What somebody asked for before, in much the same words: shown before a new wish is written."""

from kmc.lib.thai import normalize
from knowledge.models import TopicRequest
from knowledge.search.normalize import spelled
from knowledge.search.query import LONGEST, leaves

LOOKED_AT = 200  # newest wishes that nobody has answered
MOST = 3
ENOUGH = 0.5  # of the words stand in the other wish


def wishes_like(words: str, *, user) -> list[TopicRequest]:
    """Return unanswered wishes that hold at least half of the words, those with the most first. One query."""
    wanted = words_of(words)
    if not wanted:
        return []
    wishes = TopicRequest.objects.visible_to(user).open().with_seconds(user).newest_first()[:LOOKED_AT]
    shares = [(len(wanted & words_of(wish.title)) / len(wanted), wish) for wish in wishes]
    near = [(share, wish) for share, wish in shares if share >= ENOUGH]
    return [wish for _share, wish in sorted(near, key=lambda pair: -pair[0])][:MOST]


def words_of(text: str) -> set[str]:
    """Return the smallest words of a text; single letters say nothing."""
    return {word for word in leaves(spelled(normalize(text)[:LONGEST])) if len(word) > 1}
