"""A rich text as a flat row of blocks: paragraphs, list items, rows of tables, pictures, each with its words."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import NamedTuple

from knowledge.search.normalize import fold
from knowledge.search.segment import PIECE, thai_words_of

MARKS = {"strong", "em", "u", "s", "sub", "sup", "code"}
BLOCKS = {"p": "p", "h2": "h2", "h3": "h3", "h4": "h4", "pre": "pre", "figcaption": "caption"}
LISTS = ("ul", "ol")
LONGEST_CUT = 40_000  # letters of one block
BETWEEN = re.compile(r"\s+|\S")
LINE_ACROSS = "― ― ―"


class Piece(NamedTuple):
    """Letters with the marks they stand in (tags, the address of a link), or a picture by its address."""

    text: str
    marks: tuple[str, ...] = ()
    picture: str = ""


@dataclass
class Block:
    """One line of the text. Only a row of a table has more than one cell; `depth` is that of its list."""

    kind: str
    cells: list[list[Piece]] = field(default_factory=lambda: [[]])
    depth: int = 0

    @cached_property
    def key(self) -> tuple:
        """Return what two blocks that are the same have in common."""
        return self.kind, self.depth, tuple(map(tuple, self.cells))

    @cached_property
    def words(self) -> list[list[Piece]]:
        """Return the cells cut into words; what lies between them stands alone. What nobody reads is not cut."""
        if sum(len(piece.text) for cell in self.cells for piece in cell) > LONGEST_CUT:
            return self.cells
        return [[word for piece in cell for word in cut(piece)] for cell in self.cells]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return the words and pictures of the block, to tell how alike two are."""
        every = (piece for cell in self.words for piece in cell)
        return frozenset(
            piece.picture or piece.text for piece in every if piece.picture or piece.text.strip()
        )

    @property
    def is_empty(self) -> bool:
        return not any(piece.picture or piece.text.strip() for cell in self.cells for piece in cell)


def cut(piece: Piece) -> list[Piece]:
    """Return a piece word by word, with the same marks; of what lies between, spaces and each sign alone."""
    if piece.picture:
        return [piece]
    found, position = [], 0
    for run in PIECE.finditer(fold(piece.text)):
        found += BETWEEN.findall(piece.text, position, run.start())
        position = run.start()
        for word in thai_words_of(run[0]) if run.lastgroup == "thai" else [run[0]]:
            found.append(piece.text[position : position + len(word)])
            position += len(word)
    found += BETWEEN.findall(piece.text, position)
    return [Piece(text, piece.marks) for text in found]


class Reader(HTMLParser):
    """Reads cleaned rich text into blocks. Texts come out as letters: whoever shows them escapes them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.marks: list[str] = []
        self.lists: list[str] = []
        self.quotes = 0
        self.row: Block | None = None
        self.line: Block | None = None

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in LISTS:
            self.end_line()
            self.lists.append(tag)
        elif tag == "blockquote":
            self.end_line()
            self.quotes += 1
        elif tag in MARKS:
            self.marks.append(tag)
        elif tag == "a":
            self.marks.append(f"a:{values.get('href') or ''}")
        elif tag == "img":
            self.add(Piece(values.get("alt") or "", picture=values.get("src") or "?"))
        elif tag == "div" and "data-youtube" in values:
            self.lone("film", values["data-youtube"] or "")
        elif tag == "hr":
            self.lone("line", LINE_ACROSS)
        else:
            self.start_block(tag)

    def start_block(self, tag):
        if tag == "tr":
            self.end_line()
            self.row = Block("row", cells=[])
        elif tag in ("td", "th") and self.row is not None:
            self.row.cells.append([])
        elif tag == "br":
            self.end_line()
        elif tag == "li":
            self.end_line()
            self.line = self.new_line("p")
        elif tag in BLOCKS and (self.line is None or not self.line.is_empty):
            self.end_line()
            self.line = self.new_line(BLOCKS[tag])

    def handle_endtag(self, tag):
        if tag in LISTS:
            self.end_line()
            del self.lists[-1:]
        elif tag == "blockquote":
            self.end_line()
            self.quotes = max(self.quotes - 1, 0)
        elif tag in MARKS or tag == "a":
            del self.marks[-1:]
        elif tag == "tr" and self.row is not None:
            self.blocks.append(self.row)
            self.row = None
        elif tag in BLOCKS or tag == "li":
            self.end_line()

    def handle_data(self, data):
        if self.line is not None and self.line.kind == "pre":
            lines = data.split("\n")
            for number, text in enumerate(lines):
                if number:
                    self.end_line()
                    self.line = self.new_line("pre")
                self.add(Piece(text, tuple(self.marks)))
        else:
            self.add(Piece(" ".join(f"|{data}|".split())[1:-1], tuple(self.marks)))

    def add(self, piece):
        """Put a piece where the text is: into the cell of the row, into the line, or into a new one."""
        if not (piece.text or piece.picture):
            return
        if self.row is not None:
            if self.row.cells:
                self.row.cells[-1].append(piece)
            return
        if self.line is None:
            if not (piece.picture or piece.text.strip()):
                return
            self.line = self.new_line("p")
        self.line.cells[0].append(piece)

    def new_line(self, kind):
        """Return an empty line; inside a list or a quotation it is of that."""
        if kind == "p" and self.lists:
            return Block(self.lists[-1], depth=len(self.lists))
        return Block("quote" if kind == "p" and self.quotes else kind)

    def lone(self, kind, text):
        self.end_line()
        self.blocks.append(Block(kind, [[Piece(text)]]))

    def end_line(self):
        if self.line is not None and not self.line.is_empty:
            self.blocks.append(self.line)
        self.line = None


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of cleaned rich text."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    if reader.row is not None:
        reader.blocks.append(reader.row)
    return reader.blocks
