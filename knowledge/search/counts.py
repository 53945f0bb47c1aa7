"""How many articles hold each word: kept beside the words, shifted by every save."""

from collections import Counter

from django.db import connection

from knowledge.models import SearchTerm

ALL, SYNONYMS = SearchTerm.ALL, SearchTerm.SYNONYMS  # the row of the first is the lock of the index
ROWS_A_STATEMENT = 500


def shift_counts(change: Counter[int]) -> None:
    """Add to each term's number of articles."""
    rows = sorted((term, amount) for term, amount in change.items() if amount)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            some = rows[start : start + ROWS_A_STATEMENT]
            cursor.execute(
                f"WITH change (id, amount) AS (VALUES {', '.join(['(%s, %s)'] * len(some))}) "  # noqa: S608 - marks only
                "UPDATE knowledge_searchterm SET document_count = document_count + change.amount "
                "FROM change WHERE knowledge_searchterm.id = change.id",
                [value for row in some for value in row],
            )
