"""gunicorn: two workers with four threads each, enough for an office; bigger sites set WEB_CONCURRENCY."""

import os

wsgi_app = "kmc.wsgi"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
keepalive = 5
limit_request_line = 8190  # a Thai letter takes nine characters of an address

# The application is loaded once and shared by the workers: less memory, a faster start.
preload_app = True

# Who asked for what is the access log of the site itself; the proxy in front keeps its own.
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True

# Only a proxy named here may say what the visitor's address and scheme were.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "")


def on_starting(server):
    """Load the addresses and the Thai dictionary before the workers are born: shared, and no first visitor waits."""
    from django.urls import get_resolver

    from knowledge.search.lexicon import lexicon

    lexicon()
    return get_resolver().url_patterns
