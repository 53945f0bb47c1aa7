"""Bring in a blog of GotoKnow: an RSS or Atom file, saved pages, or a folder or archive of them; safe to run twice."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kmc.exchange.blog_command import BlogCommand
from kmc.exchange.saved_pages import posts_in, unpacked


class Command(BlogCommand):
    help = (
        "Make drafts of posts saved from GotoKnow: RSS, Atom, HTML with pictures beside it. Fetches nothing."
    )

    def posts(self, source):
        return posts_in(source)

    def take(self, source, manner):
        if source.suffix.lower() != ".zip":
            return super().take(source, manner)
        with TemporaryDirectory(prefix="kmc-blog-") as folder:
            return super().take(unpacked(source, Path(folder)), manner)
