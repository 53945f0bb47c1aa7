"""A whole site, or what every visitor may read of it, into one file."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.db import models
from django.db.models import F

from accounts.models import AuditEntry, Role
from accounts.services.trail import record
from kmc.exchange.kinds import KINDS, Kind, columns_of, is_named
from kmc.exchange.package import PackageWriter, new_package
from kmc.exchange.public import public_parts
from kmc.exchange.rows import Refs, Unnamed, line_of, plain
from knowledge.models import Article, Authorship, ReadTotal, TaggedArticle

BATCH = 500


def export_site(
    *, path: Path, is_public: bool = False, say: Callable[[str, int], None] | None = None
) -> dict:
    """Write the package to the path and return its manifest. `say` is told of each part and its number of lines.

    No lock is held: what is written while it runs is in it or not, and leaves whole with the next.
    """
    with new_package(path, "public" if is_public else "whole") as package:
        parts = public_parts(package) if is_public else whole_parts(package)
        for name, lines in parts:
            number = package.write_part(name, lines)
            if say:
                say(name, number)
        manifest = package.close()
    record(
        action=AuditEntry.Action.EXPORT,
        by=None,
        what="public_site" if is_public else "site",
        rows=sum(part["rows"] for part in manifest["parts"]),
    )
    return manifest


def whole_parts(package: PackageWriter) -> Iterator[tuple[str, Iterator[dict]]]:
    """Yield each kind with its lines."""
    refs = Refs()
    refs.of(Role).update(Role.objects.values_list("pk", "slug"))
    for kind in KINDS:
        name_rows(kind, refs)
        yield kind.name, lines_of(kind, refs, package)


def lines_of(kind: Kind, refs: Refs, package: PackageWriter) -> Iterator[dict]:
    """Yield the rows of a kind as lines, in the order they came; in a tree what stands above comes first."""
    fields = columns_of(kind)
    for rows in batches(ordered(kind).iterator(chunk_size=BATCH)):
        more = article_extras(rows, refs) if kind.model is Article else {}
        for row in rows:
            try:
                line = line_of(kind, row, fields, refs, package.write_file)
            except Unnamed:
                continue
            own = {"ref": refs.of(kind.model)[row.pk]} if row.pk in refs.of(kind.model) else {}
            if is_named(kind) and not own:
                continue  # it came after the refs were read
            yield own | line | more.get(row.pk, {})


def ordered(kind: Kind) -> models.QuerySet:
    rows = kind.model._base_manager.order_by("pk")
    if kind.parent:
        rows = rows.order_by(*(F(step).asc(nulls_first=True) for step in steps_up(kind)), "pk")
    return rows


def steps_up(kind: Kind) -> list[str]:
    """Return what a tree of few levels is ordered by: those without anything above, then those without two above…"""
    levels = 6  # office, group or district, school, branch: more than there are
    return ["__".join([kind.parent] * level) for level in range(levels, 0, -1)]


def batches(rows: Iterator) -> Iterator[list]:
    while batch := list(islice(rows, BATCH)):
        yield batch


# --- what lines call rows ---------------------------------------------------------------------------------------------


def name_rows(kind: Kind, refs: Refs) -> None:
    """Note what lines call each row of the kind, where lines name it at all."""
    if not is_named(kind):
        return
    known, seen = refs.of(kind.model), {}
    fields = {field.name: field for field in columns_of(kind)}
    names = (*kind.codes, *kind.identity)
    for key, *values in ordered(kind).values_list("pk", *names).iterator(chunk_size=BATCH * 4):
        told = dict(zip(names, values, strict=True))
        ref = ref_of(kind, fields, told, refs)
        if kind.repeats:
            number = seen[str(ref)] = seen.get(str(ref), 0) + 1
            ref = [*(ref if isinstance(ref, list) else [ref]), number] if number > 1 else ref
        known[key] = ref


def ref_of(kind: Kind, fields: dict, told: dict, refs: Refs):
    """Return the name: a code where it has one, its own mark, or the row it belongs to with what tells it apart."""
    code = next((name for name in kind.codes if told[name]), None)
    if code:
        return f"{code}:{told[code]}"
    parts = []
    for name in kind.identity:
        field, value = fields[name], told[name]
        related = refs.of(field.related_model) if field.is_relation else None
        parts.append(plain(value) if related is None else related.get(value))
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts


def article_extras(rows: list[Article], refs: Refs) -> dict[int, dict]:
    """Return of each article its lasting number, credits, keywords and how often it was read: three queries."""
    keys = [row.pk for row in rows]
    more = {key: {"number": key, "authors": [], "keywords": [], "reads": 0} for key in keys}
    credits = Authorship.objects.filter(article__in=keys).order_by("article", "position", "pk")
    for credit in credits:
        told = {
            "person": refs.of(Authorship.user.field.related_model).get(credit.user_id),
            "name": credit.name,
            "organization": refs.of(Authorship.organization.field.related_model).get(credit.organization_id),
        }
        more[credit.article_id]["authors"].append(told)
    held = TaggedArticle.objects.filter(content_object__in=keys).order_by("tag__name")
    for key, name in held.values_list("content_object", "tag__name"):
        more[key]["keywords"].append(name)
    for key, total in ReadTotal.objects.filter(article__in=keys).values_list("article", "total"):
        more[key]["reads"] = total
    return more
