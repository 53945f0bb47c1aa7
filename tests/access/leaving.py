"""Who gets what at the addresses other programs fetch: the same for everyone, and only to be read."""

from knowledge.models import Article

READ = ("200", "405")
FEEDS = {
    "feed": "",
    "feed_topics": "topic",
    "feed_tags": "tag",
    "feed_organizations": "school",
    "feed_networks": "network",
    "feed_people": "writer",
}

ACCESS = {
    **{f"knowledge:{name}": (argument, *READ) for name, argument in FEEDS.items()},
    **{f"knowledge:{name}_rss": (argument, *READ) for name, argument in FEEDS.items()},
    "knowledge:tag_list": ("", *READ),
    "knowledge:tag_detail": ("tag", "302", "405"),
    "knowledge:oai": ("", "200", "200"),
    "sitemap_index": ("", *READ),
    "sitemap_part": ("sitemap", *READ),
    "site_map": ("", *READ),
    "robots": ("", *READ),
    "opensearch": ("", *READ),
}


def leaving_of(things, people):
    """Give the public article a keyword; its author is somebody visitors may meet."""
    Article.objects.get(pk=things["public"]).tags.add("การอ่าน")
    return {"tag": "การอ่าน", "sitemap": "articles", "writer": people["author"].pk}
