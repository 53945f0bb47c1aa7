"""What comes again in several scenes: landscape, trees, people, books."""

from kmc.demo.canvas import (
    DARK_WOOD,
    HAIR,
    HEIGHT,
    INK,
    LEAF,
    LEAF_MID,
    LEAF_SOFT,
    LEAF_WASH,
    LOTUS,
    PAPER,
    RULE,
    WIDTH,
    Canvas,
)


def landscape(canvas: Canvas, sun: str, ground: int) -> None:
    """Draw sun, two rows of hills, and the ground from that height down."""
    canvas.oval(960, 150, 62, 62, sun)
    canvas.shape(
        [
            (0, 330),
            (180, 262),
            (380, 322),
            (600, 240),
            (860, 318),
            (1060, 270),
            (1200, 312),
            (1200, 500),
            (0, 500),
        ],
        LEAF_WASH,
    )
    canvas.shape(
        [(0, 392), (260, 330), (520, 388), (800, 336), (1030, 380), (1200, 346), (1200, 520), (0, 520)],
        "#cfe0c9",
    )
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
    for dx, dy in (
        (-0.3, -0.04),
        (-0.24, -0.2),
        (-0.09, -0.29),
        (0.09, -0.29),
        (0.24, -0.2),
        (0.3, -0.04),
        (-0.2, 0.1),
        (0.2, 0.1),
    ):
        end = (top[0] + dx * height, top[1] + dy * height)
        canvas.line([top, end], LEAF, height * 0.035)
        canvas.oval(*end, height * 0.075, height * 0.06, LEAF)


def child(
    canvas: Canvas,
    x: float,
    foot: float,
    size: float,
    shirt: str,
    skin: str,
    *,
    facing: bool = True,
    long: bool = False,
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
            canvas.box(
                x - size * 0.29, foot - size * 1.02, size * 0.58, size * 0.56, HAIR, radius=size * 0.16
            )
        return
    canvas.half(x, foot - size * 0.95, size * 0.29, size * 0.31, HAIR)
    for side in (-1, 1):
        canvas.oval(x + side * size * 0.1, foot - size * 0.87, size * 0.022, size * 0.026, INK)
    canvas.half(x, foot - size * 0.8, size * 0.07, size * 0.05, "#a4574b", 0, 180)


def book(canvas: Canvas, x: float, y: float, size: float, cover: str = LOTUS) -> None:
    canvas.shape(
        [(x, y), (x - size, y - size * 0.16), (x - size, y - size * 0.8), (x, y - size * 0.62)], cover
    )
    canvas.shape(
        [(x, y), (x + size, y - size * 0.16), (x + size, y - size * 0.8), (x, y - size * 0.62)], cover
    )
    canvas.shape(
        [
            (x, y - 7),
            (x - size * 0.92, y - size * 0.2),
            (x - size * 0.92, y - size * 0.84),
            (x, y - size * 0.68),
        ],
        PAPER,
    )
    canvas.shape(
        [
            (x, y - 7),
            (x + size * 0.92, y - size * 0.2),
            (x + size * 0.92, y - size * 0.84),
            (x, y - size * 0.68),
        ],
        PAPER,
    )
    for row in range(3):
        low = y - size * (0.2 + row * 0.16)
        canvas.line([(x - size * 0.8, low - size * 0.14), (x - size * 0.12, low)], RULE, 3)
        canvas.line([(x + size * 0.12, low), (x + size * 0.8, low - size * 0.14)], RULE, 3)
