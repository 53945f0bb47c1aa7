"""What every test starts from: nothing remembered from another test."""

import hypothesis
import pytest
from django.core.cache import caches
from django.db import connection

from accounts.services import sync_roles
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

# A busy machine is no reason to fail: what is slow to be drawn there is not slow to be read.
hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("busy")


def pytest_collection_modifyitems(config, items):
    """What asks no database is the same on every one: SQLite's run tests it."""
    if connection.vendor == "sqlite":
        return
    asking = [item for item in items if item.get_closest_marker("django_db") or "db" in item.fixturenames]
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = asking


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles are there before any test, as in a running office."""
    with django_db_blocker.unblock():
        sync_roles()


@pytest.fixture(autouse=True)
def empty_caches():
    """Forget kept pages, figures and counted attempts."""
    for alias in ("default", "pages"):
        caches[alias].clear()
