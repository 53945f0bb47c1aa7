"""The same search with its postings in OpenSearch (a small one of the tests' own, see `fake_opensearch`)."""

import pytest

from knowledge.search import reindex
from knowledge.search.backends import client as talking
from knowledge.search.backends import opensearch
from tests.knowledge.search.conftest import found, shelve, visitor  # noqa: F401
from tests.knowledge.search.fake_opensearch import FakeOpenSearch


@pytest.fixture
def server():
    server = FakeOpenSearch()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def named(server, settings):
    """OpenSearch is named in the settings; it holds no index yet."""
    settings.KMC_SEARCH_URL = server.url
    talking.client_of.cache_clear()
    return server


@pytest.fixture
def outside(named, db):
    """OpenSearch holds an index of all there is."""
    reindex()
    return named


class AtOnce:
    """A test never commits: what would be sent then is sent at once."""

    @staticmethod
    def on_commit(send, **_options):
        send()


@pytest.fixture
def at_once(outside, monkeypatch):
    monkeypatch.setattr(opensearch, "transaction", AtOnce)
    return outside
