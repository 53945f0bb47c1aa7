"""Wanted knowledge: what people miss, who wants it too, who writes it, the article that answers."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, VersionedModel
from accounts.roles import ADMINISTRATOR, OFFICER, REVIEWER
from kmc.lib.thai import normalize
from knowledge.models.article import Article
from knowledge.models.topic import Topic


class TopicRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return what was let through; a visitor's wish waits until somebody of the office looked at it.

        Visitors see none that is closed, and nobody but those who look at them what was refused to a visitor.
        """
        if not user.is_authenticated:
            return self.filter(status__in=(*TopicRequest.UNANSWERED, TopicRequest.Status.ANSWERED))
        if any(user.holds(role) for role in (REVIEWER, OFFICER, ADMINISTRATOR)):
            return self
        refused = Q(status=TopicRequest.Status.CLOSED, asked_by=None)
        return self.exclude(Q(status=TopicRequest.Status.HELD) | refused)

    def held(self):
        return self.filter(status=TopicRequest.Status.HELD)

    def open(self):
        """Return what nobody has answered yet, taken on or not."""
        return self.filter(status__in=TopicRequest.UNANSWERED)

    def mine(self, user):
        """Return what the person asked for, wants too or took on."""
        own = TopicRequestSecond.objects.filter(request=OuterRef("pk"), user=user.pk)
        return self.filter(Q(asked_by=user.pk) | Q(taken_by=user.pk) | Exists(own))

    def being_written(self):
        """Return what somebody took on and has not answered yet."""
        return self.filter(status=TopicRequest.Status.TAKEN)

    def being_written_as(self, article):
        """Return the wishes whose taker writes this article to answer them."""
        return self.being_written().filter(article=article)

    def give_back(self) -> int:
        """Open these for others again. Return how many there were."""
        return self.update(status=TopicRequest.Status.OPEN, taken_by=None, taken_at=None, article=None)

    def in_state(self, status):
        return self.filter(status=status)

    def numbered(self, text: str):
        """Return the wish of a number as it came with a form, or None."""
        is_number = text.isascii() and text.isdigit() and len(text) <= 18
        return self.filter(pk=int(text)).first() if is_number else None

    def of_topic(self, topic):
        """Return the wishes about a topic or one below it."""
        return self.filter(Q(topic=topic) | Q(topic__parent=topic))

    def of_last_days(self, days: int):
        """Return what was asked for since the beginning of the day so many days ago: the same all day long."""
        first = timezone.localtime() - timedelta(days=days)
        return self.filter(asked_at__gte=first.replace(hour=0, minute=0, second=0, microsecond=0))

    def made_by_form(self, token):
        """Return the wish that a form with this token made, or None."""
        return self.filter(form_token=token).first() if token else None

    def with_seconds(self, user):
        """Tell how many people want it too, and whether the person is one of them."""
        own = TopicRequestSecond.objects.filter(request=OuterRef("pk"), user=user.pk)
        return self.annotate(second_count=Count("seconds", distinct=True), is_seconded=Exists(own))

    def for_list(self):
        """Load what a row shows; of the article only what names it."""
        rows = self.select_related("topic", "organization__district", "asked_by", "taken_by", "article")
        return rows.defer("article__body")

    def most_wanted_first(self):
        """Needs `with_seconds`."""
        return self.order_by(F("second_count").desc(), "-asked_at", "-pk")

    def newest_first(self):
        return self.order_by("-asked_at", "-pk")


class TopicRequest(VersionedModel):
    """Knowledge somebody looked for and did not find.

    Of a visitor nothing is kept but the words; colleagues see who of them asked, visitors see the unit only.
    """

    class Status(models.TextChoices):
        HELD = "held", _("Waiting to be let through")
        OPEN = "open", _("Wanted")
        TAKEN = "taken", _("Somebody writes")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    UNANSWERED = (Status.OPEN, Status.TAKEN)

    title = models.CharField(_("what is wanted"), max_length=200)
    details = models.TextField(_("more about it"), max_length=1000, blank=True)
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("topic")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="topic_requests",
        verbose_name=_("organization"),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="topic_requests",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_topic_requests",
        verbose_name=_("taken on by"),
    )
    taken_at = models.DateTimeField(_("taken on at"), null=True, blank=True)
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_requests",
        verbose_name=_("answering article"),
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_topic_requests",
        verbose_name=_("answered or closed by"),
    )
    ended_at = models.DateTimeField(_("answered or closed at"), null=True, blank=True)
    closed_reason = models.CharField(_("why it was closed"), max_length=300, blank=True)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = TopicRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("wanted topic")
        verbose_name_plural = _("wanted topics")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="knowledge_topicrequest_has_title"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="knowledge_topicrequest_taken_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["answered", "closed"], ended_at__isnull=False, ended_by__isnull=False)
                | Q(status__in=["held", "open", "taken"], ended_at__isnull=True, ended_by__isnull=True),
                name="knowledge_topicrequest_ended_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | Q(article__isnull=False),
                name="knowledge_topicrequest_answered_by_article",
            ),
            models.CheckConstraint(
                condition=~Q(status="taken") | Q(taken_at__isnull=False),
                name="knowledge_topicrequest_taken_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["status", "-asked_at"], name="knowledge_topicrequest_newest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("knowledge:wanted_detail", args=[self.pk])

    def save(self, *args, **kwargs):
        self.title = normalize(self.title)
        super().save(*args, **kwargs)

    @property
    def is_unanswered(self) -> bool:
        return self.status in self.UNANSWERED

    @property
    def is_ended(self) -> bool:
        return self.status in (self.Status.ANSWERED, self.Status.CLOSED)


class TopicRequestSecond(models.Model):
    """Somebody wants it too."""

    request = models.ForeignKey(TopicRequest, models.CASCADE, related_name="seconds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seconded_topic_requests")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("supporter of a wanted topic")
        verbose_name_plural = _("supporters of wanted topics")
        constraints = [
            models.UniqueConstraint(fields=["request", "user"], name="knowledge_topicrequestsecond_once")
        ]

    def __str__(self):
        return f"{self.user_id} {self.request_id}"
