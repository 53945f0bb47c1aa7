"""A row as a line holds it, and back: columns as JSON, other rows by what lasts of them."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from kmc.exchange.kinds import BY_MODEL, Kind
from kmc.lib.html import clean_html
from kmc.lib.thai import normalize
from knowledge.services.revisions import KEPT_FIELDS, MODELS

NAMES_OF_PEOPLE = ("authors",)
LISTS = ("tags", "outside_authors", "files", "removed_files")


class Unfit(Exception):
    """A line cannot come in. The message is a sentence for the person."""


class Unnamed(Exception):
    """A row names one that came after the reading of its kind began: it leaves with the next export."""


def plain(value):
    """Return a value as JSON holds it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def canonical(ref) -> str:
    """Return a `ref` in the one spelling it is looked up by."""
    return ref if isinstance(ref, str) else json.dumps(ref, ensure_ascii=False)


class Refs:
    """What lines call the rows of each kind. Leaving, a key gives the ref; coming in, a ref gives the key."""

    def __init__(self):
        self.known: dict[type[models.Model], dict] = {}

    def of(self, model: type[models.Model]) -> dict:
        return self.known.setdefault(model, {})

    def ref(self, model: type[models.Model], key):
        """Return what lines call the row. `Role` has its code: roles are the same everywhere."""
        if key is None:
            return None
        if key not in self.of(model):
            raise Unnamed
        return self.of(model)[key]

    def key(self, model: type[models.Model], ref) -> int | None:
        """Return the key here of the row that a line names, or None."""
        if ref is None or not isinstance(ref, str | list):
            return None
        return self.of(model).get(canonical(ref))


def details_out(details: dict, refs: Refs) -> dict:
    """Return the details of a version with refs in place of keys; what is gone is left out."""
    told = {name: value for name, value in details.items() if name not in (*MODELS, *NAMES_OF_PEOPLE)}
    for name, model in MODELS.items():
        if name in details:
            told[name] = refs.of(model).get(details[name])
    if "authors" in details:
        people = refs.of(BY_PERSON)
        told["authors"] = [people[key] for key in details["authors"] if key in people]
    return told


def details_in(details, refs: Refs) -> dict:
    """Return the details of a version as they are kept here: known names with values of their kind only."""
    if not isinstance(details, dict):
        return {}
    kept = {name: refs.key(model, details[name]) for name, model in MODELS.items() if name in details}
    people = [refs.key(BY_PERSON, ref) for ref in listed(details.get("authors"))]
    if "authors" in details:
        kept["authors"] = [key for key in people if key]
    for name in LISTS:
        if name in details:
            kept[name] = [normalize(one) for one in listed(details[name]) if isinstance(one, str)]
    for name in (*KEPT_FIELDS, "cover"):
        if name not in MODELS and isinstance(details.get(name), str):
            kept[name] = normalize(details[name])
    if isinstance(details.get("is_cover_removed"), bool):
        kept["is_cover_removed"] = details["is_cover_removed"]
    return kept


def is_details(field: models.Field) -> bool:
    return field.name == "details" and isinstance(field, models.JSONField)


def listed(value) -> list:
    return value if isinstance(value, list) else []


def line_of(kind: Kind, row: models.Model, fields, refs: Refs, keep_file) -> dict:
    """Return a row as its line. `keep_file` takes a stored file along and says what the line tells of it."""
    line = {}
    for field in fields:
        value = getattr(row, field.attname)
        if field.is_relation:
            value = refs.ref(field.related_model, value)
        elif isinstance(value, FieldFile):
            value = keep_file(value)
        elif is_details(field):
            value = details_out(value, refs)
        line[field.name] = plain(value)
    return line


def value_in(kind: Kind, field: models.Field, value, refs: Refs):
    """Return what a line says of a column as it is kept here; a row that it names must have come in."""
    if field.is_relation:
        key = refs.key(field.related_model, value)
        if key is None and value is not None and not field.null:
            raise Unfit(
                _("“%(name)s” names %(value)s, which is not there.")
                % {"name": field.name, "value": str(value)[:80]}
            )
        return key
    if is_details(field):
        return details_in(value, refs)
    if isinstance(value, str):
        value = normalize(value)
        value = clean_html(value) if field.name in kind.html else value
    if isinstance(field, models.JSONField):
        return [normalize(one) for one in listed(value) if isinstance(one, str)]
    if isinstance(value, dict | list):
        raise Unfit(_("“%(name)s” is not one value.") % {"name": field.name})
    return None if value is None else field.to_python(value)


BY_PERSON = next(model for model, kind in BY_MODEL.items() if kind.name == "people")
