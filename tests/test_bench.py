"""What `run.py bench` makes of its measurements: medians, ratios, the table."""

import pytest

from tools.measuring import goals
from tools.measuring.pages import Page, pages_of

FACTS = {"articles": [1, 2], "pages": 7, "rare": ["ตรวจรับ"], "frequent": ["การอ่าน"]}


def result(articles, *, cpu_ms=2.0, ratio=1.0):
    found = goals.Result("sqlite", articles, users=10, reads=100)
    figure = goals.Figure(ratio, cpu_ms, 5.0, 2)
    names = [page.name for page in pages_of(FACTS)] + ["floor article", "floor list", "floor last page"]
    found.pages = dict.fromkeys(names, figure)
    found.posts = {"draft": figure, "publish": figure}
    found.memory = {"kmc": 120.0, "floor": 80.0}
    found.event = {"counted": 1.2, "plain": 1.0}
    found.recall = {words: {"held": 3, "found": 3} for words in ("rare", "frequent")}
    return found


def rows_of(table):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_median_ratio_is_taken_of_rounds_not_of_sums():
    assert goals.median_ratio([(100.0, 50.0), (10.0, 20.0), (1.0, 1.0)]) == 1.0


def test_every_goal_has_a_row():
    told = {row[0] for row in rows_of(goals.table([result(500)]))}

    assert {f"P{number}" for number in range(1, 15)} <= told


@pytest.mark.parametrize("ratio, mark", ((1.5, "✓"), (1.49, "✗")))
def test_a_page_is_marked_by_its_goal(ratio, mark):
    rows = rows_of(goals.table([result(500, ratio=ratio)]))

    assert rows[2][3] == f"{ratio:.2f} F · 2.0 ms · 2 q {mark}"


@pytest.mark.parametrize("cpu_ms, fits", ((2.4, True), (2.5, False)))
def test_growth_compares_with_the_smallest_of_the_same_database(cpu_ms, fits):
    small, large = result(500), result(50_000, cpu_ms=cpu_ms)
    tell = goals.growth(("list",), 1.2)

    assert tell(large, small) == (f"list {cpu_ms / 2:.2f}", fits)
    assert tell(small, small) == ("–", None)


def test_a_search_that_misses_one_fails():
    found = result(500, ratio=9.0)
    found.recall["rare"] = {"held": 3, "found": 2}

    assert goals.search("search rare", "rare", 0.3)(found, found)[1] is False


def test_a_fresh_page_is_never_asked_for_twice():
    page = Page("search", ("/articles/?q=a", "/articles/"), fresh=True)

    assert len({page.path(number) for number in range(6)}) == 6
    assert page.path(1).startswith("/articles/?bench=")
