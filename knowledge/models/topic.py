"""The framework of knowledge the office needs: trees of topics."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from accounts.models import Organization, VersionedModel


class TopicQuerySet(TreeQuerySet):
    def categories(self):
        return self.filter(tree=Topic.Tree.CATEGORY)

    def components(self):
        return self.filter(tree=Topic.Tree.COMPONENT)

    def of_office(self):
        """Return the topics of the office's own trees: categories and components."""
        return self.filter(tree__in=(Topic.Tree.CATEGORY, Topic.Tree.COMPONENT))

    def levels(self):
        return self.filter(tree=Topic.Tree.LEVEL)

    def subjects(self):
        return self.filter(tree=Topic.Tree.SUBJECT)

    def named(self, words: str):
        """Return the topics whose name or description holds each of the words."""
        found = self if words else self.none()
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(name_en__icontains=word)
                | Q(about__icontains=word)
                | Q(need__icontains=word)
            )
        return found

    def named_any(self, words):
        """Return the topics whose name holds one of the words."""
        asked = Q(pk=None)
        for word in words:
            asked |= Q(name__icontains=word) | Q(name_en__icontains=word)
        return self.filter(asked)

    def most_filled_first(self):
        return self.order_by("-article_count", "tree", "position", "pk")

    def of_tree(self, tree):
        return self.filter(tree=tree)

    def of_trees(self, trees):
        return self.filter(tree__in=trees)

    def in_order(self):
        return self.order_by("tree", "position", "pk")

    def with_owners(self):
        """Load who looks after each."""
        return self.select_related("owner", "owner_unit__district", "parent")

    def of_article(self, article):
        """Return the topics an article belongs to, one of each tree at most."""
        return self.filter(
            Q(pk__in=[pk for pk in (article.topic_id, article.component_id) if pk])
            | Q(tree=Topic.Tree.LEVEL, code=article.level or None)
            | Q(tree=Topic.Tree.SUBJECT, code=article.subject or None)
        )


class Topic(VersionedModel):
    """A topic of one of the trees: the office's categories, the eight components of a high-performance
    organization (source: the model of primary area offices, eight components), teaching levels, subjects.

    Levels and subjects are the nation's, not the office's: `code` is what articles hold (`Article.Level`,
    `Article.Subject`). What is needed, for whom and by when, is the office's word (master plan, target 3.2).
    """

    class Tree(models.TextChoices):
        CATEGORY = "category", _("Category")
        COMPONENT = "component", _("Component of a high-performance organization")
        LEVEL = "level", _("Level")
        SUBJECT = "subject", _("Subject")

    tree = models.CharField(_("tree"), max_length=10, choices=Tree.choices, default=Tree.CATEGORY)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    about = models.TextField(_("what it covers"), blank=True)
    code = models.CharField(max_length=15, null=True, blank=True, editable=False)
    need = models.TextField(_("what is needed"), blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_topics",
        verbose_name=_("looked after by"),
    )
    owner_unit = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_topics",
        verbose_name=_("unit that looks after it"),
    )
    enough = models.PositiveSmallIntegerField(_("articles that make it covered"), default=3)
    due_on = models.DateField(_("to be covered by"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    article_count = models.PositiveIntegerField(_("published public articles"), default=0, editable=False)
    staff_article_count = models.PositiveIntegerField(_("published articles"), default=0, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["tree", "parent", "name"], name="knowledge_topic_name_once"),
            models.UniqueConstraint(fields=["tree", "code"], name="knowledge_topic_code_once"),
            models.CheckConstraint(
                condition=Q(tree__in=["level", "subject"], code__isnull=False)
                | Q(tree__in=["category", "component"], code__isnull=True),
                name="knowledge_topic_code_of_nation",
            ),
            models.CheckConstraint(condition=Q(enough__gte=1), name="knowledge_topic_enough"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("knowledge:topic_detail", args=[self.pk])

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def is_of_nation(self) -> bool:
        """Return whether it is a level or a subject: those are neither made nor deleted here."""
        return self.code is not None

    def clean(self):
        """Keep the trees two levels deep, and each in itself."""
        super().clean()
        if self.enough is not None and self.enough < 1:
            raise ValidationError({"enough": _("At least one article makes a topic covered.")})
        if self.parent is None:
            return
        if self.is_of_nation or self.parent.tree != self.tree:
            raise ValidationError({"parent": _("A topic stands below one of the same tree.")})
        if self.parent_id == self.pk or self.parent.parent_id:
            raise ValidationError(
                {"parent": _("Topics have two levels at most: choose one of the first level.")}
            )
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This topic has topics below it, so it stays on the first level.")}
            )

    def held_by(self) -> int:
        """Return how many articles, in any state, are filed under it: while there are any it stays. Two queries."""
        return self.articles.count() + self.component_articles.count()
