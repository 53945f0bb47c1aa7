"""A Word document as the text of an article: headings, lists, tables, pictures, footnotes. Nothing is fetched."""

import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from kmc.lib.apart import OpeningFailed, OpeningTooLarge, run_apart
from kmc.lib.html import html_to_text
from kmc.lib.pictures import FileRefused
from kmc.lib.thai import collapse_spaces, normalize, shorten
from knowledge.forms import LONGEST_BODY
from knowledge.uploads import (
    CheckedFile,
    checked_picture,
    clean_name,
    extension_of,
    is_office_file,
    require_size,
)

SECONDS = 20
SECONDS_FOR_PICTURES = 20
MOST_PICTURES = 50
LONGEST_TITLE = 300
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NOTES = "<!--notes-->"
TITLE = re.compile(r'<h1 class="title">(?P<words>.*?)</h1>', re.DOTALL)
FIRST_HEADING = re.compile(r"\s*<(h[1-6])>(?P<words>.*?)</\1>", re.DOTALL)
HEADING_TAG = re.compile(r"<(/?)h([1-6])>")
PICTURE_TAG = re.compile(r'<img [^>]*src="picture-(\d+)"[^>]*>')
ALT = re.compile(r'\balt="([^"]*)"')


@dataclass
class WordText:
    """What a Word document says. Pictures stand in the HTML as `src="picture-N"`; those not in `pictures` are lost."""

    title: str
    html: str
    pictures: dict[int, CheckedFile] = field(default_factory=dict)
    notes: int = 0
    left_out: Counter = field(default_factory=Counter)

    @property
    def table_count(self) -> int:
        return self.html.count("<table>")

    @property
    def heading_count(self) -> int:
        return len(re.findall("<h[2-4]>", self.html))


def read_word(file: UploadedFile) -> WordText:
    """Return the text of a Word document, its pictures written anew. What cannot be read is refused with a sentence."""
    name = clean_name(file.name)
    data = checked_word(file, name)
    with TemporaryDirectory(prefix="kmc-word-") as folder:
        answer = opened_word(data, folder)
        left_out = Counter(answer["left_out"])
        pictures = kept_pictures(Path(folder), answer["pictures"])
    left_out["pictures"] += answer["pictures"] - len(pictures)
    title, html = titled(answer["html"], name)
    html = html.replace(NOTES, format_html("<h2>{}</h2>", _("Footnotes")))
    if len(html) > LONGEST_BODY:
        raise FileRefused(_("The document is longer than one article can be. Please divide it into several."))
    if not html_to_text(html).strip() and not pictures:
        raise FileRefused(_("There is no text in this document that could be taken over."))
    return WordText(title, html, pictures, answer["notes"], left_out)


def checked_word(file: UploadedFile, name: str) -> bytes:
    """Return the bytes of what is a Word document without macros, not locked and not of the old format."""
    require_size(file)
    data = file.read()
    if data.startswith(OLD_OFFICE):
        raise FileRefused(old_format_sentence(data))
    if extension_of(name) == "docm":
        raise FileRefused(
            _("This document holds macros. Please save it as “Word Document (.docx)” and retry.")
        )
    if extension_of(name) != "docx":
        raise FileRefused(
            _("Please choose a Word document (.docx). Other files can be attached to the article.")
        )
    if not is_office_file(data, "docx"):
        raise FileRefused(
            _("“%(name)s” is damaged or is not what its name says. Please save it again and retry.")
            % {"name": name}
        )
    return data


def old_format_sentence(data: bytes) -> str:
    if ENCRYPTED in data:
        return _("This document is locked with a password. Please save it without the password and retry.")
    return _("This is the old Word format (.doc). Please open it, save it as .docx and retry.")


def opened_word(data: bytes, folder: str) -> dict:
    """Return what the process that opened the document says."""
    try:
        return json.loads(run_apart("word", data, folder, MOST_PICTURES, seconds=SECONDS))
    except OpeningTooLarge as error:
        raise FileRefused(
            _("The document is too large to be taken over. Please divide it, or make its pictures smaller.")
        ) from error
    except OpeningFailed as error:
        raise FileRefused(
            _("The document cannot be read. Please open it in Word, save it again as .docx and retry.")
        ) from error


