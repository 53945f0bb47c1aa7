"""The description of the interface: kept beside the code, and true of every answer."""

import json

import hypothesis
import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kmc.api import docs, door
from kmc.api.schema import FILE, described, written
from kmc.wsgi import application
from tests.api.conftest import key_of
from tests.knowledge.desk import published

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
EXAMPLES = 30  # of each address and reader
# What stands under a number in the tests' world.
THERE = {
    "articles": "public",
    "topics": "topic",
    "organizations": "school",
    "networks": "network",
    "plans": "plan",
    "targets": "people_target",
}
DESCRIPTION = schemathesis.openapi.from_dict(described())
OPERATIONS = [one.ok() for one in DESCRIPTION.get_all_operations()]


@pytest.fixture
def one_connection():
    """Keep the test's own connection: a server's request would close it, with everything the test made."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_description_that_is_kept_is_that_of_the_code():
    assert FILE.read_text(encoding="utf-8") == written()  # manage.py export_api_schema


def test_it_is_written_by_a_command(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("kmc.management.commands.export_api_schema.FILE", tmp_path / "openapi.json")

    call_command("export_api_schema")

    assert (tmp_path / "openapi.json").read_text(encoding="utf-8") == written()


def test_it_is_handed_out_and_says_how_to_use_a_key(ask, db):
    told = ask("/openapi.json").json()

    assert told == json.loads(FILE.read_text(encoding="utf-8"))
    assert told["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert all(list(methods) == ["get"] for methods in told["paths"].values())


def test_every_subject_has_a_word():
    tags = {methods["get"]["tags"][0] for methods in described()["paths"].values()}

    assert tags == set(docs.TAGS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.path)
@pytest.mark.parametrize("reader", ("visitor", "officer"))
def test_answers_are_as_described(world, one_connection, monkeypatch, operation, reader):
    for name in ("OF_AN_ADDRESS", "OF_A_KEY"):
        monkeypatch.setattr(door, name, 100_000)
    people = world.people
    published(people["author"], people["reviewer"], title="อ่านคล่อง", tags=["การอ่าน"])
    headers = {"Accept-Encoding": "identity"}
    if reader != "visitor":
        headers["Authorization"] = f"Bearer {key_of(people[reader])}"

    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def asked(case):
        case.headers = headers
        case.validate_response(case.call(app=application), checks=CHECKS)
        if case.path_parameters:  # a number made up is hardly ever there
            case.path_parameters = {"id": world.things[THERE[operation.path.split("/")[3]]]}
            case.validate_response(case.call(app=application), checks=CHECKS)

    asked()
