"""WSGI entry point: what gunicorn and waitress serve."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kmc.settings")

application = get_wsgi_application()