def kept_pictures(folder: Path, count: int) -> dict[int, CheckedFile]:
    """Return the pictures that can be shown, small and without their past, as many as the time allows."""
    kept, called = {}, _("picture")
    until = time.monotonic() + SECONDS_FOR_PICTURES
    for number in range(count):
        if time.monotonic() > until:
            break
        content = ContentFile((folder / str(number)).read_bytes(), name=f"{called}-{number + 1}.bin")
        try:
            kept[number] = checked_picture(content)
        except FileRefused:
            continue
    return kept


def titled(html: str, name: str) -> tuple[str, str]:
    """Return the title and the text without it: the style “Title”, the one heading that begins it, or the name."""
    found = TITLE.search(html) or FIRST_HEADING.match(html)
    if found and found.re is FIRST_HEADING and html.count(f"<{found[1]}>") > 1:
        found = None
    title = collapse_spaces(normalize(html_to_text(found["words"]))) if found else ""
    if title:
        html = html[: found.start()] + html[found.end() :]
    html = TITLE.sub(r"<h1>\g<words></h1>", html)
    title = title or name.rpartition(".")[0]
    return shorten(title, LONGEST_TITLE), with_levels(html)


def with_levels(html: str) -> str:
    """Return the text with its highest heading as the second level, below the title of the page."""
    levels = [int(level) for _end, level in HEADING_TAG.findall(html)]
    shift = 2 - min(levels, default=2)
    return HEADING_TAG.sub(lambda tag: f"<{tag[1]}h{min(max(int(tag[2]) + shift, 2), 4)}>", html)


def with_pictures(html: str, addresses: dict[int, str]) -> str:
    """Return the text with the addresses of its pictures; those that have none are left out."""

    def placed(tag: re.Match) -> str:
        address = addresses.get(int(tag[1]))
        alt = ALT.search(tag[0])
        words = collapse_spaces(unescape(alt[1])) if alt else ""
        return f'<img src="{address}" alt="{escape(words)}">' if address else ""

    return PICTURE_TAG.sub(placed, html)


# --- what is said afterwards ------------------------------------------------------------------------------------------


def what_came_in(text: WordText) -> str:
    """Return the sentence about what the draft holds."""
    counts = (
        (text.heading_count, ngettext_lazy("%d heading", "%d headings")),
        (text.table_count, ngettext_lazy("%d table", "%d tables")),
        (len(text.pictures), ngettext_lazy("%d picture", "%d pictures")),
        (text.notes, ngettext_lazy("%d footnote", "%d footnotes")),
    )
    found = listed(counts)
    if not found:
        return _("The document came in as a draft. Please look through it before sending it for review.")
    return _(
        "The document came in as a draft with %(found)s. Please look through it before sending it for review."
    ) % {"found": found}


def what_was_left_out(text: WordText) -> str:
    """Return the sentences about what the draft lacks, or nothing."""
    missing = text.left_out
    counts = (
        (missing["pictures"], ngettext_lazy("%d picture", "%d pictures")),
        (missing["drawings"], ngettext_lazy("%d chart or diagram", "%d charts or diagrams")),
        (missing["equations"], ngettext_lazy("%d equation", "%d equations")),
    )
    sentences = []
    if found := listed(counts):
        sentence = _(
            "Left out: %(found)s. Pictures come in as JPEG, PNG or GIF; please insert others as such pictures."
        )
        sentences.append(sentence % {"found": found})
    if missing["text_boxes"]:
        sentences.append(_("The words of text boxes stand after the paragraph they were at."))
    return " ".join(sentences)


def listed(counts: tuple) -> str:
    """Return the numbers that are not zero, each with its word."""
    return ", ".join(str(words % number) for number, words in counts if number)
