"""What stands open to everyone, or stood, and when that last changed: what search engines and libraries fetch."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organization
from knowledge.models.article import Article
from knowledge.models.topic import Topic


class PublicRecordQuerySet(models.QuerySet):
    def standing(self):
        """Return the records of what everybody may read now."""
        return self.filter(is_public=True)

    def changed_between(self, begins: datetime | None, ends: datetime | None):
        """Return what changed from the one moment up to the other, that one left out."""
        since = self.filter(changed_at__gte=begins) if begins else self
        return since.filter(changed_at__lt=ends) if ends else since

    def in_topic(self, topic_id: int):
        """Return the records of a topic and of those below it, as they were when last open to everyone."""
        below = Topic.objects.filter(parent=topic_id).values("pk")
        return self.filter(Q(topic=topic_id) | Q(topic__in=below))

    def of_organization(self, organization_id: int):
        return self.filter(organization=organization_id)

    def with_topic(self):
        return self.filter(topic__isnull=False)

    def with_organization(self):
        return self.filter(organization__isnull=False)

    def organization_ids(self):
        """Return the organizations something is or was open from."""
        return self.with_organization().order_by().values("organization")

    def latest_change(self) -> datetime | None:
        """Return when one of these last changed. One small query."""
        return self.order_by("-changed_at").values_list("changed_at", flat=True).first()

    def in_order(self):
        """Put the longest unchanged first: what changes meanwhile comes at the end and is not missed."""
        return self.order_by("changed_at", "article")

    def after(self, changed_at: datetime, article_id: int):
        """Return what comes after a row in that order."""
        later = Q(changed_at__gt=changed_at) | Q(changed_at=changed_at, article__gt=article_id)
        return self.filter(later, changed_at__gte=changed_at)

    def seen_anew(self) -> int:
        """Note that what they show changed now, as when an author's name is taken away."""
        return self.standing().update(changed_at=this_second())


def this_second() -> datetime:
    """Return the present moment as precisely as libraries ask for it."""
    return timezone.now().replace(microsecond=0)


class PublicRecord(models.Model):
    """An article is, or once was, open to everyone. Topic and organization are those of that time.

    The record outlives what it tells of: who fetched the article is told that it is gone, and nothing else.
    """

    article = models.OneToOneField(
        Article, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="public_record"
    )
    is_public = models.BooleanField(default=True)
    changed_at = models.DateTimeField(default=this_second)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, db_index=False, related_name="public_records"
    )
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, db_index=False, related_name="public_records"
    )

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["changed_at", "article"], name="knowledge_record_changed"),
            models.Index(fields=["topic", "changed_at", "article"], name="knowledge_record_topic"),
            models.Index(fields=["organization", "changed_at", "article"], name="knowledge_record_unit"),
        ]

    def __str__(self):
        return str(self.article_id)
