"""Settings of the test run: the product's own, on a throwaway database and data folder."""

import atexit
import os
import shutil
import tempfile

# Whatever a developer's `.env` or shell says of a real office, its files and database stay out of reach.
DATA_DIR = tempfile.mkdtemp(prefix="kmc-test-")
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("KMC_") and name != "KMC_CHROMIUM"]:
    del os.environ[name]
os.environ |= {
    "KMC_ENV_FILE": os.devnull,
    "KMC_DATA_DIR": DATA_DIR,
    "KMC_SECRET_KEY": "only-for-tests-" + "x" * 50,
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
}

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
