"""Takes the words out of Office and OpenDocument files. office SECONDS KIND MOST: the words, in UTF-8."""

import re

from kmc.lib.apart.limits import run_limited
from kmc.lib.apart.packages import opened_package, xml_of

# Which members hold words, and the elements that end a line and a cell.
PARTS = {
    "docx": re.compile(r"word/(document|footnotes|endnotes)\.xml"),
    "xlsx": re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"),
    "pptx": re.compile(r"ppt/(slides|notesSlides)/[a-zA-Z]+\d+\.xml"),
    "odt": re.compile(r"content\.xml"),
}
PARTS["ods"] = PARTS["odp"] = PARTS["odt"]
LINES = {"p", "h", "row", "si", "table-row"}
GAPS = {"tab", "br", "s", "line-break", "is"}
DELETED = {"del", "delText", "instrText", "tracked-changes", "rPh"}
OPEN_DOCUMENTS = ("odt", "ods", "odp")
NUMBER = re.compile(r"\d+")


def work(data: bytes, kind: str, most: str) -> bytes:
    """Return the words of each member in turn, up to so many letters."""
    package = opened_package(data)
    names = sorted((name for name in package.namelist() if PARTS[kind].fullmatch(name)), key=in_order)
    found, length = [], 0
    for name in names:
        words = "".join(words_in(xml_of(package, name), is_open=kind in OPEN_DOCUMENTS))
        found.append(words)
        length += len(words)
        if length >= int(most):
            break
    return "\n".join(found)[: int(most)].encode("utf-8", "replace")


def in_order(name: str):
    """Sort the second slide before the tenth, and the document before its notes."""
    return (NUMBER.sub("", name), [int(number) for number in NUMBER.findall(name)])


def words_in(root, *, is_open: bool):
    """Yield the words of a tree, without walking it by recursion: files of strangers are as deep as they like."""
    waiting = [(root, False)]
    while waiting:
        element, is_over = waiting.pop()
        name = element.tag.rpartition("}")[2]
        if is_over:
            yield "\n" if name in LINES else ""
            yield (element.tail or "") if is_open else ""
            continue
        waiting.append((element, True))
        if name in DELETED:
            continue
        if name in GAPS:
            yield " "
        if is_open or name == "t":
            yield element.text or ""
        waiting += [(child, False) for child in reversed(element)]


if __name__ == "__main__":
    run_limited(work)
