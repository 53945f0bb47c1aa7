"""Settings of the floor: one app, one database, no middleware."""

from pathlib import Path

import environ

env = environ.Env()
SECRET_KEY = "only for the floor"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["tools.bench_floor"]
MIDDLEWARE = []
ROOT_URLCONF = "tools.bench_floor.views"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent / "templates"],
    }
]
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
