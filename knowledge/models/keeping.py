"""What a person keeps for later and what they follow. Both are theirs alone."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from kmc.lib.thai import normalize
from knowledge.models.article import Article
from knowledge.models.topic import Topic


class BookmarkQuerySet(models.QuerySet):
    def open_to(self, user):
        """Return those of articles that stand published or archived."""
        return self.filter(article__in=Article.objects.visible_to(user).openable())

    def matching(self, words: str):
        """Return those whose title or summary holds each of the words."""
        found = self
        for word in normalize(words).split():
            found = found.filter(Q(article__title__icontains=word) | Q(article__summary__icontains=word))
        return found

    def newest_first(self):
        return self.order_by("-pk")

    def with_articles(self):
        """Load what a row shows of the article: two queries."""
        articles = Article.objects.for_list().select_related("tally")
        return self.prefetch_related(Prefetch("article", queryset=articles))


class Bookmark(models.Model):
    """An article kept for later."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bookmarks", verbose_name=_("article"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks", verbose_name=_("person")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [models.UniqueConstraint(fields=["user", "article"], name="knowledge_bookmark_once")]

    def __str__(self):
        return f"{self.user_id} {self.article_id}"


class FollowQuerySet(models.QuerySet):
    def of_one(self, kind: str, key: int):
        """Return the follows of one thing."""
        return self.filter(**{kind: key})

    def newest_first(self):
        return self.order_by("-pk")

    def with_targets(self):
        """Load what each is about."""
        return self.select_related("article", "topic", "person", "organization")

    def of_new_article(self, article: Article, credited: set[int]):
        """Return the follows that a newly published article concerns: of its topics of every tree and those above
        them, of who wrote it and of its unit."""
        own = list(Topic.objects.of_article(article).values_list("pk", flat=True))
        above = Topic.objects.filter(children__in=own).values("pk")
        topics = Q(topic__in=own) | Q(topic__in=above)
        return self.filter(topics | Q(person__in=credited) | Q(organization=article.organization_id))

    def people(self) -> set[int]:
        return set(self.values_list("user", flat=True))


class Follow(models.Model):
    """A person wants to hear what is new about exactly one thing: an article, a topic, a colleague or a unit."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("person")
    )
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="followers", verbose_name=_("article")
    )
    topic = models.ForeignKey(
        Topic, models.CASCADE, null=True, blank=True, related_name="followers", verbose_name=_("topic")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("colleague"),
    )
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("organization"),
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    TARGETS = ("article", "topic", "person", "organization")

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="knowledge_follow_article_once"),
            models.UniqueConstraint(fields=["user", "topic"], name="knowledge_follow_topic_once"),
            models.UniqueConstraint(fields=["user", "person"], name="knowledge_follow_person_once"),
            models.UniqueConstraint(fields=["user", "organization"], name="knowledge_follow_unit_once"),
            models.CheckConstraint(
                condition=Q(article__isnull=False, topic=None, person=None, organization=None)
                | Q(article=None, topic__isnull=False, person=None, organization=None)
                | Q(article=None, topic=None, person__isnull=False, organization=None)
                | Q(article=None, topic=None, person=None, organization__isnull=False),
                name="knowledge_follow_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.article_id or self.topic_id or self.person_id or self.organization_id}"

    @property
    def kind(self) -> str:
        """Return which of the four it is about."""
        return next(name for name in self.TARGETS if getattr(self, f"{name}_id") is not None)

    @property
    def target(self):
        """Return what is followed; `with_targets` loads it."""
        return getattr(self, self.kind)
