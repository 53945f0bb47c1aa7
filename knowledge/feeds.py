"""Feeds of new public knowledge."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from knowledge.models import Article

NEWEST = 30


class NewestArticles(Feed):
    """The newest public articles, as Atom. Staff-only ones are never in it."""

    feed_type = Atom1Feed
    title = _("New knowledge")
    subtitle = _("The newest articles open to everyone")

    def link(self):
        return reverse("knowledge:article_list")

    def items(self):
        return Article.objects.public().newest_first().for_list()[:NEWEST]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_author_name(self, item):
        return ", ".join(authorship.display_name for authorship in item.authorships.all()) or None

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return max(item.edited_at, item.published_at)

    def item_categories(self, item):
        return [str(item.get_kind_display()), *([item.topic.name] if item.topic else [])]
