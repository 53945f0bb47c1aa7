"""Static files: compressed beside the original, addressed by their content."""

import hashlib
from functools import cache

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedStaticFilesStorage


@cache
def content_version(name: str) -> str:
    """Return eight hex digits of the file's content, or "" where there is no such file."""
    path = finders.find(name)
    if not path:
        return ""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]


class VersionedStaticStorage(CompressedStaticFilesStorage, StaticFilesStorage):
    """Add `?v=…` to each address, so that a changed file is fetched again at once.

    Relative imports of ES modules and fonts stay as written; no manifest, so tests and
    the first start need no `collectstatic`.
    """

    def url(self, name):
        address = super().url(name)
        version = content_version(name)
        return f"{address}?v={version}" if version else address
