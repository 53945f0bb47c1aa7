"""Pages of long lists: two queries each, the last as cheap as the first."""

import pytest
from django.contrib.auth.models import Group
from django.db.models import F
from django.db.models.functions import Length

from kmc.lib.paging import WindowPaginator

pytestmark = pytest.mark.django_db
TOTAL = 47


@pytest.fixture
def groups():
    Group.objects.all().delete()  # those of the roles
    Group.objects.bulk_create(Group(name=f"{number % 7}-{number:03}") for number in range(TOTAL))
    return Group.objects.order_by("-name", "pk")


def names(rows) -> list[str]:
    return [group.name for group in rows]


@pytest.mark.parametrize("per_page", (1, 7, 10, 46, 47, 48))
def test_pages_are_the_list_cut_up(groups, per_page):
    pages = WindowPaginator(groups, TOTAL, per_page)
    found = [name for number in range(1, pages.num_pages + 1) for name in names(pages.page(number))]

    assert found == names(groups)


@pytest.mark.parametrize("number", (1, 3, 5))
def test_a_page_is_two_queries(groups, django_assert_num_queries, number):
    pages = WindowPaginator(groups, TOTAL, 10)

    with django_assert_num_queries(2):
        page = pages.page(number)
        assert len(page) == len(list(page)) == len(page.object_list)


def test_the_last_page_is_read_from_the_end(groups, django_assert_num_queries):
    with django_assert_num_queries(2) as queries:
        found = names(WindowPaginator(groups, TOTAL, 10).page(5))

    assert found == names(groups)[40:]
    sql = queries[0]["sql"].upper()
    assert "LIMIT 7" in sql
    assert "OFFSET" not in sql
    assert '"NAME" ASC' in sql


@pytest.mark.parametrize(
    "asked, number",
    (
        ("abc", 1), ("", 1), (None, 1), ("-1", 1), ("0", 1), ("1.5", 1), ("\x00", 1), (["2"], 1), ("9" * 5000, 5),
        ("99999999999", 5), (99999999999999999999, 5), ("๒", 2), (" 3 ", 3), (4, 4),
    ),
)  # fmt: skip
def test_any_page_number_is_a_page(groups, asked, number):
    assert WindowPaginator(groups, TOTAL, 10).page(asked).number == number


def test_page_says_where_it_stands(groups):
    first, last = (WindowPaginator(groups, TOTAL, 10).page(number) for number in (1, 5))

    assert (first.start_index, first.end_index, first.has_previous, first.has_next) == (1, 10, False, True)
    assert (last.start_index, last.end_index, last.has_previous, last.has_next) == (41, 47, True, False)
    assert (last.previous_page_number, first.next_page_number, last.num_pages) == (4, 2, 5)
    assert WindowPaginator(groups, TOTAL, 2).page(9).elided_page_range == [1, "…", 8, 9, 10, "…", 24]


def test_nothing_to_show_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = WindowPaginator(Group.objects.order_by("pk"), 0).page("2")
        assert list(page) == []

    assert (page.number, page.num_pages, page.start_index, page.end_index) == (1, 1, 0, 0)
    assert not page.has_other_pages


@pytest.mark.parametrize("total", (40, 55))
def test_a_total_that_lags_behind_breaks_nothing(groups, total):
    pages = WindowPaginator(groups, lambda: total, 10)

    assert all(len(pages.page(number)) <= 10 for number in range(1, 7))


def test_rows_that_tie_still_have_one_order(groups):
    tied = Group.objects.annotate(size=Length("name")).order_by(F("size").desc(nulls_last=True))
    pages = WindowPaginator(tied, TOTAL, 10)
    found = [name for number in range(1, 6) for name in names(pages.page(number))]

    assert sorted(found) == sorted(names(groups))


def test_load_dresses_the_rows(groups):
    page = WindowPaginator(groups, TOTAL, 5, load=lambda rows: rows.annotate(size=Length("name"))).page(10)

    assert [group.size for group in page] == [5, 5]
    assert names(page) == names(groups)[45:]
