"""Scenes in a room: lessons, reading, a meeting."""

import random

from kmc.demo.canvas import (
    DARK_WOOD,
    EARTH,
    HEIGHT,
    LEAF,
    LEAF_MID,
    LEAF_SOFT,
    LEAF_WASH,
    LOTUS,
    LOTUS_MID,
    LOTUS_WASH,
    PAPER,
    PLASTER,
    RULE,
    SAND,
    SKIN,
    SUN,
    SUNK,
    WIDTH,
    WOOD,
    Canvas,
)
from kmc.demo.things import book, child


def room(canvas: Canvas, floor: int) -> None:
    canvas.box(0, 0, WIDTH, floor, PLASTER)
    canvas.box(0, floor, WIDTH, HEIGHT - floor, "#dcb98f")
    canvas.box(0, floor - 12, WIDTH, 12, WOOD)
    for y in range(floor + 40, HEIGHT, 52):
        canvas.line([(0, y), (WIDTH, y)], "#cfa878", 2.5)


def window(canvas: Canvas, x: float, y: float, width: float, height: float, sun: str) -> None:
    canvas.box(x - 9, y - 9, width + 18, height + 18, WOOD, radius=4)
    canvas.box(x, y, width, height, "#dcebe6")
    canvas.oval(x + width * 0.72, y + height * 0.3, 24, 24, sun)
    canvas.shape(
        [
            (x, y + height),
            (x, y + height * 0.66),
            (x + width * 0.5, y + height * 0.5),
            (x + width, y + height * 0.7),
            (x + width, y + height),
        ],
        LEAF_SOFT,
    )
    canvas.box(x + width / 2 - 4, y, 8, height, WOOD)
    canvas.box(x, y + height / 2 - 4, width, 8, WOOD)


def classroom(canvas: Canvas, sun: str, rng: random.Random) -> None:
    """Children at their desks, seen from behind; the teacher beside the board."""
    room(canvas, 440)
    window(canvas, 950, 96, 180, 200, sun)
    canvas.box(200, 74, 600, 264, WOOD, radius=8)
    canvas.box(214, 88, 572, 236, "#2f5244", radius=4)
    for row, widths in enumerate(((250, 130), (180, 210), (300, 80))):
        x = 258
        for width in widths:
            canvas.line([(x, 146 + row * 52), (x + width, 146 + row * 52)], "#c7d9cc", 6)
            x += width + 42
    canvas.oval(694, 258, 34, 34, "#d7a9bf")
    canvas.oval(694, 258, 26, 26, "#2f5244")
    canvas.box(440, 332, 120, 9, PAPER, radius=4)
    canvas.box(790, 330, 92, 160, LOTUS, radius=34)
    canvas.line([(806, 372), (724, 300)], LOTUS, 26)
    canvas.oval(720, 296, 14, 14, SKIN[0])
    child(canvas, 838, 410, 128, LOTUS, SKIN[0], long=True)
    for row, (y, size) in enumerate(((520, 96), (640, 122))):
        for place in range(4 - row):
            shirt = (PAPER, LOTUS_WASH, LEAF_WASH)[(place + row) % 3]
            pupil(
                canvas,
                190 + row * 110 + place * 275,
                y,
                size,
                shirt,
                rng.choice(SKIN),
                long=(place + row) % 2 == 0,
            )


def pupil(canvas: Canvas, x: float, y: float, size: float, shirt: str, skin: str, *, long: bool) -> None:
    """Draw a child from behind, between the desk and the chair."""
    canvas.box(x - 96, y - 8, 192, 18, WOOD, radius=5)
    child(canvas, x - 2, y + 66, size, shirt, skin, facing=False, long=long)
    canvas.box(x - 74, y + 62, 148, 14, DARK_WOOD, radius=5)


