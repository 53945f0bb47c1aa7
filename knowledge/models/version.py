"""Versions of an article: the one that waits while the published one stands, and those that stood or were set aside."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article
from knowledge.models.article.model import cover_path
from knowledge.models.authorship import Authorship


class NextVersionQuerySet(models.QuerySet):
    def standing(self):
        """Return those whose article is published: only such a one has a next version."""
        return self.filter(article__status=Article.Status.PUBLISHED)

    def submitted(self):
        return self.filter(status=NextVersion.Status.SUBMITTED)

    def visible_to(self, user):
        """Return the next versions the person may read: their own articles', and those that wait for them."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        credited = Authorship.objects.filter(article=OuterRef("article"), user=user)
        waiting = Q(status="submitted", article__organization__in=user.organizations_as("reviewer"))
        return self.filter(Q(article__created_by=user) | Exists(credited) | waiting)


class NextVersion(models.Model):
    """What is to take the place of a published article. The published text stands until it does.

    `details` holds what the form says beside title, summary and body: keys of rows and plain values, in the
    names that `article_data` gives them. What it does not name stays as it is in the article.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft of the next version")
        SUBMITTED = "submitted", _("Next version waiting for review")
        RETURNED = "returned", _("Next version returned for revision")

    article = models.OneToOneField(
        Article, models.CASCADE, related_name="next_version", verbose_name=_("article")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    title = models.CharField(_("title"), max_length=300)
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    body = models.TextField(_("body"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    cover = models.ImageField(_("cover picture"), upload_to=cover_path, blank=True)
    reason = models.CharField(_("what changes, and why"), max_length=300, blank=True)
    based_on = models.PositiveIntegerField(_("begun from version"), null=True, blank=True)
    restored_from = models.PositiveIntegerField(_("brought back from version"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="next_versions",
        verbose_name=_("written by"),
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    edited_at = models.DateTimeField(_("last edited at"), default=timezone.now)
    submitted_at = models.DateTimeField(_("sent for review at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = NextVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("next version")
        verbose_name_plural = _("next versions")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="knowledge_nextversion_has_title"),
            models.CheckConstraint(
                condition=~Q(status="submitted") | Q(submitted_at__isnull=False),
                name="knowledge_nextversion_submitted_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at"], name="knowledge_nextversion_queue", condition=Q(status="submitted")
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("knowledge:next_version", args=[self.article_id])

    @property
    def waiting_days(self) -> int:
        """Return how many days ago it was sent for review."""
        return (timezone.now() - self.submitted_at).days if self.submitted_at else 0


class RevisionQuerySet(models.QuerySet):
    def numbered(self):
        """Return the texts that stood published, the newest first."""
        return self.filter(number__isnull=False).order_by("-number")

    def set_aside(self):
        """Return the texts that gave way when two people wrote at once, the newest first."""
        return self.filter(number=None).order_by("-at", "-pk")

    def open_to(self, user, *, all_of_it: bool):
        """Return what stood published; texts set aside, which nobody sent, only to who may see all or wrote them."""
        return self if all_of_it else self.filter(Q(number__isnull=False) | Q(by=user))

    def newest_first(self):
        return self.order_by("-at", "-pk")

    def marked(self, mark: str):
        """Return the one that an address names: a number, or `a` with the key of a text set aside. Or None."""
        number = mark.removeprefix("a")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            return None
        wanted = {"pk": number, "number": None} if mark.startswith("a") else {"number": number}
        return self.filter(**wanted).select_related("by", "approved_by").first()

    def for_list(self):
        return self.select_related("by", "approved_by").defer("body", "details")


class Revision(models.Model):
    """A text of an article as it stood published, or as it was set aside in a conflict. Never changed.

    Numbers count what stood published, from 1. The highest is what the article shows now.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("version"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    body = models.TextField(_("body"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions", verbose_name=_("written by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_revisions",
        verbose_name=_("published by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.CharField(_("what changed, and why"), max_length=300, blank=True)
    restored_from = models.PositiveIntegerField(_("brought back from version"), null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an article")
        verbose_name_plural = _("versions of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="knowledge_revision_number_once")
        ]

    def __str__(self):
        return f"{self.article_id} {self.number or '-'}"

    def get_absolute_url(self):
        return reverse("knowledge:revision_detail", args=[self.article_id, self.mark])

    @property
    def mark(self) -> str:
        """Return how addresses name it within its article."""
        return str(self.number or f"a{self.pk}")
