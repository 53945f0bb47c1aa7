"""A plan officer: fourteen targets, figures that move with the work, and the rows behind them."""

import csv
import io

import openpyxl
import pytest

from knowledge.services import publish_article
from tests.browser.reader import DESKTOP


def figures(reader, office):
    """Return the figure of each counted target, as the page of all targets shows it."""
    reader.page.goto("/targets/")
    return {
        target.metric: reader.number(
            f".target:has([href='{target.get_absolute_url()}']) [data-value]", "value"
        )
        for target in office.plan.targets.counted()
    }


@pytest.mark.parametrize("language", ("th", "en"))
def test_fourteen_targets_under_three_strategies(visit, office, language):
    reader = visit(office.officer, language=language)
    reader.open("/targets/")

    assert (reader.count(".strategy"), reader.count(".strategy .target")) == (3, 14)
    assert reader.count("[data-value]") == office.plan.targets.counted().count() == 4


def test_publishing_moves_the_figures(visit, office, library, waiting):
    reader = visit(office.officer)
    before = figures(reader, office)

    publish_article(article=waiting, by=office.reviewer)

    after = figures(reader, office)
    moved = {metric: after[metric] - before[metric] for metric in after}
    assert moved["published-articles"] == 1
    assert moved["credited-authors"] == 1


def counted_rows(reader):
    """Return how many rows stand on all pages of the list behind a figure."""
    total = reader.count(".rows tbody tr")
    while reader.count("a[rel=next]"):
        reader.press("a[rel=next]")
        reader.page.wait_for_url("**page=2*")
        total += reader.count(".rows tbody tr")
    return total


@pytest.mark.parametrize("metric", ("published-articles", "credited-authors"))
def test_figure_is_the_number_of_rows_behind_it(visit, office, library, metric):
    target = office.plan.targets.get(metric=metric)
    reader = visit(office.officer)
    shown = figures(reader, office)[metric]

    reader.press(f".target__title [href='{target.get_absolute_url()}']", f"**{target.get_absolute_url()}")

    expected = {"published-articles": len(library), "credited-authors": 1}[metric]
    assert (
        shown == reader.number("[data-value]", "value") == reader.number("[data-total]", "total") == expected
    )
    assert counted_rows(reader) == shown


@pytest.mark.parametrize("size", (DESKTOP,))
def test_rows_come_as_files(visit, office, library):
    target = office.plan.targets.get(metric="published-articles")
    reader = visit(office.officer)
    reader.open(target.get_absolute_url())

    files = []
    for number in (1, 2):
        with reader.page.expect_download() as download:
            reader.press(f".rows-files a:nth-of-type({number})")
        files.append(download.value.path().read_bytes())

    sheet = openpyxl.load_workbook(io.BytesIO(files[0]), read_only=True).active
    titles = {article.title for article in library}
    in_sheet = {value for row in sheet.iter_rows(values_only=True) for value in row}
    in_csv = {value for row in csv.reader(io.StringIO(files[1].decode("utf-8-sig"))) for value in row}
    assert titles <= in_sheet
    assert titles <= in_csv


def test_rows_of_one_school(visit, office, library):
    target = office.plan.targets.get(metric="published-articles")
    reader = visit(office.officer)
    reader.open(target.get_absolute_url())

    reader.page.select_option("#organization", str(office.school.pk))
    reader.press(".unit-choice button", f"**organization={office.school.pk}*")
    reader.look()

    assert reader.number("[data-value]", "value") == len(library)
