"""What every operation answers with besides its own: the refusals."""

from kmc.api.schemas import Problem

REFUSALS = frozenset({400, 401, 403, 404, 422, 429})


def answers(schema) -> dict:
    """Return the answers of an operation: its own, and the refusals."""
    return {200: schema, REFUSALS: Problem}


def page_of(rows: list, limit: int, cursor_of) -> tuple[list, str | None]:
    """Return the rows of a page, of one more than it holds, and the cursor of the next; None on the last."""
    kept = rows[:limit]
    return kept, cursor_of(kept[-1]) if len(rows) > limit else None
