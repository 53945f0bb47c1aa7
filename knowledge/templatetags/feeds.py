"""The feeds of a page: named in its head for readers of feeds, and to be seen on it."""

from django import template

from knowledge.feeds.views import feed_url

register = template.Library()


def addresses(of, key, articles) -> dict:
    """Return the feeds of a subject. Where `articles` are named, one of them must be public: else there is no feed."""
    if articles is not None and not any(article.visibility == "public" for article in articles):
        return {}
    return {"atom": feed_url(of, "atom", key), "rss": feed_url(of, "rss", key)}


@register.inclusion_tag("knowledge/_feed_heads.html")
def feed_heads(of, key=None, title="", articles=None):
    """Name the feeds in the head of the page."""
    return addresses(of, key, articles) | {"title": title}


@register.inclusion_tag("knowledge/_feed_links.html")
def feed_links(of, key=None, articles=None):
    """Show the feeds on the page."""
    return addresses(of, key, articles)
