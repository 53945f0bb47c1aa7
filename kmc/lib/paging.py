"""Pages of long lists: a kept total, a window of ids, and the far half counted from the end."""

from collections.abc import Callable
from functools import cached_property

from django.core.paginator import Paginator


class WindowPage:
    """One page of a list, with what the pagination component shows."""

    def __init__(self, paginator: "WindowPaginator", number: int):
        self.paginator = paginator
        self.number = number

    @cached_property
    def object_list(self) -> list:
        return self.paginator.rows(self.number)

    def __iter__(self):
        return iter(self.object_list)

    def __len__(self):
        return len(self.object_list)

    @property
    def num_pages(self) -> int:
        return self.paginator.num_pages

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.num_pages

    @property
    def has_other_pages(self) -> bool:
        return self.num_pages > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def start_index(self) -> int:
        return (self.number - 1) * self.paginator.per_page + 1 if self.paginator.total else 0

    @property
    def end_index(self) -> int:
        return min(self.number * self.paginator.per_page, self.paginator.total)

    @property
    def elided_page_range(self) -> list:
        """Return page numbers with «…» where pages are left out."""
        return list(
            Paginator(range(self.num_pages), 1).get_elided_page_range(self.number, on_each_side=1, on_ends=1)
        )


class WindowPaginator:
    """Pages of an ordered queryset whose total is known, as a number or a function that gives it.

    The ids of a page are read from the index alone; past the middle they are read backwards
    from the end, so the last page costs what the first does. `load` turns a queryset of the
    page's ids into what the page shows (`ArticleQuerySet.for_list`). Two queries a page.
    """

    def __init__(
        self, queryset, total: int | Callable[[], int], per_page: int = 20, load: Callable | None = None
    ):
        self.queryset = ordered_to_the_row(queryset)
        self.total = max(0, total() if callable(total) else total)
        self.per_page = per_page
        self.load = load or (lambda rows: rows)

    @property
    def num_pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    def page(self, number) -> WindowPage:
        """Return the page; anything that is no page number is the nearest one."""
        try:
            wanted = int(str(number)[:12])
        except ValueError:
            wanted = 1
        return WindowPage(self, min(max(1, wanted), self.num_pages))

    def window(self, number: int) -> list:
        """Return the ids of a page, in order. One query on the index."""
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.total)
        ids = self.queryset.values_list("pk", flat=True)
        if start <= self.total // 2:
            return list(ids[start:end])
        return list(ids.reverse()[self.total - end : self.total - start])[::-1]

    def rows(self, number: int) -> list:
        """Return the rows of a page, loaded, in the list's order."""
        ids = self.window(number)
        model = self.queryset.model
        found = {row.pk: row for row in self.load(model._default_manager.filter(pk__in=ids).order_by())}
        return [found[pk] for pk in ids if pk in found]


def paged(request, queryset, *, load: Callable | None = None, per_page: int = 30) -> WindowPage:
    """Return the asked page of a list, with its total counted once."""
    return WindowPaginator(queryset, queryset.count(), per_page, load=load).page(request.GET.get("page"))


def ordered_to_the_row(queryset):
    """Return the queryset with its key as the last order: without it rows may stand on two pages, or none."""
    order = queryset.query.order_by or (queryset.model._meta.ordering if queryset.ordered else ())
    key = queryset.model._meta.pk.name
    if order and order[-1] in ("pk", "-pk", key, f"-{key}"):
        return queryset
    return queryset.order_by(*order, "pk")


def narrowed(queryset, **wanted):
    """Return the rows that hold each value given; a value of None asks for nothing."""
    return queryset.filter(**{name: value for name, value in wanted.items() if value is not None})


def rows_after(queryset, key: int | None, most: int) -> list:
    """Return up to `most` rows in the order of their keys, those after `key`. What comes or goes meanwhile makes
    no row come twice or be left out."""
    rows = queryset.order_by("pk")
    return list((rows if key is None else rows.filter(pk__gt=key))[:most])
