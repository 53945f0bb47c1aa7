"""The file of an exchange: written part by part, and checked as a whole before anything of it is used."""

import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

FORMAT, VERSION = "kmc-exchange", 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 1024**2
LONGEST_LINE = 8 * 1024**2  # a text is a megabyte at most
MOST_MEMBERS = 2_000_000
MOST_FOLD = 250  # a part that unpacks to more than so many times its size is an attack
SMALL = 1024**2
PIECE = 1 << 16
PART = re.compile(r"data/[a-z_]{1,40}\.jsonl\Z")
FILE = re.compile(r"files/[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\Z")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError)


class PackageRefused(Exception):
    """The file is no package that can come in. The message is a sentence for the person."""


class PackageWriter:
    """A package being written. Parts wait beside it until they are whole; stored files go straight in."""

    def __init__(self, archive: zipfile.ZipFile, scope: str):
        self.archive, self.scope = archive, scope
        self.parts: list[dict] = []
        self.files: dict[str, dict] = {}
        self.missing = 0

    def write_part(self, kind: str, lines: Iterable[dict]) -> int:
        """Write the lines of a kind. Return their number."""
        path, digest, rows = f"data/{kind}.jsonl", hashlib.sha256(), 0
        with tempfile.TemporaryFile() as kept:
            for rows, line in enumerate(lines, start=1):  # noqa: B007 - the last number counts
                data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(data)
                kept.write(data)
            size = kept.tell()
            kept.seek(0)
            with self.archive.open(path, "w", force_zip64=True) as target:
                shutil.copyfileobj(kept, target, PIECE)
        self.parts.append(
            {"path": path, "kind": kind, "rows": rows, "bytes": size, "sha256": digest.hexdigest()}
        )
        return rows

    def write_file(self, value: FieldFile | None) -> dict | None:
        """Copy a stored file, once, and return what a line says of it; nothing where it is gone from the store."""
        if not value:
            return None
        path = f"files/{value.name}"
        if path in self.files:
            return self.files[path]
        if not FILE.match(path) or not value.storage.exists(value.name):
            self.missing += 1
            return None
        member = zipfile.ZipInfo(path, timezone.now().timetuple()[:6])  # stored: pictures do not pack further
        digest, size = hashlib.sha256(), 0
        with (
            value.storage.open(value.name) as source,
            self.archive.open(member, "w", force_zip64=True) as copy,
        ):
            while piece := source.read(PIECE):
                digest.update(piece)
                copy.write(piece)
                size += len(piece)
        self.files[path] = {"path": path, "size": size, "sha256": digest.hexdigest()}
        return self.files[path]

    def close(self) -> dict:
        """Write the manifest, and return it."""
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "scope": self.scope,
            "made_at": timezone.now().isoformat(),
            "site": {"name": settings.KMC_SITE_NAME, "office": settings.KMC_SITE_OFFICE},
            "parts": self.parts,
            "files": {
                "count": len(self.files),
                "bytes": sum(file["size"] for file in self.files.values()),
                "missing": self.missing,
            },
        }
        self.archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        return manifest


@contextmanager
def new_package(path: Path, scope: str) -> Iterator[PackageWriter]:
    """Write a package that only its owner may read; under its name it stands once it is whole."""
    handle, unfinished = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            yield PackageWriter(archive, scope)
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


class Package:
    """A package that was looked through: its parts are whole and what the manifest says."""

    def __init__(self, archive: zipfile.ZipFile, manifest: dict):
        self.archive, self.manifest = archive, manifest
        self.paths = {part["kind"]: part["path"] for part in manifest["parts"]}
        self.rows = {part["kind"]: part["rows"] for part in manifest["parts"]}

    def lines(self, kind: str) -> Iterator[tuple[int, bytes]]:
        """Yield number and bytes of each line of a kind; nothing where the package has none."""
        if kind in self.paths:
            with self.archive.open(self.paths[kind]) as part:
                yield from enumerate(lines_of(part), start=1)

    def file(self, path: str, size: int) -> bytes | None:
        """Return a stored file of the size it says, no larger than people may send; or None."""
        try:
            member = self.archive.getinfo(path)
            if not FILE.match(path) or member.file_size != size or size > settings.KMC_UPLOAD_MAX_BYTES:
                return None
            return self.archive.read(member)
        except BROKEN:
            return None


def lines_of(part) -> Iterator[bytes]:
    """Yield the lines; one that has no end is no line of ours."""
    while line := part.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise PackageRefused(_("The file holds a line that is too long."))
        yield line


@contextmanager
def opened_package(path: Path) -> Iterator[Package]:
    """Open a package and check all of it: PackageRefused says what is wrong, and nothing was used by then."""
    try:
        with zipfile.ZipFile(path) as archive:
            require_harmless(archive)
            manifest = read_manifest(archive)
            for part in manifest["parts"]:
                require_part(archive, part)
            yield Package(archive, manifest)
    except BROKEN as error:
        raise PackageRefused(_("The file is damaged or is no ZIP file. Please copy it once more.")) from error


def require_harmless(archive: zipfile.ZipFile) -> None:
    """Refuse names that leave their folder, links, locks, floods."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or len({member.filename for member in members}) != len(members):
        raise PackageRefused(_("The file holds too many parts, or the same part twice."))
    for member in members:
        name = member.orig_filename
        if not (name == MANIFEST or PART.match(name) or FILE.match(name)) or ".." in name:
            raise PackageRefused(
                _("The file holds something that does not belong in it: %(name)s")
                % {"name": ascii(name)[:80]}
            )
        if member.flag_bits & 1 or stat.S_ISLNK(member.external_attr >> 16):
            raise PackageRefused(_("The file holds a part that is locked or is a link."))
        if member.file_size > max(SMALL, member.compress_size * MOST_FOLD):
            raise PackageRefused(_("The file unpacks to far more than it can hold."))
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    if sum(member.file_size for member in members) > shutil.disk_usage(settings.MEDIA_ROOT).free:
        raise PackageRefused(_("There is not enough room on this computer for what the file holds."))


def read_manifest(archive: zipfile.ZipFile) -> dict:
    """Return what the file says of itself; refused where it is not ours or of another version."""
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise PackageRefused(_("The file unpacks to far more than it can hold."))
        manifest = json.loads(archive.read(MANIFEST))
        is_ours = manifest["format"] == FORMAT
        if is_ours and manifest["version"] != VERSION:
            raise PackageRefused(
                _("The file has version %(version)s of the format; this portal reads version %(ours)s.")
                % {"version": str(manifest["version"])[:10], "ours": VERSION}
            )
        fits = is_ours and all(is_part(part) for part in manifest["parts"]) and "scope" in manifest
    except (KeyError, TypeError, ValueError, RecursionError):
        fits = False
    if not fits:
        raise PackageRefused(_("The file is not an export of such a portal."))
    return manifest


def is_part(part: dict) -> bool:
    return (
        isinstance(part["sha256"], str)
        and part["path"] == f"data/{part['kind']}.jsonl"
        and isinstance(part["rows"], int)
    )


def require_part(archive: zipfile.ZipFile, part: dict) -> None:
    """Refuse a part that is not there, or not the one that was written."""
    digest, rows = hashlib.sha256(), 0
    with archive.open(part["path"]) as lines:
        for rows, line in enumerate(lines_of(lines), start=1):  # noqa: B007 - the last number counts
            digest.update(line)
    if (digest.hexdigest(), rows) != (part["sha256"], part["rows"]):
        raise PackageRefused(
            _("The part “%(part)s” is not as it was written. Please copy the file once more.")
            % {"part": part["path"][:60]}
        )
