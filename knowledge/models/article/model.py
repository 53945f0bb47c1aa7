"""The article: one piece of knowledge, its state, who may see it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.models import Organization
from kmc.lib.thai import sort_key
from knowledge.models.article.queryset import ArticleQuerySet
from knowledge.models.article.waiting import TAKEN_FOR
from knowledge.models.tag import TaggedArticle
from knowledge.models.topic import Topic
from networks.models import SchoolNetwork

CREATIVE_COMMONS = "https://creativecommons.org"
DEEDS = {
    name: f"{CREATIVE_COMMONS}/licenses/{name.removeprefix('cc-')}/4.0/deed.th"
    for name in ("cc-by", "cc-by-sa", "cc-by-nc", "cc-by-nc-sa", "cc-by-nd", "cc-by-nc-nd")
} | {"cc0": f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/deed.th"}


def default_licence() -> str:
    """Return the licence the office gives to what its people write, unless they choose another."""
    return settings.KMC_LICENCE


def cover_path(article, filename):
    """Return a random stored name: the reader's file name never touches the disk."""
    return f"covers/{uuid.uuid4().hex}.webp"


class Article(models.Model):
    class Kind(models.TextChoices):
        NOTE = "note", _("Knowledge note")
        BEST_PRACTICE = "best_practice", _("Best practice")
        LESSON = "lesson_learned", _("Lesson learned")
        STORY = "story", _("Story")
        MANUAL = "manual", _("Work manual")
        INNOVATION = "innovation", _("Innovation")
        RESEARCH = "research", _("Research")
        MEDIA = "media", _("Learning media")
        OUTSTANDING = "outstanding", _("Outstanding work")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for review")
        RETURNED = "returned", _("Returned for revision")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ARCHIVED = "archived", _("Archived")
        DISCARDED = "discarded", _("Discarded draft")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        STAFF = "staff", _("Signed-in staff")

    class Licence(models.TextChoices):
        CC_BY = "cc-by", _("Creative Commons Attribution")
        CC_BY_SA = "cc-by-sa", _("Creative Commons Attribution-ShareAlike")
        CC_BY_NC = "cc-by-nc", _("Creative Commons Attribution-NonCommercial")
        CC_BY_NC_SA = "cc-by-nc-sa", _("Creative Commons Attribution-NonCommercial-ShareAlike")
        CC_BY_ND = "cc-by-nd", _("Creative Commons Attribution-NoDerivatives")
        CC_BY_NC_ND = "cc-by-nc-nd", _("Creative Commons Attribution-NonCommercial-NoDerivatives")
        CC0 = "cc0", _("No rights reserved (CC0)")
        ALL_RIGHTS = "all-rights", _("All rights reserved")

    class Origin(models.TextChoices):
        CREATED = "created", _("Created here")
        ACQUIRED = "acquired", _("Brought in from elsewhere")

    class Language(models.TextChoices):
        THAI = "th", _("Thai")
        ENGLISH = "en", _("English")

    class Level(models.TextChoices):
        EARLY = "early", _("Early childhood education")
        PRIMARY = "primary", _("Primary school")
        LOWER_SECONDARY = "lower_secondary", _("Lower secondary")
        UPPER_SECONDARY = "upper_secondary", _("Upper secondary")
        OFFICE = "office", _("Office work")

    class Subject(models.TextChoices):
        THAI = "thai", _("Thai language")
        MATHEMATICS = "mathematics", _("Mathematics")
        SCIENCE = "science", _("Science and technology")
        SOCIAL = "social", _("Social studies, religion and culture")
        HEALTH = "health", _("Health and physical education")
        ART = "art", _("Arts")
        CAREER = "career", _("Occupations")
        FOREIGN = "foreign", _("Foreign languages")
        ACTIVITIES = "activities", _("Learner development activities")
        INTEGRATED = "integrated", _("Several subjects together")

    class Pupils(models.TextChoices):
        """What the author says of pupils in the pictures."""

        NONE = "none", _("No pupil can be recognised in the pictures")
        PERMITTED = "permitted", _("Pupils are shown, and publication is permitted")

    EDITABLE = (Status.DRAFT, Status.RETURNED, Status.WITHDRAWN)
    REVIEWABLE = (Status.SUBMITTED,)
    OPENABLE = (Status.PUBLISHED, Status.ARCHIVED)

    title = models.CharField(_("title"), max_length=300)
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    body = models.TextField(_("body"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.NOTE)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    visibility = models.CharField(
        _("who may read"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    licence = models.CharField(_("licence"), max_length=15, choices=Licence.choices, default=default_licence)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.THAI)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.CREATED)
    source_name = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    source_permission = models.CharField(_("permission to publish it here"), max_length=300, blank=True)
    level = models.CharField(_("level"), max_length=15, choices=Level.choices, blank=True)
    subject = models.CharField(_("subject"), max_length=12, choices=Subject.choices, blank=True)
    pupils = models.CharField(_("pupils in the pictures"), max_length=10, choices=Pupils.choices, blank=True)
    builds_on = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="built_upon",
        verbose_name=_("builds on"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_articles",
        verbose_name=_("merged into"),
    )
    import_key = models.CharField(max_length=100, null=True, blank=True, unique=True, editable=False)
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        limit_choices_to={"tree": "category"},
        verbose_name=_("topic"),
    )
    component = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="component_articles",
        limit_choices_to={"tree": "component"},
        verbose_name=_("component"),
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="articles", verbose_name=_("organization")
    )
    network = models.ForeignKey(
        SchoolNetwork,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("network"),
    )
    cover = models.ImageField(_("cover picture"), upload_to=cover_path, blank=True)
    cover_alt = models.CharField(_("what the cover shows"), max_length=200, blank=True)
    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("keywords"))
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="Authorship",
        related_name="authored_articles",
        verbose_name=_("authors"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="created_articles",
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    edited_at = models.DateTimeField(_("last edited at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("sent for review at"), null=True, blank=True)
    first_published_at = models.DateTimeField(_("first published at"), null=True, blank=True)
    first_published_on = models.DateField(_("first published on"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_articles",
        verbose_name=_("published by"),
    )
    unreviewed_since = models.DateTimeField(
        _("published at once, to be looked at since"), null=True, blank=True, editable=False
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="articles_in_hand",
        verbose_name=_("taken for review by"),
    )
    taken_at = models.DateTimeField(_("taken for review at"), null=True, blank=True, editable=False)
    area_asked_at = models.DateTimeField(_("reviewers above asked at"), null=True, blank=True, editable=False)
    review_due_on = models.DateField(_("to be confirmed by"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("last confirmed at"), null=True, blank=True, editable=False)
    overdue_told_on = models.DateField(
        _("authors reminded to confirm it on"), null=True, blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="knowledge_article_has_title"),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(
                    first_published_at__isnull=False,
                    first_published_on__isnull=False,
                    published_at__isnull=False,
                    published_by__isnull=False,
                ),
                name="knowledge_article_published_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(status="submitted") | Q(submitted_at__isnull=False),
                name="knowledge_article_submitted_at",
            ),
            models.CheckConstraint(
                condition=Q(first_published_at__isnull=True, first_published_on__isnull=True)
                | Q(first_published_at__isnull=False, first_published_on__isnull=False),
                name="knowledge_article_first_published_day",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(status="archived"),
                name="knowledge_article_merged_is_archived",
            ),
            models.CheckConstraint(
                condition=~Q(status="archived") | Q(first_published_at__isnull=False),
                name="knowledge_article_archived_was_published",
            ),
            models.CheckConstraint(
                condition=Q(unreviewed_since__isnull=True) | Q(status="published"),
                name="knowledge_article_unreviewed_is_published",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | Q(taken_at__isnull=False),
                name="knowledge_article_taken_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(origin="acquired") | ~Q(source_name=""), name="knowledge_article_acquired_source"
            ),
        ]
        indexes = [
            models.Index(
                F("first_published_at").desc(),
                F("id").desc(),
                name="knowledge_article_all_newest",
                condition=Q(status="published"),
            ),
            models.Index(
                F("first_published_at").desc(),
                F("id").desc(),
                name="knowledge_article_pub_newest",
                condition=Q(status="published", visibility="public"),
            ),
            models.Index(
                F("topic"),
                F("first_published_at").desc(),
                F("id").desc(),
                name="knowledge_article_topic",
                condition=Q(status="published"),
            ),
            models.Index(
                F("kind"),
                F("first_published_at").desc(),
                F("id").desc(),
                name="knowledge_article_kind",
                condition=Q(status="published"),
            ),
            models.Index(
                F("organization"),
                F("first_published_at").desc(),
                F("id").desc(),
                name="knowledge_article_unit",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["first_published_on"],
                name="knowledge_article_first_day",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["submitted_at"], name="knowledge_article_queue", condition=Q(status="submitted")
            ),
            models.Index(
                fields=["review_due_on"], name="knowledge_article_due", condition=Q(status="published")
            ),
            models.Index(
                fields=["unreviewed_since"],
                name="knowledge_article_unreviewed",
                condition=Q(unreviewed_since__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("knowledge:article_detail", args=[self.pk])

    @property
    def number(self) -> int:
        """Return the permanent record number: shown, citable, in the address."""
        return self.pk

    @property
    def licence_deed(self) -> str:
        """Return where the licence says in plain words what others may do; nothing where all rights are reserved."""
        return DEEDS.get(self.licence, "")

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_archived(self) -> bool:
        """Return whether it was published once and is kept for the record: open by its number, in no list."""
        return self.status == self.Status.ARCHIVED

    @property
    def is_overdue(self) -> bool:
        """Return whether the day has passed by which somebody should say that it is still right."""
        return bool(self.is_published and self.review_due_on and self.review_due_on < timezone.localdate())

    @property
    def checked_at(self):
        """Return when somebody last said that it is right: its publication counts."""
        return max(self.published_at, self.confirmed_at or self.published_at) if self.published_at else None

    @property
    def waiting_days(self) -> int:
        """Return how many days ago the article was sent for review, or its next version where the queue loads it."""
        since = getattr(self, "waiting_since", self.submitted_at)
        return (timezone.now() - since).days if since else 0

    @property
    def is_taken(self) -> bool:
        """Return whether a reviewer has it in hand; after some days it is free again."""
        return bool(self.reviewer_id and self.taken_at > timezone.now() - TAKEN_FOR)

    @property
    def is_public(self) -> bool:
        return (self.is_published or self.is_archived) and self.visibility == self.Visibility.PUBLIC

    def is_open_to(self, user) -> bool:
        """Return whether the person may read the article as it stands published."""
        return self.is_published and (user.is_authenticated or self.visibility == self.Visibility.PUBLIC)

    @property
    def read_count(self) -> int:
        """Return how often it was read; `for_page` loads the number."""
        return self.read_total.total if hasattr(self, "read_total") else 0

    @property
    def talk_version(self) -> int:
        """Return the version of what readers left with it; `for_page` loads it."""
        return self.tally.version if hasattr(self, "tally") else 0

    @property
    def keywords(self) -> list[str]:
        """Return the names of its keywords, sorted; `for_page` loads them."""
        return sorted(self.joined_keywords.split("\n"), key=sort_key) if self.joined_keywords else []

    @property
    def is_editable_state(self) -> bool:
        return self.status in self.EDITABLE
