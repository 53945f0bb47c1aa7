"""Six flat scenes of school life in the colours of the portal, at three times of day."""

import random

from PIL import Image, ImageOps

from kmc.demo.canvas import (
    EARTH,
    HAIR,
    HEIGHT,
    INK,
    LEAF,
    LEAF_MID,
    LEAF_SOFT,
    LEAF_WASH,
    LOTUS,
    LOTUS_MID,
    LOTUS_WASH,
    PAPER,
    RULE,
    SAND,
    SKIN,
    SUN,
    SUNK,
    WIDTH,
    Canvas,
)

SKIES = (("#f7eee2", "#f2c879"), ("#eaf1ee", "#f7e3ab"), ("#f8e8e4", "#e9a96f"))  # sky and sun: noon, morning, evening
WOOD, DARK_WOOD, PLASTER = "#a86f52", "#7d4f3d", "#f6ecdc"


def scene(name: str, variant: int) -> Image.Image:
    """Return a scene; the variant chooses the light, and whether it is seen from the other side."""
    canvas = Canvas(SKIES[variant % 3][0])
    SCENES[name](canvas, SKIES[variant % 3][1], random.Random(f"{name} {variant}"))
    picture = canvas.finished()
    return ImageOps.mirror(picture) if variant % 2 else picture


# --- Things that come again ---------------------------------------------------------------------


def landscape(canvas: Canvas, sun: str, ground: int) -> None:
    """Draw sun, two rows of hills, and the ground from that height down."""
    canvas.oval(960, 150, 62, 62, sun)
    canvas.shape([(0, 330), (180, 262), (380, 322), (600, 240), (860, 318), (1060, 270), (1200, 312), (1200, 500), (0, 500)], LEAF_WASH)
    canvas.shape([(0, 392), (260, 330), (520, 388), (800, 336), (1030, 380), (1200, 346), (1200, 520), (0, 520)], "#cfe0c9")
    canvas.box(0, ground, WIDTH, HEIGHT - ground, LEAF_SOFT)


def tree(canvas: Canvas, x: float, foot: float, size: float, leaf: str = LEAF_MID) -> None:
    canvas.box(x - size * 0.06, foot - size * 0.55, size * 0.12, size * 0.55, DARK_WOOD, radius=4)
    canvas.oval(x, foot - size * 0.78, size * 0.34, size * 0.34, leaf)
    canvas.oval(x - size * 0.25, foot - size * 0.6, size * 0.24, size * 0.24, leaf)
    canvas.oval(x + size * 0.26, foot - size * 0.62, size * 0.25, size * 0.25, leaf)
    canvas.oval(x + size * 0.1, foot - size * 0.88, size * 0.13, size * 0.13, LEAF_SOFT)


def sugar_palm(canvas: Canvas, x: float, foot: float, height: float) -> None:
    canvas.line([(x, foot), (x + height * 0.03, foot - height)], DARK_WOOD, height * 0.05)
    top = (x + height * 0.03, foot - height)
    for dx, dy in ((-0.3, -0.04), (-0.24, -0.2), (-0.09, -0.29), (0.09, -0.29), (0.24, -0.2), (0.3, -0.04), (-0.2, 0.1), (0.2, 0.1)):
        end = (top[0] + dx * height, top[1] + dy * height)
        canvas.line([top, end], LEAF, height * 0.035)
        canvas.oval(*end, height * 0.075, height * 0.06, LEAF)


def child(
    canvas: Canvas, x: float, foot: float, size: float, shirt: str, skin: str, *, facing: bool = True, long: bool = False
) -> None:
    """Draw somebody to the waist: head, hair, shoulders. Not facing: only the hair is seen."""
    if long:
        canvas.box(x - size * 0.32, foot - size * 1.1, size * 0.64, size * 0.66, HAIR, radius=size * 0.27)
    canvas.half(x, foot, size * 0.5, size * 0.62, shirt)
    canvas.box(x - size * 0.09, foot - size * 0.74, size * 0.18, size * 0.2, skin, radius=4)
    canvas.oval(x, foot - size * 0.92, size * 0.27, size * 0.29, skin)
    if not facing:
        canvas.oval(x, foot - size * 0.97, size * 0.28, size * 0.29, HAIR)
        if long:
            canvas.box(x - size * 0.29, foot - size * 1.02, size * 0.58, size * 0.56, HAIR, radius=size * 0.16)
        return
    canvas.half(x, foot - size * 0.95, size * 0.29, size * 0.31, HAIR)
    for side in (-1, 1):
        canvas.oval(x + side * size * 0.1, foot - size * 0.87, size * 0.022, size * 0.026, INK)
    canvas.half(x, foot - size * 0.8, size * 0.07, size * 0.05, "#a4574b", 0, 180)


