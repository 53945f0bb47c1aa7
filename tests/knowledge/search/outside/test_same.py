"""All that is asked of the search is asked again where OpenSearch answers: nothing may differ."""

import pytest

from knowledge.models import Posting
from tests.knowledge.search.test_engine import *  # noqa: F403
from tests.knowledge.search.test_hostile import *  # noqa: F403
from tests.knowledge.search.test_results import *  # noqa: F403
from tests.knowledge.search.test_similar import *  # noqa: F403
from tests.knowledge.search.test_suggest import *  # noqa: F403
from tests.knowledge.search.test_synonyms import *  # noqa: F403


@pytest.fixture(autouse=True)
def answered_outside(at_once):
    yield
    assert not Posting.objects.exists()
