"""The framework of knowledge the office needs: trees of topics."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from accounts.models import VersionedModel


class TopicQuerySet(TreeQuerySet):
    def categories(self):
        return self.filter(tree=Topic.Tree.CATEGORY)

    def components(self):
        return self.filter(tree=Topic.Tree.COMPONENT)

    def in_order(self):
        return self.order_by("tree", "position", "pk")


class Topic(VersionedModel):
    """A topic of one of the trees: the office's categories, or the eight components of a
    high-performance organization (source: the model of primary area offices, eight components)."""

    class Tree(models.TextChoices):
        CATEGORY = "category", _("Category")
        COMPONENT = "component", _("Component of a high-performance organization")

    tree = models.CharField(_("tree"), max_length=10, choices=Tree.choices, default=Tree.CATEGORY)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    about = models.TextField(_("what it covers"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    article_count = models.PositiveIntegerField(_("published public articles"), default=0, editable=False)
    staff_article_count = models.PositiveIntegerField(_("published articles"), default=0, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["tree", "parent", "name"], name="knowledge_topic_name_once"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("knowledge:topic_detail", args=[self.pk])

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name
