"""What every test starts from: nothing remembered from another test."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def empty_caches():
    """Forget kept pages, figures and counted attempts."""
    for alias in ("default", "pages"):
        caches[alias].clear()
