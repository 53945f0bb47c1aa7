"""Files in which blogs hand out their posts: WordPress exports (WXR 1.1, 1.2), RSS 2.0 and Atom.

Read with expat from memory: a document type, where entities are declared, ends the reading before any is expanded.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from xml.parsers import expat

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kmc.exchange.post_html import host_of
from kmc.exchange.posts import Post

LARGEST = 200 * 1024**2
DEEPEST = 60
DECLARED = re.compile(r"""(?:encoding|charset)\s{0,3}=\s{0,3}["']?([A-Za-z0-9._-]{2,20})""", re.IGNORECASE)
THAI_NAMES = {"windows-874", "cp874", "tis-620", "tis620", "iso-8859-11", "874", "x-windows-874"}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what exports hold and XML may not
DECLARATION = re.compile(r"\A\s*<\?xml[^<>]{0,200}\?>")
RECORDS = {"item", "entry"}


class FeedRefused(Exception):
    """The file cannot be read. The message is a sentence for the person."""


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or one of the Thai code pages, its line ends as \\n."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        text = as_utf8(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_utf8(data: bytes) -> str:
    declared = DECLARED.search(data[:2048].decode("ascii", "replace"))
    name = declared[1].lower() if declared else ""
    if name in THAI_NAMES:
        return data.decode("cp874", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("utf-8" if name == "utf-8" else "cp874", "replace")


class Reader:
    """Collects what stands directly below each post, and below the channel."""

    def __init__(self):
        self.path: list[str] = []
        self.inside = 0  # the depth of the post that is being read
        self.fields: dict[str, list[tuple[dict, str]]] = defaultdict(list)
        self.channel: dict[str, list[tuple[dict, str]]] = defaultdict(list)
        self.writers: dict[str, str] = {}
        self.records: list[dict] = []
        self.text: list[str] = []
        self.attributes: dict[str, str] = {}

    def start(self, name: str, attributes: dict) -> None:
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise FeedRefused(_("The file is no export of a blog."))
        if not self.inside and local(name) in RECORDS:
            self.inside, self.fields = len(self.path), defaultdict(list)
        if self.at_field():
            self.attributes = attributes
        self.text = []

    def at_field(self) -> bool:
        return len(self.path) == (self.inside + 1 if self.inside else len(self.path))

    def data(self, text: str) -> None:
        self.text.append(text)

    def end(self, name: str) -> None:
        text = "".join(self.text)
        if self.inside and len(self.path) == self.inside:
            self.records.append(self.fields)
            self.inside = 0
        elif self.inside:
            self.note(name, text)
        else:
            self.channel[named(name)].append((self.attributes, text))
        self.path.pop()
        self.text = []

    def note(self, name: str, text: str) -> None:
        """Keep a field of the post; of an author of Atom the name."""
        depth = len(self.path) - self.inside
        if depth == 1:
            self.fields[named(name)].append((self.attributes, text))
        elif depth == 2 and local(self.path[-2]) == "author" and local(name) == "name":
            self.fields["writer"].append(({}, text))


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def named(name: str) -> str:
    """Return the name of a field; the two `encoded` of exports are told apart by what they hold."""
    if local(name) == "encoded":
        return "excerpt" if "excerpt" in name else "content:encoded"
    return local(name)


def read_records(data: bytes) -> Reader:
    """Return the posts of a file as they stand. FeedRefused where it is no such file."""
    text = DECLARATION.sub("", FORBIDDEN.sub("", decoded(data)))
    reader, parser = Reader(), expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.data, refuse_doctype
    parser.buffer_text = True
    try:
        parser.Parse(text, 1)
    except expat.ExpatError as error:
        raise FeedRefused(
            _("The file is broken at line %(line)d. Please export it once more.") % {"line": error.lineno}
        ) from error
    if not reader.records:
        raise FeedRefused(_("There are no posts in this file."))
    return reader


def refuse_doctype(*_declared) -> None:
    raise FeedRefused(_("The file declares entities, which no blog does. It is not read."))


def read_file(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise FeedRefused(_("The file is too large. Please export the blog in parts."))
    return path.read_bytes()


# --- WordPress --------------------------------------------------------------------------------------------------------


def wordpress_posts(data: bytes) -> Iterator[Post]:
    """Yield the published posts and pages of a WordPress export; drafts, private ones and those with a password stay."""
    reader = read_records(data)
    if "wxr_version" not in reader.channel:
        raise FeedRefused(_("This is not an export of WordPress (WXR)."))
    logins = [text.strip() for _attributes, text in reader.channel["author_login"]]
    shown = [text.strip() for _attributes, text in reader.channel["author_display_name"]]
    writers = dict(zip(logins, shown, strict=False))
    blog, home = first(reader.channel, "title"), first(reader.channel, "link")
    for fields in reader.records:
        is_post = first(fields, "post_type") in ("post", "page") and first(fields, "status") == "publish"
        if is_post and not first(fields, "post_password"):
            yield wordpress_post(fields, blog, home, writers)


def wordpress_post(fields: dict, blog: str, home: str, writers: dict[str, str]) -> Post:
    login = first(fields, "creator")
    return Post(
        key=f"wordpress:{host_of(home)}:{first(fields, 'post_id')}",
        title=unescape(first(fields, "title")),
        html=first(fields, "content:encoded", strip=False),
        blog=blog,
        url=first(fields, "link"),
        author=writers.get(login) or login,
        published=moment(first(fields, "post_date_gmt")) or moment(first(fields, "pubDate")),
        keywords=[
            unescape(text).strip()
            for attributes, text in fields["category"]
            if attributes.get("domain") in ("category", "post_tag")
        ],
        comments=len(fields["comment"]),
    )


# --- RSS and Atom -----------------------------------------------------------------------------------------------------


def feed_posts(data: bytes, *, prefix: str, base: Path | None = None) -> Iterator[Post]:
    """Yield the posts of an RSS or Atom file, with pictures from the folder it lies in."""
    reader = read_records(data)
    blog = unescape(first(reader.channel, "title"))
    for fields in reader.records:
        url = link_of(fields)
        published = (moment(first(fields, name)) for name in ("pubDate", "published", "date", "updated"))
        yield Post(
            key=f"{prefix}:{first(fields, 'guid') or first(fields, 'id') or url or first(fields, 'title')}",
            title=unescape(first(fields, "title")),
            html=body_of(fields),
            blog=blog,
            url=url,
            author=unescape(first(fields, "creator") or first(fields, "writer") or first(fields, "author")),
            published=next(filter(None, published), None),
            keywords=[unescape(text or said.get("term", "")).strip() for said, text in fields["category"]],
            base=base,
        )


def body_of(fields: dict) -> str:
    """Return the longest of what a feed may hold the text in."""
    held = (
        first(fields, name, strip=False) for name in ("content:encoded", "content", "description", "summary")
    )
    return max(held, key=len)


def link_of(fields: dict) -> str:
    """Return the address of a post: the text of an RSS link, the `href` of an Atom one."""
    for said, text in fields["link"]:
        if said.get("rel", "alternate") == "alternate" and (text.strip() or said.get("href")):
            return text.strip() or said["href"].strip()
    guid = first(fields, "guid")
    return guid if guid.startswith("http") else ""


def first(fields: dict, name: str, *, strip: bool = True) -> str:
    text = next((text for _attributes, text in fields[name] if text.strip()), "")
    return text.strip() if strip else text


def moment(text: str) -> datetime | None:
    """Return a time as blogs write it (RFC 822, ISO 8601, or plain UTC), or None where it is none."""
    text = text.strip()
    for read in (parsedate_to_datetime, parse_datetime):
        try:
            found = read(text)
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
        if found and 1990 <= found.year <= 2100:
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
