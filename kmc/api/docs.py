"""The page about the interface, made from its description, in the reader's language."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from accounts.stamps import site_stamp
from kmc.api.door import OF_A_KEY, OF_AN_ADDRESS, ROOT
from kmc.api.parameters import MOST, USUAL
from kmc.api.problems import PROBLEMS
from kmc.api.schema import FILE, described
from kmc.lib.pages import public_page

TAGS = {
    "articles": gettext_noop("Articles"),
    "topics": gettext_noop("Topics"),
    "organizations": gettext_noop("Organizations"),
    "networks": gettext_noop("Networks"),
    "plans": gettext_noop("Plans"),
    "targets": gettext_noop("Targets"),
}
# Translators: kinds of values in the tables of the programming interface
TYPES = {
    "string": gettext_noop("text"),
    "integer": gettext_noop("whole number"),
    "number": gettext_noop("number with decimals"),
    "boolean": gettext_noop("true or false"),
    "array": gettext_noop("list"),
    "date": gettext_noop("date"),
    "date-time": gettext_noop("date and time"),
    "object": gettext_noop("group of fields"),
    "null": "",
}
EXAMPLES = {
    "article_list": "?updated_since=2026-11-01T00:00:00Z&limit=50",
    "organization_list": "?kind=school",
    "target_rows": "?lang=th",
}


@dataclass(frozen=True)
class Field:
    """One line of a table: a parameter, or a field of an answer."""

    name: str
    kind: str
    told: str
    depth: int = 0


@dataclass(frozen=True)
class Operation:
    """One address with what it takes and gives."""

    anchor: str
    path: str
    title: str
    told: str
    parameters: list[Field]
    fields: list[Field]
    example: str


@require_safe
@public_page(site_stamp)
def docs(request):
    """What programs can read and how: addresses, parameters, answers, keys, limits, refusals."""
    site = request.build_absolute_uri("/").rstrip("/")
    context = {
        "groups": groups_of(described(), site),
        "site": site,
        "root": ROOT,
        "limits": {"address": OF_AN_ADDRESS, "key": OF_A_KEY, "usual": USUAL, "most": MOST},
        "problems": [(status, code, gettext(told)) for status, (code, told) in PROBLEMS.items()],
    }
    return render(request, "api/docs.html", context)


@require_safe
def description(request):
    """The description as programs read it, the one that is kept beside the code."""
    return HttpResponse(FILE.read_bytes(), content_type="application/json")


def groups_of(schema: dict, site: str) -> list[tuple[str, str, list[Operation]]]:
    """Return the operations under the words for their subject, in the order of the subjects."""
    groups = {tag: [] for tag in TAGS}
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        groups[operation["tags"][0]].append(operation_of(schema, path, operation, site))
    return [(tag, gettext(TAGS[tag]), operations) for tag, operations in groups.items()]


def operation_of(schema: dict, path: str, operation: dict, site: str) -> Operation:
    name = operation["operationId"]
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    asked = path.replace("{id}", "1") + EXAMPLES.get(name, "")
    return Operation(
        anchor=name,
        path=path,
        title=gettext(operation["summary"]),
        told=gettext(operation["description"]) if "description" in operation else "",
        parameters=[
            Field(
                one["name"],
                kind_of(schema, one["schema"]),
                gettext(one["schema"].get("description") or one["description"]),
            )
            for one in operation["parameters"]
        ],
        fields=fields_of(schema, answer),
        example=f'curl "{site}{asked}"',
    )


def fields_of(schema: dict, answer: dict, depth: int = 0) -> list[Field]:
    """Return the fields of an answer, those of rows within it below theirs."""
    found = []
    for name, one in resolved(schema, answer).get("properties", {}).items():
        told = gettext(one["description"]) if one.get("description") else ""
        found.append(Field(name, kind_of(schema, one), told, depth))
        inner = inner_of(schema, one)
        if inner and depth < 1:
            found += fields_of(schema, inner, depth + 1)
    return found


def resolved(schema: dict, one: dict) -> dict:
    """Return what a reference points to."""
    if "$ref" not in one:
        return one
    return schema["components"]["schemas"][one["$ref"].rpartition("/")[2]]


def choices_of(schema: dict, one: dict) -> list[dict]:
    """Return what a value may be: itself, or each of several."""
    return [resolved(schema, each) for each in one.get("anyOf") or one.get("allOf") or [one]]


def inner_of(schema: dict, one: dict) -> dict | None:
    """Return the group of fields within a list, or None."""
    for each in choices_of(schema, one):
        within = resolved(schema, each.get("items", {}))
        if within.get("properties"):
            return within
    return None


def kind_of(schema: dict, one: dict) -> str:
    """Return the kind of a value in words; of a choice, its words."""
    kinds = []
    for each in choices_of(schema, one):
        if "enum" in each:
            kinds.append(", ".join(each["enum"]))
        else:
            kinds.append(gettext(TYPES.get(each.get("format")) or TYPES.get(each.get("type"), "")))
    return ", ".join(dict.fromkeys(filter(None, kinds)))
