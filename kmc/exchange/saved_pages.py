"""Pages of a blog as a browser saved them, with their pictures beside; loose, in a folder, or packed."""

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from kmc.exchange.feeds import FeedRefused, decoded, feed_posts, moment, read_file
from kmc.exchange.post_html import host_of
from kmc.exchange.posts import Post
from kmc.lib.apart.packages import BROKEN, PackageRefused, opened_package

LARGEST_PAGE = 10 * 1024**2
PAGES = {".html", ".htm", ".xhtml"}
FEEDS = {".xml", ".rss", ".atom"}
PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp"}
# Where a text stands on a page of a blog, the surest first.
PLACES = (
    *("articlebody", "post-content", "entry-content", "blog-content", "post-body", "article-content"),
    *("content-body", "journal-content", "post_content", "article", "main", "body"),
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SITE_AT_END = re.compile(r"\s[-|–:]\s*[^-|–:]{0,60}\bGotoKnow\b.{0,40}\Z", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,5}\)(\S{1,500}) -->")


class PageReader(HTMLParser):
    """Notes where the text of a page begins and ends, and what the page says of itself."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.html = html
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.said: dict[str, list[str]] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.open: list[tuple[str, str, int]] = []  # tag, place, where its inside begins
        self.heading: list[str] | None = None

    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def note(self, name: str, value: str | None) -> None:
        if value and value.strip():
            self.said.setdefault(name.lower(), []).append(value.strip())

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.note(said.get("property") or said.get("name", ""), said.get("content"))
        elif tag == "link" and said.get("rel") == "canonical":
            self.note("canonical", said.get("href"))
        elif tag == "time":
            self.note("time", said.get("datetime"))
        elif tag in ("h1", "title") and tag not in self.said:
            self.heading = []
        if tag not in VOID:
            inside = self.place() + len(self.get_starttag_text() or "")
            self.open.append((tag, place_of(tag, said), inside))

    def handle_data(self, data):
        if self.heading is not None:
            self.heading.append(data)

    def handle_endtag(self, tag):
        if tag in ("h1", "title") and self.heading is not None:
            self.note(tag, " ".join("".join(self.heading).split()))
            self.heading = None
        for number in range(len(self.open) - 1, max(len(self.open) - 100, -1), -1):
            if self.open[number][0] == tag:
                _tag, place, begins = self.open[number]
                del self.open[number:]
                if place and place not in self.spans:
                    self.spans[place] = (begins, self.place())
                return

    def body(self) -> str:
        """Return the text of the page, as it is written there."""
        found = next((place for place in PLACES if place in self.spans), None)
        return self.html[slice(*self.spans[found])] if found else ""

    def first(self, *names: str) -> str:
        return next((self.said[name][0] for name in names if name in self.said), "")


def place_of(tag: str, said: dict[str, str]) -> str:
    """Return which of the places an element is, or nothing."""
    names = {
        said.get("itemprop", "").lower(),
        *said.get("class", "").lower().split(),
        said.get("id", "").lower(),
    }
    names |= {tag} & {"article", "main", "body"}
    return next((place for place in PLACES if place in names), "")


def page_post(data: bytes, path: Path) -> Post:
    """Return the post that a saved page shows. FeedRefused where it is too large."""
    if len(data) > LARGEST_PAGE:
        raise FeedRefused(_("“%(name)s” is too large for one page.") % {"name": path.name})
    html = decoded(data)
    reader = PageReader(html)
    reader.feed(html)
    reader.close()
    saved = SAVED_FROM.search(html[:2000])
    url = reader.first("canonical", "og:url") or (saved[1] if saved else "")
    title = reader.first("og:title", "h1", "title") or path.stem
    return Post(
        key=f"gotoknow:{url or path.name}",
        title=SITE_AT_END.sub("", title),
        html=reader.body(),
        blog=reader.first("og:site_name") or host_of(url) or "GotoKnow",
        url=url,
        author=reader.first("author", "article:author", "dc.creator"),
        published=moment(reader.first("article:published_time", "time", "date", "dc.date")),
        keywords=[*reader.said.get("article:tag", ()), *reader.first("keywords").split(",")],
        base=path.parent,
    )


def posts_in(source: Path) -> Iterator[Post]:
    """Yield the posts of a feed, of a saved page, or of all of them in a folder."""
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            is_beside = any(part.endswith(("_files", ".files")) for part in path.relative_to(source).parts)
            if path.is_file() and path.suffix.lower() in PAGES | FEEDS and not is_beside:
                try:
                    yield from posts_in(path)
                except FeedRefused as reason:  # the others come in; this one is told of
                    yield Post(key=f"gotoknow:{path.name}", title=f"{path.name}: {reason}", html="")
    elif source.suffix.lower() in PAGES:
        yield page_post(read_file(source), source)
    else:
        yield from feed_posts(read_file(source), prefix="gotoknow", base=source.parent)


def unpacked(archive: Path, folder: Path) -> Path:
    """Unpack the pages, feeds and pictures of an archive into the folder, and nothing else of it."""
    try:
        with opened_package(read_file(archive)) as package:
            for member in package.infolist():
                way = PurePosixPath(member.filename)
                if is_wanted(member, way):
                    target = folder.joinpath(*way.parts)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(package.read(member))
    except (PackageRefused, *BROKEN) as error:
        raise FeedRefused(
            _("The archive is damaged, or holds too much. Please unpack it yourself.")
        ) from error
    return folder


def is_wanted(member: zipfile.ZipInfo, way: PurePosixPath) -> bool:
    """Return whether a member is of use and stays in the folder it is unpacked to."""
    is_safe = not (
        way.is_absolute() or ".." in way.parts or "\\" in member.filename or ":" in member.filename
    )
    return is_safe and not member.is_dir() and way.suffix.lower() in PAGES | FEEDS | PICTURES
