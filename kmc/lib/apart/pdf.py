"""Reads and draws PDF files.

pdf SECONDS text MOST: the number of pages and the words, as JSON. pdf SECONDS page NUMBER WIDTH: one page as WebP.
"""

import io
import json

import pypdfium2

from kmc.lib.apart.limits import run_limited

MOST_PAGES = 2_000
TALLEST = 2.0  # a page drawn is at most so many times as tall as it is wide
QUALITY = 80


def work(data: bytes, act: str, *arguments: str) -> bytes:
    document = pypdfium2.PdfDocument(data)
    return {"text": text, "page": page}[act](document, *map(int, arguments))


def text(document, most: int) -> bytes:
    """Return the number of pages and what stands on them, up to so many letters."""
    found, length = [], 0
    for number in range(min(len(document), MOST_PAGES)):
        words = words_of(document, number)
        found.append(words)
        length += len(words)
        if length >= most:
            break
    return json.dumps({"pages": len(document), "text": "\n".join(found)[:most]}).encode()


def words_of(document, number: int) -> str:
    """Return the words of a page; one that is broken has none."""
    try:
        return document[number].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""


def page(document, number: int, width: int) -> bytes:
    """Return a page drawn so many dots wide, a very tall one smaller. What it runs and links stays behind."""
    found = document[number - 1]
    across, down = found.get_size()
    scale = min(width / max(across, 1), width * TALLEST / max(down, 1))
    picture = found.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=QUALITY, method=4)
    return target.getvalue()


if __name__ == "__main__":
    run_limited(work)
