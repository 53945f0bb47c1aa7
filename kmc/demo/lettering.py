"""Thai letters on pictures, marks stacked by our own rules: the same on machines with and without a shaping library."""

from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

from kmc.lib.thai import graphemes

FONTS = Path(__file__).resolve().parent / "fonts"
ABOVE, TONES, BELOW = "ัิีึื็ํ", "่้๊๋์", "ฺุู"
TALL, TAILED = "ปฝฟฬ", "ญฐ"
LIFT, LEAN, DROP = 0.2, 0.1, 0.1  # of the size: a tone over a vowel, marks beside a tall letter, below a tail


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "Sarabun-SemiBold.ttf" if bold else "Sarabun-Regular.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def text_width(text: str, size: int, *, bold: bool = False) -> float:
    return font(size, bold=bold).getlength(text)


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    fill,
    *,
    bold: bool = False,
    align: str = "left",
) -> None:
    """Write one line whose baseline begins, is centred or ends at the point."""
    face = font(size, bold=bold)
    x, y = at
    x -= {"left": 0, "center": 0.5, "right": 1}[align] * text_width(text, size, bold=bold)
    for cluster in graphemes(text):
        for index, char in enumerate(cluster):
            dx, dy = shift_of(cluster, index, size)
            draw.text((x + dx, y + dy), char, font=face, fill=fill, anchor="ls")
            x += face.getlength(char)


def shift_of(cluster: str, index: int, size: int) -> tuple[float, float]:
    """Return how far a mark moves from where the font puts it by itself."""
    char = cluster[index]
    if char in BELOW:
        return 0, size * DROP if cluster[0] in TAILED else 0
    if char not in ABOVE + TONES:
        return 0, 0
    lean = -size * LEAN if cluster[0] in TALL else 0
    is_stacked = char in TONES and any(mark in ABOVE + "ำ" for mark in cluster)
    return lean, -size * LIFT if is_stacked else 0


def wrapped(text: str, size: int, width: float, *, bold: bool = False) -> list[str]:
    """Break a label at its spaces so that each line fits, as far as spaces allow. A year stays with its «ปี»."""
    lines: list[str] = []
    for word in text.replace("ปี ", "ปี\u00a0").split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.replace("\u00a0", " ") for line in lines]


def fitting(text: str, size: int, width: float, *, bold: bool = False) -> tuple[list[str], int]:
    """Return the lines of a label and the size, made smaller until the longest line fits."""
    smallest = size - 6
    lines = wrapped(text, size, width, bold=bold)
    while widest(lines, size, bold=bold) > width and size > 16:
        if size == smallest:
            text = text.replace("และ", " และ")
        size -= 2
        lines = wrapped(text, size, width, bold=bold)
    return lines, size


def widest(lines: list[str], size: int, *, bold: bool = False) -> float:
    return max(text_width(line, size, bold=bold) for line in lines)
