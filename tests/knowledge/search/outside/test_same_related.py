"""What is near is the same where OpenSearch answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.search.related import related_to
from tests.knowledge.search.test_related import *  # noqa: F403
from tests.knowledge.search.test_related import READING


@pytest.fixture(autouse=True)
def answered_outside(at_once):
    """Nothing else differs."""


@pytest.mark.parametrize("count", (4, 24))
def test_one_statement_whatever_there_is(shelve, visitor, topic, count):
    """Four statements here, whatever there is."""
    for number in range(count):
        article = shelve(f"บัตรคำ {number}", READING, topic=topic)

    with CaptureQueriesContext(connection) as queries:
        found = related_to(article, user=visitor, limit=3)

    assert (len(queries), len(found)) == (4, 3)
