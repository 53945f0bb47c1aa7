"""Many rows at once, as they are: stamps as given, no queries between, on SQLite and PostgreSQL."""

import io
from collections.abc import Iterable, Iterator
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, models

BATCH = 2000
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def batches(items: Iterable, size: int = BATCH) -> Iterator[list]:
    """Cut a stream into lists, so that no more than one of them is held."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def insert_rows(table: str, columns: Iterable[str], rows: Iterable[tuple]) -> int:
    """Write rows of prepared values. Return their number."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    marks = ", ".join(["%s"] * len(list(columns)))
    written = 0
    with connection.cursor() as cursor:
        for batch in batches(rows):
            if connection.vendor == "postgresql":
                lines = io.StringIO("".join(copied(row) for row in batch))
                cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", lines)
            else:
                cursor.executemany(
                    f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 names of ours
                    batch,
                )
            written += len(batch)
    return written


def copied(row: tuple) -> str:
    """Return a row as a line that COPY reads."""
    cells = (r"\N" if value is None else as_text(value).translate(ESCAPES) for value in row)
    return "\t".join(cells) + "\n"


def as_text(value) -> str:
    """Return a value as COPY takes it. The driver wraps JSON, and quotes it for a statement when it is printed."""
    return value.dumps(value.adapted) if hasattr(value, "adapted") else str(value)


def insert_objects(objects: Iterable[models.Model]) -> int:
    """Write objects of one model as they stand: `auto_now_add` stamps keep what they were given."""
    stream = iter(objects)
    first = next(stream, None)
    if first is None:
        return 0
    fields = [field for field in first._meta.concrete_fields if not (field.primary_key and first.pk is None)]
    columns = [field.column for field in fields]

    def values(item):
        return tuple(field.get_db_prep_save(getattr(item, field.attname), connection) for field in fields)

    return insert_rows(first._meta.db_table, columns, (values(item) for item in _with(first, stream)))


def _with(first, rest: Iterator) -> Iterator:
    yield first
    yield from rest


def first_free_id(model: type[models.Model]) -> int:
    """Return the id after the highest in use."""
    return (model.objects.aggregate(highest=models.Max("pk"))["highest"] or 0) + 1


def catch_up_sequences(*tables: type[models.Model]) -> None:
    """Let PostgreSQL count on from the ids that were given."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
