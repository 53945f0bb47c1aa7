"""Files of an article: pictures inside the text and documents beside it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article
from knowledge.models.version import NextVersion

PDF_TYPE = "application/pdf"
WORDS_SEARCHED = 100_000  # letters of one file that search knows


def attachment_path(attachment, filename):
    """Return a random stored name without the original: names on disk say nothing and run nothing."""
    return f"attachments/{attachment.key.hex[:2]}/{attachment.key.hex}"


def files():
    """Return the prefetch of an article's files without the words taken out of them."""
    return models.Prefetch("attachments", queryset=Attachment.objects.defer("text"))


def loose_of(user):
    """Return the condition of the person's uploads that nothing holds yet."""
    return models.Q(article__isnull=True, next_version__isnull=True, uploaded_by=user)


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the files whose article the person may open, and their own uploads not yet in one.

        A file that waits with a next version is seen by who may see that version.
        """
        standing = models.Q(article__in=Article.objects.visible_to(user))
        if not user.is_authenticated:
            return self.filter(standing)
        nexts = NextVersion.objects.visible_to(user)
        return self.filter(standing | models.Q(next_version__in=nexts) | loose_of(user))

    def lost_with(self, user):
        """Return the uploads that go when the person is erased: in no article, or in one that goes along."""
        going = Article.objects.never_shown_of(user)
        return self.filter(loose_of(user) | models.Q(article__in=going))

    def loose(self, user, keys):
        """Return the person's uploads of these keys that no article holds yet."""
        return self.filter(loose_of(user), key__in=keys)

    def loose_since(self, moment):
        """Return what was uploaded before the moment and is in no article and no next version."""
        return self.filter(article__isnull=True, next_version__isnull=True, uploaded_at__lt=moment)

    def unread(self):
        """Return the files whose words were not taken out yet, the oldest first."""
        return self.filter(reading=Attachment.Reading.WAITING).order_by("pk")

    def searched(self, articles):
        """Return the documents of these articles whose words are found, with as many words as search keeps."""
        held = self.filter(article__in=articles, role=Attachment.Role.DOCUMENT).exclude(text="")
        return held.annotate(words=Left("text", WORDS_SEARCHED)).only("article_id", "name").order_by("pk")


class Attachment(models.Model):
    class Reading(models.TextChoices):
        """Whether the words inside were taken out for search."""

        WAITING = "waiting", _("Waiting to be read")
        READ = "read", _("Read")
        NONE = "none", _("Holds no words that can be read")

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
    next_version = models.ForeignKey(
        NextVersion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="new_attachments",
        verbose_name=_("comes with the next version"),
    )
    role = models.CharField(_("use"), max_length=10, choices=Role.choices, default=Role.DOCUMENT)
    file = models.FileField(_("file"), upload_to=attachment_path)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    reading = models.CharField(
        _("words inside"), max_length=8, choices=Reading.choices, default=Reading.NONE, editable=False
    )
    text = models.TextField(_("words inside, for search"), blank=True, editable=False)
    page_count = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attachments", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(
                fields=["id"], name="knowledge_attachment_unread", condition=models.Q(reading="waiting")
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("knowledge:attachment", args=[self.key])

    @property
    def is_pdf(self) -> bool:
        return self.content_type == PDF_TYPE

    @property
    def is_public(self) -> bool:
        """Return whether everyone may open it: its article is public."""
        return self.article is not None and self.article.is_public

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    def get_preview_url(self):
        return reverse("knowledge:attachment_preview", args=[self.key])

    @property
    def can_be_previewed(self) -> bool:
        """Return whether there is anything to see: a picture, or a PDF that is not known to be unreadable."""
        return self.is_picture or (self.is_pdf and self.page_count != 0)