def reading(canvas: Canvas, sun: str, rng: random.Random) -> None:
    """Children around a large book on a mat, shelves behind them."""
    room(canvas, 430)
    window(canvas, 70, 90, 170, 190, sun)
    shelf(canvas, 330, 76, 560, 300, rng)
    canvas.box(960, 120, 170, 120, LOTUS_WASH, radius=8, outline=LOTUS_MID, line=5)
    canvas.oval(1045, 180, 34, 34, LOTUS_MID)
    for side in (-1, 1):
        canvas.oval(1045 + side * 34, 190, 20, 26, LOTUS)
    canvas.oval(600, 585, 520, 96, LOTUS_MID)
    canvas.oval(600, 585, 490, 84, LOTUS_WASH)
    canvas.oval(600, 585, 420, 66, "#efd3df")
    for x, foot, size, shirt in (
        (320, 570, 150, PAPER),
        (880, 570, 150, LEAF_SOFT),
        (470, 540, 132, SUN),
        (730, 540, 132, "#9fb8cf"),
    ):
        child(canvas, x, foot, size, shirt, rng.choice(SKIN), long=x in (320, 730))
    book(canvas, 600, 640, 150)


def shelf(canvas: Canvas, x: float, y: float, width: float, height: float, rng: random.Random) -> None:
    canvas.box(x, y, width, height, DARK_WOOD, radius=6)
    colours = (LOTUS, LOTUS_MID, LEAF, LEAF_MID, SUN, SAND, "#9fb8cf", SUNK, EARTH)
    for row in range(3):
        top = y + 14 + row * (height - 14) / 3
        tall = (height - 14) / 3 - 14
        canvas.box(x + 14, top, width - 28, tall, "#5f3a2d")
        place = x + 24
        while place < x + width - 60:
            thick, low = rng.randint(14, 26), rng.randint(0, 18)
            canvas.box(place, top + low, thick, tall - low, rng.choice(colours), radius=2)
            place += thick + rng.choice((2, 2, 3, 22))


def meeting(canvas: Canvas, sun: str, rng: random.Random) -> None:
    """Colleagues around a table, notes on the wall behind them."""
    room(canvas, 470)
    window(canvas, 930, 90, 190, 200, sun)
    canvas.box(250, 70, 560, 230, PAPER, radius=8, outline=WOOD, line=8)
    notes(canvas, rng)
    people = (
        (250, 470, LOTUS),
        (420, 446, SAND),
        (600, 438, LEAF_MID),
        (780, 446, "#9fb8cf"),
        (950, 470, LOTUS_MID),
    )
    for x, foot, shirt in people:
        child(canvas, x, foot, 158, shirt, rng.choice(SKIN), long=x in (250, 600, 950))
    table(canvas)


def notes(canvas: Canvas, rng: random.Random) -> None:
    """Draw sticky notes in the three columns of the board."""
    colours = (LOTUS_MID, SUN, LEAF_SOFT, "#9fb8cf", LOTUS_WASH)
    for row in range(3):
        for column in range(3):
            for number in range(rng.randint(1, 3)):
                canvas.box(
                    286 + column * 178 + number * 50,
                    92 + row * 66,
                    42,
                    42,
                    colours[(row + column + number) % 5],
                    radius=3,
                )
    for x in (436, 614):
        canvas.line([(x, 84), (x, 286)], RULE, 4)


def table(canvas: Canvas) -> None:
    """Draw the round table with papers and two cups."""
    canvas.oval(600, 548, 520, 112, DARK_WOOD)
    canvas.oval(600, 534, 520, 108, "#b98362")
    for x, y, tilt in ((330, 520, 8), (520, 500, -6), (690, 504, 10), (860, 524, -8), (600, 566, 4)):
        canvas.shape(
            [(x - 44, y - 18), (x + 44, y - 18 + tilt), (x + 38, y + 26 + tilt), (x - 50, y + 22)], PAPER
        )
        canvas.line([(x - 30, y - 2), (x + 26, y - 2 + tilt)], RULE, 3)
        canvas.line([(x - 32, y + 9), (x + 12, y + 8 + tilt)], RULE, 3)
    for x, y in ((430, 560), (770, 560)):
        canvas.oval(x, y, 22, 13, PAPER)
        canvas.oval(x, y - 3, 15, 8, "#8a5a3c")
