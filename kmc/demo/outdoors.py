"""Scenes in the open: the school, its garden, the road to it."""

import random

from kmc.demo.canvas import (
    DARK_WOOD,
    EARTH,
    HAIR,
    INK,
    LEAF,
    LEAF_MID,
    LEAF_SOFT,
    LOTUS,
    LOTUS_MID,
    LOTUS_WASH,
    PAPER,
    PLASTER,
    SAND,
    SKIN,
    WOOD,
    Canvas,
)
from kmc.demo.things import child, landscape, sugar_palm, tree


def school(canvas: Canvas, sun: str, rng: random.Random) -> None:
    """A wooden school on posts with its flag, the yard before it."""
    landscape(canvas, sun, 455)
    tree(canvas, 130, 480, 250)
    tree(canvas, 1085, 486, 210, LEAF)
    for post in range(270, 900, 100):
        canvas.box(post, 400, 20, 92, DARK_WOOD)
    canvas.box(240, 270, 680, 138, PLASTER)
    canvas.box(240, 396, 680, 16, WOOD)
    for left in range(272, 880, 106):
        canvas.box(left, 302, 64, 66, "#8fb3a9", radius=3, outline=WOOD, line=5)
        canvas.line([(left + 32, 302), (left + 32, 368)], WOOD, 4)
    canvas.shape([(196, 276), (300, 168), (860, 168), (964, 276)], LOTUS)
    canvas.shape([(196, 276), (964, 276), (960, 262), (200, 262)], "#6b1042")
    canvas.shape([(500, 204), (580, 120), (660, 204)], LOTUS_MID)
    canvas.oval(580, 176, 17, 17, PAPER)
    canvas.shape([(548, 412), (612, 412), (640, 500), (520, 500)], WOOD)
    canvas.shape([(500, 500), (660, 500), (880, 675), (300, 675)], SAND)
    flag(canvas, 1000, 500)
    for x in range(30, 1180, 46):
        canvas.oval(x + rng.randint(-8, 8), rng.choice((560, 600, 648)), 15, 8, LEAF_MID)
    canvas.shape([(500, 500), (660, 500), (880, 675), (300, 675)], SAND)
    for x, size, shirt in ((452, 92, PAPER), (724, 96, PAPER), (806, 88, LOTUS_WASH)):
        child(canvas, x, 684, size * 1.2, shirt, rng.choice(SKIN), long=x > 800)


def flag(canvas: Canvas, x: float, foot: float) -> None:
    canvas.box(x - 4, foot - 372, 8, 372, "#cfc5b8", radius=4)
    for part, colour in enumerate(("#a51931", "#f4f5f8", "#2d2a4a", "#2d2a4a", "#f4f5f8", "#a51931")):
        canvas.box(x + 4, foot - 366 + part * 13, 118, 13.5, colour)


def garden(canvas: Canvas, sun: str, rng: random.Random) -> None:
    """Vegetable beds behind the school, with a shed and a watering can."""
    landscape(canvas, sun, 380)
    tree(canvas, 1090, 420, 230, LEAF)
    canvas.box(120, 290, 180, 120, WOOD)
    canvas.box(176, 330, 62, 80, DARK_WOOD, radius=3)
    canvas.shape([(88, 300), (210, 214), (332, 300)], LOTUS)
    canvas.shape([(0, 400), (1200, 400), (1200, 675), (0, 675)], "#bcd3b3")
    for row in range(3):
        y, spread = 425 + row * 84, 1 + row * 0.16
        left, right = 600 - 500 * spread, 600 + 500 * spread
        canvas.shape([(left + 34, y), (right - 34, y), (right, y + 56), (left, y + 56)], EARTH)
        canvas.shape([(left, y + 56), (right, y + 56), (right - 6, y + 66), (left + 6, y + 66)], "#8f5a42")
        plants = 12 - row
        for number in range(plants):
            x = left + 70 + number * (right - left - 140) / (plants - 1)
            seedling(canvas, x, y + 36, 26 + row * 9 + rng.randint(-3, 3), row)
    watering_can(canvas, 1010, 640)


