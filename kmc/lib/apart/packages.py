"""Packed files (Word, Excel, OpenDocument, ZIP): judged by their list of contents before anything is unpacked."""

import io
import zipfile
from xml.etree import ElementTree

MOST_MEMBERS = 5_000
MOST_UNPACKED = 100 * 1024**2
LARGEST_XML = 40 * 1024**2
BROKEN = (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, NotImplementedError, EOFError)
LISTED = zipfile.stringCentralDir  # begins each entry of the list of contents
DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
ENCODINGS = ("ascii", "utf-16-le", "utf-16-be")


class PackageRefused(ValueError):
    """The package unpacks to more than a document holds, or is no package."""


def opened_package(data: bytes, *, most_members: int = MOST_MEMBERS) -> zipfile.ZipFile:
    """Return the package, if all it says to hold is bearable. No member ever unpacks to more than it says."""
    if data.count(LISTED) > most_members:
        raise PackageRefused("large")  # reading such a list takes long by itself
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise PackageRefused("broken") from error
    members = package.infolist()
    if len(members) > most_members or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise PackageRefused("large")
    return package


def xml_of(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """Return a member's tree. Entities are for attacks alone: no office program writes them."""
    if package.getinfo(name).file_size > LARGEST_XML:
        raise PackageRefused("large")
    content = package.read(name)
    require_plain_xml(content)
    return ElementTree.fromstring(content)  # noqa: S314 - without declarations nothing expands


def require_plain_xml(content: bytes) -> None:
    """Refuse XML that declares entities, in whatever encoding."""
    for declaration in DECLARATIONS:
        if any(declaration.encode(encoding) in content for encoding in ENCODINGS):
            raise PackageRefused("entities")
