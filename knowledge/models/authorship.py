"""Credit for articles."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from knowledge.models.tag import TaggedArticle
from knowledge.models.topic import Topic


class AuthorshipQuerySet(models.QuerySet):
    def of_people_in(self, organization_ids):
        """Return credits given to people (no service accounts) for these organizations."""
        return self.filter(user__is_service=False, organization__in=organization_ids)

    def published(self):
        return self.filter(article__status="published")

    def public(self):
        return self.filter(article__visibility="public")

    @staticmethod
    def about_word(word: str) -> Q:
        """Say of a credit that its article has the word in the title, the topic or a keyword."""
        tagged = TaggedArticle.objects.filter(tag__name__icontains=word).values("content_object")
        topics = Topic.objects.filter(name__icontains=word).values("pk")
        return Q(article__title__icontains=word) | Q(article__topic__in=topics) | Q(article__in=tagged)

    def about(self, word):
        return self.filter(self.about_word(word))


class Authorship(models.Model):
    """Credit: a person, with the organization they belonged to when they wrote."""

    article = models.ForeignKey(
        "knowledge.Article", models.CASCADE, related_name="authorships", verbose_name=_("article")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="authorships",
        verbose_name=_("author"),
    )
    name = models.CharField(_("name of an author outside the office"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="authorships",
        verbose_name=_("organization at the time"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = AuthorshipQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("author of an article")
        verbose_name_plural = _("authors of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="knowledge_authorship_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(name=""), name="knowledge_authorship_somebody"
            ),
        ]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.user.full_name if self.user_id else self.name


def credits() -> Prefetch:
    """Return the authors with their names and organizations, as one query."""
    return Prefetch(
        "authorships", queryset=Authorship.objects.select_related("user", "organization__district")
    )
