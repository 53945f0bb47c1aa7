"""Addresses of the programming interface."""

from django.urls import include, path

from kmc.api.api import api
from kmc.api.docs import description, docs

addresses = [one for one in api.urls[0] if one.name != "api-root"]  # nothing stands at the root

urlpatterns = [
    path("docs/", docs, name="api_docs"),
    path("openapi.json", description, name="api_description"),
    path("", include((addresses, "api"))),
]
