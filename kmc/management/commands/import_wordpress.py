"""Bring in a blog that WordPress exported (Tools, Export: a WXR file); safe to run twice."""

from kmc.exchange.blog_command import BlogCommand
from kmc.exchange.feeds import read_file, wordpress_posts


class Command(BlogCommand):
    help = (
        "Make drafts of the posts of a WordPress export (WXR), with pictures from --media. Fetches nothing."
    )

    def posts(self, source):
        return wordpress_posts(read_file(source))
