"""A whole site comes in: batch by batch, each kept or not as a whole, nothing twice, nothing newer overwritten."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Role, SiteState
from accounts.services.trail import record
from kmc.exchange import special
from kmc.exchange.kinds import KINDS, Kind, columns_of, later_columns
from kmc.exchange.matching import matcher_of
from kmc.exchange.merging import merge
from kmc.exchange.numbers import Numbers
from kmc.exchange.outcome import Outcome
from kmc.exchange.package import Package, PackageRefused, opened_package
from kmc.exchange.rows import Refs, Unfit, canonical, value_in
from kmc.exchange.stored_files import FileStore
from knowledge.services.counts import recount_published

BATCH = 200


@dataclass
class Row:
    """A line on its way in. `later`: what it says of rows of its own kind, which may come after it."""

    number: int
    entry: dict
    object: models.Model
    later: dict = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def import_site(
    *,
    path: Path,
    with_roles: bool = False,
    is_dry: bool = False,
    say: Callable[[str, Outcome], None] | None = None,
) -> Outcome:
    """Bring in a package and say what became of it. PackageRefused where it is broken, public or of another version.

    `is_dry`: everything is tried in one transaction that is taken back; no file is stored.
    """
    with opened_package(path) as package:
        if package.manifest["scope"] != "whole":
            raise PackageRefused(
                _("This is a public export, for other programs. A whole one is needed to come in.")
            )
        arrival = Arrival(package, with_roles=with_roles, is_dry=is_dry, say=say)
        if not is_dry:
            return arrival.run()
        with transaction.atomic():
            outcome = arrival.run()
            transaction.set_rollback(True)
    return outcome


class Arrival:
    def __init__(self, package: Package, *, with_roles: bool, is_dry: bool, say=None):
        self.package, self.with_roles, self.say = package, with_roles, say
        self.outcome, self.refs = Outcome(), Refs()
        self.store = FileStore(package, is_dry=is_dry)
        self.numbers = Numbers(package)
        self.refs.of(Role).update(Role.objects.values_list("slug", "pk"))

    def run(self) -> Outcome:
        for kind in KINDS:
            if kind.is_privilege and not self.with_roles:
                continue
            self.take_kind(kind)
            if self.say:
                self.say(kind.name, self.outcome)
        self.finish()
        return self.outcome

    @transaction.atomic
    def finish(self) -> None:
        """Let counts, records and every kept page follow what came in."""
        recount_published()
        call_command("reconcile", stdout=io.StringIO())
        SiteState.raise_version()
        self.outcome.files_left_out = self.store.left_out
        record(
            action=AuditEntry.Action.IMPORT,
            by=None,
            what="site",
            written=sum(self.outcome.made.values()),
            failed=sum(self.outcome.refused.values()),
        )

    def take_kind(self, kind: Kind) -> None:
        matcher, lines, waiting = matcher_of(kind), self.package.lines(kind.name), []
        while batch := list(islice(lines, BATCH)):
            self.store.kept.clear()
            try:
                with transaction.atomic():
                    for lines_at_once in [[one] for one in batch] if kind.parent else [batch]:
                        waiting += self.take_batch(kind, matcher, lines_at_once)
                    SiteState.raise_version()
            except BaseException:
                self.store.drop(self.store.kept)
                raise
        for start in range(0, len(waiting), BATCH):
            self.name_later_ones(kind, waiting[start : start + BATCH])

    def take_batch(self, kind: Kind, matcher, batch: list[tuple[int, bytes]]) -> list:
        """Bring in some lines. Return what has to wait: (key, column, ref) of rows of the same kind."""
        rows = [row for number, line in batch if (row := self.read(kind, number, line))]
        pairs = list(
            zip(rows, (found for _row, found in matcher.pairs([row.object for row in rows])), strict=True)
        )
        new = [row for row, found in pairs if found is None and self.bring_files(kind, row)]
        if kind.name == "articles":
            self.outcome.new_numbers += self.numbers.give(new)
        self.write(kind, new)
        for row, found in pairs:
            if found is not None:
                self.meet(kind, row, found)
        known = [(row, found or row.object, found is None) for row, found in pairs]
        self.note_refs(kind, known)
        return [
            (stored.pk, name, ref)
            for row, stored, is_new in known
            if stored.pk and (is_new or kind.fills)
            for name, ref in row.later.items()
        ]

    def read(self, kind: Kind, number: int, line: bytes) -> Row | None:
        """Return a line as a row that fits its columns, or note why not."""
        try:
            return self.read_line(kind, number, line)
        except Unfit as reason:
            self.outcome.refuse(kind.name, number, str(reason))
        except ValidationError as error:
            told = (
                error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            )  # what names the column
            self.outcome.refuse(
                kind.name, number, "; ".join(f"{key}: {' '.join(text)}" for key, text in told.items())
            )
        except (TypeError, ValueError, OverflowError, ArithmeticError, RecursionError):
            self.outcome.refuse(kind.name, number, _("The line is not what such a line should be."))
        return None

    def read_line(self, kind: Kind, number: int, line: bytes) -> Row:
        entry = json.loads(line)
        if not isinstance(entry, dict):
            raise Unfit(_("The line is not a JSON object with names and values."))
        later = {one.name for one in later_columns(kind)}
        values = {
            one.attname: value_in(kind, one, entry[one.name], self.refs)
            for one in columns_of(kind)
            if one.name in entry and one.name not in later and not isinstance(one, models.FileField)
        }
        row = Row(number, entry, kind.model(**values))
        for name in kind.html:
            setattr(row.object, name, self.numbers.follow(getattr(row.object, name)))
        row.later = {name: entry[name] for name in later if entry.get(name) is not None}
        special.prepare(kind, row.object)
        row.object.clean_fields(exclude=special.unchecked(kind))
        return row

    def bring_files(self, kind: Kind, row: Row) -> bool:
        """Store the files of a new row. False: it is nothing without its file, and stays out."""
        for one in columns_of(kind):
            if isinstance(one, models.FileField) and row.entry.get(one.name):
                path = one.generate_filename(row.object, "file")
                name = self.store.keep(
                    row.entry[one.name], special.content_type_of(row.object, one.name), path
                )
                setattr(row.object, one.name, name)
                row.files += [name] if name else []
        if kind.name == "files" and not row.files:
            self.outcome.refuse(
                kind.name, row.number, _("The file itself is missing, damaged or of a kind not kept.")
            )
            return False
        return True

    # --- into the database --------------------------------------------------------------------------------------------

    def write(self, kind: Kind, rows: list[Row]) -> None:
        """Write new rows; where the database refuses one of them, the others one by one."""
        try:
            with transaction.atomic():
                self.insert(kind, rows)
        except DatabaseError:
            for row in rows:
                self.write_alone(kind, row)
        else:
            self.outcome.made[kind.name] += len(rows)

    def write_alone(self, kind: Kind, row: Row) -> None:
        key = row.object.pk if kind.name == "articles" and row.object._state.adding else None
        row.object.pk, row.object._state.adding = key, True
        try:
            with transaction.atomic():
                self.insert(kind, [row])
        except DatabaseError as error:
            row.object.pk = None
            self.store.drop(row.files)
            reason = _("The database refused it: %(error)s") % {"error": str(error).partition("\n")[0]}
            self.outcome.refuse(kind.name, row.number, reason)
        else:
            self.outcome.made[kind.name] += 1

    def insert(self, kind: Kind, rows: list[Row]) -> None:
        """Write rows with the stamps they bring, and what belongs to articles with them."""
        objects = [row.object for row in rows]
        stamped = [one for one in columns_of(kind) if getattr(one, "auto_now_add", False)]
        stamps = [[getattr(one, field.attname) for field in stamped] for one in objects]
        if kind.by_row:
            for one in objects:
                one.save()
        else:
            kind.model._base_manager.bulk_create(objects)
        for one, values in zip(objects, stamps, strict=True):
            for column, value in zip(stamped, values, strict=True):
                if value is not None:
                    setattr(one, column.attname, value)
        if stamped and objects:
            kind.model._base_manager.bulk_update(objects, [one.name for one in stamped])
        if kind.name == "articles":
            special.complete_articles(rows, self.refs)

    def meet(self, kind: Kind, row: Row, found: models.Model) -> None:
        """Let a row meet the one that is here."""
        if found.pk is None or found._state.adding:
            self.outcome.there[kind.name] += 1
            return
        try:
            with transaction.atomic():
                result = merge(kind, row, found)
        except DatabaseError:
            self.outcome.refuse(kind.name, row.number, _("It does not fit to what is here, which stays."))
        else:
            getattr(self.outcome, result)[kind.name] += 1

    def note_refs(self, kind: Kind, known: list[tuple]) -> None:
        """Remember under which key the rows that lines name are here."""
        refs = self.refs.of(kind.model)
        for row, stored, is_new in known:
            if "ref" in row.entry and isinstance(row.entry["ref"], str | list) and stored.pk:
                refs[canonical(row.entry["ref"])] = stored.pk
                if is_new and kind.name == "people" and row.entry.get("username") != stored.username:
                    self.outcome.new_names.append((str(row.entry.get("username")), stored.username))

    @transaction.atomic
    def name_later_ones(self, kind: Kind, waiting: list[tuple]) -> None:
        """Let rows name those of their own kind, now that all are here. What is named already stays."""
        for key, name, ref in waiting:
            target = self.refs.key(kind.model, ref)
            if target is None or target == key:
                continue
            rows = kind.model._base_manager.filter(pk=key, **{name: None})
            try:
                with transaction.atomic():
                    rows.update(**{name: target})
            except DatabaseError:
                self.outcome.refuse(kind.name, 0, _("It does not fit to what is here, which stays."))
