"""Charts and step flows from the values a text gives."""

from PIL import Image

from kmc.demo.canvas import (
    HEIGHT,
    INK,
    LEAF,
    LEAF_WASH,
    LOTUS,
    LOTUS_WASH,
    PAPER,
    RULE,
    SOFT_INK,
    WIDTH,
    Canvas,
)
from kmc.demo.lettering import fitting

LEFT, RIGHT, TOP, BASE = 90, WIDTH - 60, 110, 540


def parsed(values: str) -> list[tuple[str, float]]:
    """Return labels with numbers from «name:number,name:number»."""
    pairs = (part.rsplit(":", 1) for part in values.split(","))
    return [(label.strip(), float(number)) for label, number in pairs]


def written(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def scale_of(numbers: list[float]) -> tuple[float, float]:
    """Return the top of the axis and the step between its rules: round numbers, four rules or so."""
    highest = max(numbers)
    for power in (0.1, 1, 10, 100, 1000, 10000):
        for factor in (1, 2, 2.5, 5):
            step = power * factor
            if highest / step <= 4.5:
                steps = int(highest / step) + (highest % step > 0)
                return step * max(steps, 1), step
    return highest, highest


def ruled(numbers: list[float], unit: str) -> tuple[Canvas, float]:
    """Return a sheet with its rules, and how many points of height one unit has."""
    canvas = Canvas()
    top, step = scale_of(numbers)
    per_unit = (BASE - TOP) / top
    number = 0.0
    while number <= top + step / 10:
        y = BASE - number * per_unit
        canvas.line([(LEFT, y), (RIGHT, y)], RULE if number else SOFT_INK, 1.5 if number else 2.5)
        canvas.text(LEFT - 16, y + 9, written(number), 25, SOFT_INK, align="right")
        number += step
    canvas.text(LEFT - 62, 58, f"หน่วย: {unit}", 27, SOFT_INK)
    return canvas, per_unit


def labelled(canvas: Canvas, labels: list[str], room: float) -> None:
    """Write the labels under the axis, all in the size that the longest needs."""
    size = min(fitting(label, 27, room - 16)[1] for label in labels)
    for place, label in enumerate(labels):
        for number, line in enumerate(fitting(label, size, room - 16)[0]):
            canvas.text(
                LEFT + room * (place + 0.5), BASE + 40 + number * size * 1.35, line, size, align="center"
            )


def bar_chart(values: str, unit: str) -> Image.Image:
    """Return bars with their numbers on top."""
    pairs = parsed(values)
    canvas, per_unit = ruled([number for _label, number in pairs], unit)
    room = (RIGHT - LEFT) / len(pairs)
    labelled(canvas, [label for label, _number in pairs], room)
    width = min(room * 0.56, 150)
    for place, (_label, number) in enumerate(pairs):
        x = LEFT + room * (place + 0.5)
        y = BASE - number * per_unit
        canvas.box(x - width / 2, y, width, BASE - y + 8, LOTUS, radius=8)
        canvas.box(x - width / 2, BASE + 1.5, width, 12, PAPER)
        canvas.text(x, y - 16, written(number), 34, INK, bold=True, align="center")
    return canvas.finished()


def line_chart(values: str, unit: str) -> Image.Image:
    """Return a line through its points, each with its number."""
    pairs = parsed(values)
    canvas, per_unit = ruled([number for _label, number in pairs], unit)
    room = (RIGHT - LEFT) / len(pairs)
    labelled(canvas, [label for label, _number in pairs], room)
    points = [
        (LEFT + room * (place + 0.5), BASE - number * per_unit)
        for place, (_label, number) in enumerate(pairs)
    ]
    canvas.shape([(points[0][0], BASE - 1), *points, (points[-1][0], BASE - 1)], LEAF_WASH)
    canvas.line(points, LEAF, 6)
    for (x, y), (_label, number) in zip(points, pairs, strict=True):
        canvas.oval(x, y, 13, 13, PAPER)
        canvas.oval(x, y, 9.5, 9.5, LEAF)
        canvas.text(x, y - 26, written(number), 34, INK, bold=True, align="center")
    return canvas.finished()


# --- Steps --------------------------------------------------------------------------------------


def step_flow(values: str) -> Image.Image:
    """Return the steps as numbered cards with arrows between, in one row or two."""
    steps = [step.strip() for step in values.replace("&gt;", ">").split(">")]
    canvas = Canvas()
    in_row = len(steps) if len(steps) <= 4 else (len(steps) + 1) // 2
    rows = [steps[:in_row], steps[in_row:]] if len(steps) > in_row else [steps]
    gap, height = 62, 210
    width = (WIDTH - 120 - gap * (in_row - 1)) / in_row
    top = (HEIGHT - height * len(rows) - 80 * (len(rows) - 1)) / 2
    number = 0
    for row_number, row in enumerate(rows):
        y = top + row_number * (height + 80)
        for place, step in enumerate(row):
            number += 1
            x = 60 + place * (width + gap)
            card(canvas, (x, y, width, height), number, step)
            if place < len(row) - 1:
                arrow(canvas, x + width + 9, y + height / 2, gap - 18)
    return canvas.finished()


def card(canvas: Canvas, spot: tuple, number: int, step: str) -> None:
    x, y, width, height = spot
    canvas.box(x, y, width, height, LOTUS_WASH, radius=20)
    canvas.oval(x + width / 2, y + 62, 34, 34, LOTUS)
    canvas.text(x + width / 2, y + 75, str(number), 36, PAPER, bold=True, align="center")
    lines, size = fitting(step, 34, width - 26, bold=True)
    first = y + 148 - (len(lines) - 1) * size * 0.5
    for line_number, line in enumerate(lines):
        canvas.text(
            x + width / 2, first + line_number * size * 1.35, line, size, INK, bold=True, align="center"
        )


def arrow(canvas: Canvas, x: float, y: float, length: float) -> None:
    canvas.line([(x, y), (x + length - 10, y)], SOFT_INK, 4.5)
    canvas.shape([(x + length, y), (x + length - 18, y - 11), (x + length - 18, y + 11)], SOFT_INK)
