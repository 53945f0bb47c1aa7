"""What every test starts from: nothing remembered from another test."""

import pytest
from django.core.cache import caches

from tests.access.world import made_world, world  # noqa: F401
from tests.knowledge.desk import (  # noqa: F401
    colleague,
    draft,
    office,
    other_reviewer,
    other_school,
    reviewer,
    school,
    stranger,
    teacher,
)


@pytest.fixture(autouse=True)
def empty_caches():
    """Forget kept pages, figures and counted attempts."""
    for alias in ("default", "pages"):
        caches[alias].clear()
