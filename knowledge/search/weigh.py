"""What an article weighs for each of its words: BM25F, finished at index time."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kmc.lib.html import html_to_text
from knowledge.models import Article, Attachment
from knowledge.search.lexicon import lexicon
from knowledge.search.normalize import spelled
from knowledge.search.segment import Token, bordered, signature, tokens
from knowledge.search.synonyms import phrases_in

HEADING = re.compile(r"<h[2-4][^>]*>(.*?)</h[2-4]>", re.DOTALL)
SCALE = 1000
SATURATION = 2.5
LONGEST_ACROSS = 4
INSIDE = 0.7  # a word inside a compound counts this much


class Field(NamedTuple):
    """How much a word in the field counts, and the length at which it counts just that.

    The usual lengths are fixed: an article weighs the same whatever else is in the index.
    """

    name: str
    weight: float
    usual_length: int
    length_share: float


TITLE, SUMMARY, TAGS = Field("title", 6, 12, 0.3), Field("summary", 3, 30, 0.3), Field("tags", 5, 8, 0.0)
HEADINGS, BODY = Field("headings", 1, 25, 0.3), Field("body", 1, 200, 0.9)  # headings stand in the body too
FILES = Field("files", 0.5, 1000, 0.6)
# Of attached files so many letters are kept in order, for phrases and excerpts: hundreds of them are read at once.
FILE_LETTERS_SHOWN = 20_000
FILES_BEGIN, FILE_ENDS = "\x1c", "\x1d"  # in the stored text: before the files, after each


class Content(NamedTuple):
    """All that the index keeps of an article."""

    impacts: dict[str, int]
    title_words: str
    words: str
    text: str


def content_of(article: Article, files: Sequence[Attachment] = ()) -> Content:
    """Return an article as it is indexed, with what its attached files say."""
    title, summary = spelled(article.title), spelled(article.summary)
    tags = spelled("\n".join(tag.name for tag in article.tags.all()))
    headings = spelled("\n".join(html_to_text(found) for found in HEADING.findall(article.body)))
    text = spelled(html_to_text(article.body))
    fields = [(TITLE, title), (SUMMARY, summary), (TAGS, tags), (HEADINGS, headings), (BODY, text)]
    found = {field: list(tokens(content)) for field, content in fields}
    frequency: Counter[str] = Counter()
    for field, words in found.items():
        add_field(frequency, field, words)
    inside = [spelled(f"{file.name}\n{file.words}") for file in files]
    add_field(frequency, FILES, [token for content in inside for token in tokens(content)])
    streams = [stream(content, found[field]) for field, content in fields if field in (SUMMARY, TAGS, BODY)]
    words_of_files, text_of_files = in_order(inside)
    return Content(
        impacts_of(frequency),
        stream(title, found[TITLE]),
        "\n".join([*streams, *words_of_files]),
        bordered(text, found[BODY]) + text_of_files,
    )


def in_order(inside: list[str]) -> tuple[list[str], str]:
    """Return the words of the files in order, and their text to show; each begins with the name of the file."""
    shown = [content[: FILE_LETTERS_SHOWN // len(inside)] for content in inside]
    found = [list(tokens(content)) for content in shown]
    texts = [bordered(content, words) + FILE_ENDS for content, words in zip(shown, found, strict=True)]
    return list(map(stream, shown, found)), FILES_BEGIN + "".join(texts) if texts else ""


def add_field(frequency: Counter[str], field: Field, found: list[Token]) -> None:
    """Add a field's words, the words inside them and known terms of several words."""
    share = field.length_share
    unit = field.weight / (1 - share + share * len(found) / field.usual_length)
    for token in found:
        frequency[token.word] += unit
        for inner in token.inside:
            frequency[inner] += unit * INSIDE
    for word in words_across(found):
        frequency[word] += unit * INSIDE
    for _start, _end, term in phrases_in([token.word for token in found]):
        frequency[term] += unit


def words_across(found: list[Token]) -> Iterator[str]:
    """Yield the dictionary words that neighbouring words make together: การ and อ่านออก hold การอ่าน."""
    known = lexicon()
    leaves = [(leaf, n) for n, token in enumerate(found) for leaf in token.leaves]
    for start, (beginning, first) in enumerate(leaves):
        made = beginning
        for leaf, place in leaves[start + 1 : start + LONGEST_ACROSS]:
            if place != first and found[place].start != found[place - 1].end:
                break
            made += leaf
            if place != first and made in known:
                yield made


def impacts_of(frequency: Counter[str]) -> dict[str, int]:
    """Return each word's impact, 1 to 1000: more of a word counts less and less."""
    return {
        word: max(1, round(SCALE * amount / (amount + SATURATION)))
        for word, amount in frequency.items()
        if word
    }


def stream(text: str, found: list[Token]) -> str:
    """Return the smallest words of a text, one character each; a line stays a line."""
    characters, position = [], 0
    for token in found:
        if text.find("\n", position, token.start) >= 0:
            characters.append("\n")
        characters.append(signature(token.leaves))
        position = token.end
    return "".join(characters)
