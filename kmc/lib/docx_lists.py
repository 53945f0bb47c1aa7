"""Numbered and bulleted lists in Word: nine levels, each list counted for itself."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

DEEPEST = 8
STEP = 0.75  # centimetres that a level stands in from the one above
TWIPS = 425  # the same in twentieths of a point
BULLETS = "•–"
NUMBERS = ("decimal", "%{0}."), ("decimal", "%{0})"), ("lowerLetter", "%{0}.")


class Numbering:
    """Makes the lists of one document."""

    def __init__(self, part):
        self.element = part.numbering_part.element
        self.patterns = {is_ordered: self.pattern(is_ordered=is_ordered) for is_ordered in (False, True)}

    def pattern(self, *, is_ordered: bool) -> int:
        """Enter how such a list looks on each level, and return its key."""
        kept = self.element.findall(qn("w:abstractNum"))
        key = max((int(one.get(qn("w:abstractNumId"))) for one in kept), default=0) + 1
        levels = "".join(level_xml(level, is_ordered=is_ordered) for level in range(DEEPEST + 1))
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
        first = self.element.find(qn("w:num"))
        self.element.append(made) if first is None else first.addprevious(made)
        return key

    def number(self, *, is_ordered: bool, level: int, start: str | None) -> int:
        """Begin a list and return its key."""
        first = int(start) if start and start.isdecimal() else 1
        made = self.element.add_num(self.patterns[is_ordered])
        if is_ordered:
            made.add_lvlOverride(ilvl=level).add_startOverride(first)
        return made.numId

    @staticmethod
    def apply(paragraph, number: int, level: int) -> None:
        """Make the paragraph an item of the list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number


def level_xml(level: int, *, is_ordered: bool) -> str:
    """Return how a level is marked and how far it stands in."""
    form, text = NUMBERS[level % 3] if is_ordered else ("bullet", BULLETS[level % 2])
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{TWIPS * (level + 1)}" w:hanging="{TWIPS}"/></w:pPr></w:lvl>'
    )
