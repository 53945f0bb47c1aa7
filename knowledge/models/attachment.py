"""Files of an article: pictures inside the text and documents beside it."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article


def attachment_path(attachment, filename):
    """Return a random stored name without the original: names on disk say nothing and run nothing."""
    return f"attachments/{attachment.key.hex[:2]}/{attachment.key.hex}"


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the files whose article the person may open, and their own uploads not yet in one."""
        readable = models.Q(article__in=Article.objects.visible_to(user))
        if not user.is_authenticated:
            return self.filter(readable)
        return self.filter(readable | models.Q(article__isnull=True, uploaded_by=user))

    def lost_with(self, user):
        """Return the uploads that go when the person is erased: in no article, or in one that goes along."""
        going = Article.objects.never_shown_of(user)
        return self.filter(models.Q(article__isnull=True, uploaded_by=user) | models.Q(article__in=going))

    def loose(self, user, keys):
        """Return the person's uploads of these keys that no article holds yet."""
        return self.filter(key__in=keys, article__isnull=True, uploaded_by=user)


class Attachment(models.Model):
    class Role(models.TextChoices):
        PICTURE = "picture", _("Picture in the text")
        DOCUMENT = "document", _("Attached document")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("article"),
    )
    role = models.CharField(_("use"), max_length=10, choices=Role.choices, default=Role.DOCUMENT)
    file = models.FileField(_("file"), upload_to=attachment_path)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attachments", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("knowledge:attachment", args=[self.key])
