"""The difference of two texts by words: what was added, what was taken away, safe to put on a page."""

from knowledge.difference.show import Stretch, text_difference, words_difference

__all__ = ["Stretch", "text_difference", "words_difference"]
