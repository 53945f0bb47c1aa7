"""An emptied portal, and packages to look into."""

import hashlib
import io
import json
import zipfile

from django.core.management import call_command
from django.db import connection

from accounts.models import SiteState
from accounts.services import sync_roles
from kmc.exchange.leaving import export_site


def emptied():
    """Take everything out of the database, as it is after `migrate` and `sync_roles`."""
    connection.check_constraints()
    call_command("flush", interactive=False, verbosity=0)
    SiteState.objects.create(pk=SiteState.ONLY)
    sync_roles()


def exported(folder, name="whole.zip", **options):
    path = folder / name
    export_site(path=path, **options)
    return path


def lines_in(path, kind):
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(f"data/{kind}.jsonl").splitlines()]


def told(path):
    """Return all the lines of a package, without what a new home decides: who may sign in, where a cover lies."""
    with zipfile.ZipFile(path) as archive:
        kinds = [part["kind"] for part in json.loads(archive.read("manifest.json"))["parts"]]
    told = {kind: lines_in(path, kind) for kind in kinds}
    for line in told["people"]:
        line["closed_because"] = line["closed_because"].replace("invited", "")
    for lines in told.values():
        for file in (value for line in lines for value in line.values() if isinstance(value, dict)):
            file.pop("path", None)
    return told


def all_of(path):
    """Return every byte of a package, unpacked, names included."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return "\n".join(names).encode() + b"\n".join(archive.read(name) for name in names)


def repacked(path, target, changes, *, true_digests=True):
    """Write the package anew with other bytes for some members (None leaves one out)."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()} | changes
    if true_digests:
        manifest = json.loads(members["manifest.json"])
        for part in manifest["parts"]:
            data = members[part["path"]] or b""
            part |= {"sha256": hashlib.sha256(data).hexdigest(), "rows": data.count(b"\n")}
        members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            if data is not None:
                new.writestr(name, data)
    return target


def as_lines(*entries):
    return b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)


def written(*arguments, **options):
    """Run a command. Return what it wrote, to both streams."""
    output, errors = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=output, stderr=errors, **options)
    return output.getvalue(), errors.getvalue()
