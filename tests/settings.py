"""Settings of the test run: the product's own, on a throwaway database and data folder."""

import os
import tempfile

os.environ.setdefault("KMC_DATA_DIR", tempfile.mkdtemp(prefix="kmc-test-"))
os.environ.setdefault("KMC_SECRET_KEY", "only-for-tests-" + "x" * 50)
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
else:
    os.environ.pop("DATABASE_URL", None)

from kmc.settings import *  # noqa: E402, F403
from kmc.settings import CACHES, TEMPLATES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CACHES = CACHES | {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNDEFINED_TEMPLATE_VARIABLE"
WHITENOISE_AUTOREFRESH = True
