"""Tags whose addresses keep Thai vowels and tone marks."""

from django.db import models
from django.db.models import Aggregate, Count, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from kmc.lib.thai import normalize, slug


class TagQuerySet(models.QuerySet):
    def called(self, text):
        """Return the keyword of this name or address part, or None."""
        return self.filter(Q(name=text) | Q(slug=text)).order_by("pk").first()


class Tag(TagBase):
    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")

    def get_absolute_url(self):
        """Return the list of what bears it: the list of articles, with all its other filters."""
        return f"{reverse('knowledge:article_list')}?{urlencode({'tag': self.slug})}"

    def save(self, *args, **kwargs):
        self.name = normalize(self.name)
        super().save(*args, **kwargs)

    def slugify(self, tag, i=None):
        """Return a slug that keeps น้ำ, นำ and นา apart: Django's own would make one of them."""
        base = slug(tag)[:90] or "tag"
        return base if i is None else f"{base}-{i}"


class TaggedArticleQuerySet(models.QuerySet):
    def counted(self, articles):
        """Return name, address part and number of articles of each keyword these articles bear. One query."""
        held = self.filter(content_object__in=articles.order_by().values("pk")).order_by()
        return held.values_list("tag__name", "tag__slug").annotate(number=Count("pk"))


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_articles")
    content_object = models.ForeignKey("knowledge.Article", models.CASCADE, related_name="tagged_items")

    objects = TaggedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("keyword of an article")
        verbose_name_plural = _("keywords of articles")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="knowledge_taggedarticle_once")
        ]


class Joined(Aggregate):
    """Texts of several rows as one, a line each; both databases have it under a name of their own."""

    function = "GROUP_CONCAT"
    output_field = models.TextField()

    def __init__(self, expression, **extra):
        super().__init__(expression, Value("\n"), **extra)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


def keywords_of_article() -> Subquery:
    """Return the keywords of an article as part of its own query, a line each."""
    held = TaggedArticle.objects.filter(content_object=OuterRef("pk")).order_by()
    return Subquery(held.values("content_object").annotate(names=Joined("tag__name")).values("names"))
