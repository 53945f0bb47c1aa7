"""The description of the interface as OpenAPI: in English, in a steady order, kept beside this file."""

import json
from pathlib import Path

from django.utils import translation

from kmc.api.api import KEY, api
from kmc.api.door import ROOT

FILE = Path(__file__).resolve().parent / "openapi.json"


def described() -> dict:
    """Return the description of every address, as made from the code."""
    with translation.override("en"):
        made = api.get_openapi_schema(path_prefix=ROOT.lstrip("/"))
    made["components"]["securitySchemes"] = {"key": KEY}
    made["servers"] = [{"url": "/"}]
    return json.loads(json.dumps(made))


def written() -> str:
    """Return the description as it is kept: easy to read, the same on every machine."""
    return json.dumps(described(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