def book(canvas: Canvas, x: float, y: float, size: float, cover: str = LOTUS) -> None:
    canvas.shape([(x, y), (x - size, y - size * 0.16), (x - size, y - size * 0.8), (x, y - size * 0.62)], cover)
    canvas.shape([(x, y), (x + size, y - size * 0.16), (x + size, y - size * 0.8), (x, y - size * 0.62)], cover)
    canvas.shape([(x, y - 7), (x - size * 0.92, y - size * 0.2), (x - size * 0.92, y - size * 0.84), (x, y - size * 0.68)], PAPER)
    canvas.shape([(x, y - 7), (x + size * 0.92, y - size * 0.2), (x + size * 0.92, y - size * 0.84), (x, y - size * 0.68)], PAPER)
    for row in range(3):
        low = y - size * (0.2 + row * 0.16)
        canvas.line([(x - size * 0.8, low - size * 0.14), (x - size * 0.12, low)], RULE, 3)
        canvas.line([(x + size * 0.12, low), (x + size * 0.8, low - size * 0.14)], RULE, 3)


# --- Out of doors -------------------------------------------------------------------------------


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
    watering_can(canvas, 1098, 646)


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
    canvas.shape([(578, 424), (640, 424), (700, 500), (690, 560), (860, 675), (300, 675), (470, 570), (545, 500)], "#c58565")
    canvas.shape([(602, 424), (616, 424), (628, 500), (604, 560), (600, 675), (540, 675), (568, 570), (592, 500)], "#d39a7b")
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


# --- Indoors ------------------------------------------------------------------------------------


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
    canvas.shape([(x, y + height), (x, y + height * 0.66), (x + width * 0.5, y + height * 0.5), (x + width, y + height * 0.7), (x + width, y + height)], LEAF_SOFT)
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
            x = 190 + row * 110 + place * 275
            canvas.box(x - 96, y - 8, 192, 18, WOOD, radius=5)
            child(canvas, x - 2, y + 66, size, (PAPER, LOTUS_WASH, LEAF_WASH)[(place + row) % 3], rng.choice(SKIN), facing=False, long=(place + row) % 2 == 0)
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
    for x, foot, size, shirt in ((320, 570, 150, PAPER), (880, 570, 150, LEAF_SOFT), (470, 540, 132, SUN), (730, 540, 132, "#9fb8cf")):
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
    notes = (LOTUS_MID, SUN, LEAF_SOFT, "#9fb8cf", LOTUS_WASH)
    for row in range(3):
        for column in range(3):
            for number in range(rng.randint(1, 3)):
                canvas.box(286 + column * 178 + number * 50, 92 + row * 66, 42, 42, notes[(row + column + number) % 5], radius=3)
    for x in (436, 614):
        canvas.line([(x, 84), (x, 286)], RULE, 4)
    people = ((250, 470, LOTUS), (420, 446, SAND), (600, 438, LEAF_MID), (780, 446, "#9fb8cf"), (950, 470, LOTUS_MID))
    for x, foot, shirt in people:
        child(canvas, x, foot, 158, shirt, rng.choice(SKIN), long=x in (250, 600, 950))
    canvas.oval(600, 548, 520, 112, DARK_WOOD)
    canvas.oval(600, 534, 520, 108, "#b98362")
    for x, y, tilt in ((330, 520, 8), (520, 500, -6), (690, 504, 10), (860, 524, -8), (600, 566, 4)):
        canvas.shape([(x - 44, y - 18), (x + 44, y - 18 + tilt), (x + 38, y + 26 + tilt), (x - 50, y + 22)], PAPER)
        canvas.line([(x - 30, y - 2), (x + 26, y - 2 + tilt)], RULE, 3)
        canvas.line([(x - 32, y + 9), (x + 12, y + 8 + tilt)], RULE, 3)
    for x, y in ((430, 560), (770, 560)):
        canvas.oval(x, y, 22, 13, PAPER)
        canvas.oval(x, y - 3, 15, 8, "#8a5a3c")


SCENES = {
    "scene-school": school,
    "scene-garden": garden,
    "scene-road": road,
    "scene-classroom": classroom,
    "scene-reading": reading,
    "scene-meeting": meeting,
}