def seedling(canvas: Canvas, x: float, y: float, size: float, row: int) -> None:
    leaf = (LEAF_MID, LEAF, "#4d8555")[row % 3]
    for side in (-1, 1):
        canvas.oval(x + side * size * 0.36, y - size * 0.42, size * 0.42, size * 0.26, leaf)
    canvas.oval(x, y - size * 0.72, size * 0.3, size * 0.42, LEAF_SOFT if row != 1 else LEAF_MID)


def watering_can(canvas: Canvas, x: float, y: float) -> None:
    canvas.line([(x - 66, y - 60), (x - 128, y - 118)], LOTUS_MID, 17)
    canvas.oval(x - 130, y - 120, 24, 14, LOTUS_MID)
    canvas.pen.arc([(x + 20) * 2, (y - 112) * 2, (x + 118) * 2, (y - 8) * 2], 250, 120, fill=LOTUS, width=24)
    canvas.box(x - 76, y - 104, 144, 112, LOTUS, radius=14)
    canvas.oval(x - 4, y - 104, 72, 15, "#6b1042")


def road(canvas: Canvas, sun: str, rng: random.Random) -> None:
    """A red road between rice fields towards the hills, with sugar palms and somebody on a bicycle."""
    landscape(canvas, sun, 420)
    canvas.shape([(0, 430), (1200, 430), (1200, 675), (0, 675)], "#c9dba9")
    for offset in range(-6, 8):
        canvas.line([(600 + offset * 44, 430), (600 + offset * 330, 690)], "#a9c58b", 3)
    for y in (470, 530, 610):
        canvas.line([(0, y), (1200, y)], "#a9c58b", 3)
    canvas.shape(
        [(578, 424), (640, 424), (700, 500), (690, 560), (860, 675), (300, 675), (470, 570), (545, 500)],
        "#c58565",
    )
    canvas.shape(
        [(602, 424), (616, 424), (628, 500), (604, 560), (600, 675), (540, 675), (568, 570), (592, 500)],
        "#d39a7b",
    )
    for x, foot, height in ((190, 470, 240), (285, 452, 180), (962, 462, 220), (1060, 500, 290)):
        sugar_palm(canvas, x, foot, height)
    hut(canvas, 800, 452)
    cyclist(canvas, 560, 600, rng)


def hut(canvas: Canvas, x: float, foot: float) -> None:
    for side in (-40, 34):
        canvas.box(x + side, foot - 46, 7, 50, DARK_WOOD)
    canvas.box(x - 46, foot - 34, 94, 10, WOOD)
    canvas.shape([(x - 66, foot - 44), (x, foot - 92), (x + 66, foot - 44)], "#b79a63")


def cyclist(canvas: Canvas, x: float, foot: float, rng: random.Random) -> None:
    for side in (-48, 48):
        canvas.oval(x + side, foot, 34, 34, INK)
        canvas.oval(x + side, foot, 28, 28, "#cf9272")
    canvas.line([(x - 48, foot), (x - 8, foot - 58), (x + 40, foot - 58), (x + 48, foot)], LOTUS, 6)
    canvas.line([(x - 8, foot - 58), (x + 8, foot - 4), (x + 40, foot - 58)], LOTUS, 6)
    canvas.line([(x + 40, foot - 58), (x + 36, foot - 84), (x + 54, foot - 90)], INK, 5)
    canvas.line([(x - 12, foot - 66), (x + 16, foot - 40), (x + 8, foot - 4)], "#3d4a63", 15)
    canvas.line([(x - 12, foot - 66), (x + 4, foot - 128)], PAPER, 34)
    canvas.line([(x + 6, foot - 116), (x + 40, foot - 84)], PAPER, 12)
    canvas.oval(x + 10, foot - 164, 24, 25, SKIN[1])
    canvas.half(x + 9, foot - 168, 25.5, 25, HAIR)
    canvas.box(x - 44, foot - 126, 30, 46, LOTUS_MID, radius=9)
