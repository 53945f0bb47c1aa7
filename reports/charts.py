"""Coordinates of the lines drawn on the pages: numbers in, attributes of SVG elements out."""

from dataclasses import dataclass
from datetime import date

from reports.pace import Span

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 28, 2
WIDTH, HEIGHT = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 40, 352, 12, 152


def sparkline(values: list[int]) -> str:
    """Return the points of a small line, or "" where there are too few values to draw one."""
    if len(values) < 2:
        return ""
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / (len(values) - 1)
    top = max(values) or 1
    room = SPARK_HEIGHT - 2 * SPARK_EDGE
    return " ".join(
        f"{SPARK_EDGE + step * place:.1f},{SPARK_HEIGHT - SPARK_EDGE - room * value / top:.1f}"
        for place, value in enumerate(values)
    )


@dataclass(frozen=True)
class Mark:
    """A place on an axis and what stands there."""

    at: float
    label: object


@dataclass(frozen=True)
class HistoryChart:
    """A target's line over its plan, with the target itself and today."""

    points: str
    goal_at: float
    today_at: float | None
    years: list[Mark]
    steps: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def history_chart(history: list[tuple[date, int]], goal: int, span: Span) -> HistoryChart | None:
    """Return the drawing of a target's history; None where there is nothing to draw yet."""
    points = [(day, value) for day, value in history if span.starts_on <= day <= span.ends_on]
    if len(points) < 2:
        return None
    top = max([goal, *(value for _day, value in points)]) * 1.05

    def across(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - span.starts_on).days / span.days, 1)

    def up(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    is_running = span.starts_on <= span.today <= span.ends_on
    return HistoryChart(
        points=" ".join(f"{across(day)},{up(value)}" for day, value in points),
        goal_at=up(goal),
        today_at=across(span.today) if is_running else None,
        years=[Mark(across(day), day) for day in new_years(span)],
        steps=[Mark(up(value), value) for value in (0, goal // 2, goal)],
    )


def new_years(span: Span) -> list[date]:
    """Return each first of January within the span."""
    days = (date(year, 1, 1) for year in range(span.starts_on.year, span.ends_on.year + 1))
    return [day for day in days if span.starts_on <= day <= span.ends_on]
