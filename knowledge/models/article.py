"""The article: one piece of knowledge, its state, who may see it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.models import Organization, SiteState
from kmc.lib.thai import sort_key
from knowledge.models.authorship import Authorship, credits
from knowledge.models.tag import TaggedArticle, keywords_of_article
from knowledge.models.topic import Topic
from networks.models import SchoolNetwork

COMPARED = 200  # articles that are looked at for related ones


def cover_path(article, filename):
    """Return a random stored name: the reader's file name never touches the disk."""
    return f"covers/{uuid.uuid4().hex}.webp"


class ArticleQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Article.Status.PUBLISHED)

    def public(self):
        return self.published().filter(visibility=Article.Visibility.PUBLIC)

    def submitted(self):
        return self.filter(status=Article.Status.SUBMITTED)

    def written_by(self, user):
        """Return what the person created or is credited for, in any state."""
        credited = Authorship.objects.filter(article=OuterRef("pk"), user=user)
        return self.filter(Q(created_by=user) | Exists(credited))

    def counts_by_status(self) -> dict[str, int]:
        """Return how many there are in each state. One query."""
        return dict(self.order_by().values_list("status").annotate(number=Count("pk", distinct=True)))

    def read_sum(self) -> int:
        """Return how often these were read in all. One query."""
        return self.order_by().aggregate(reads=models.Sum("read_total__total"))["reads"] or 0

    def never_shown_of(self, user):
        """Return what the person wrote alone and nobody ever published: what an erasure takes along."""
        shared = Authorship.objects.filter(article=OuterRef("pk")).exclude(user=user)
        return self.filter(created_by=user, first_published_at=None).exclude(Exists(shared))

    def made_by_form(self, token, user):
        """Return the person's article that a form with this token made, or None."""
        return self.filter(form_token=token, created_by=user).first() if token else None

    def in_working_order(self):
        """Put first what waits for its author: returned, drafts, withdrawn; then the rest. No discarded ones."""
        states = (
            Article.Status.RETURNED,
            Article.Status.DRAFT,
            Article.Status.WITHDRAWN,
            Article.Status.SUBMITTED,
        )
        rank = [When(status=state, then=position) for position, state in enumerate(states)]
        standing = self.exclude(status=Article.Status.ARCHIVED)
        return standing.annotate(rank=Case(*rank, default=len(rank))).order_by("rank", "-edited_at", "-pk")

    def readable_by(self, user):
        """Return published articles the person may read: what lists, search and feeds show."""
        return self.published() if user.is_authenticated else self.public()

    def visible_to(self, user):
        """Return every article the person may open: the start of everything that shows one."""
        if not user.is_authenticated:
            return self.public()
        if user.is_superuser:
            return self.all()
        credited = Authorship.objects.filter(article=OuterRef("pk"), user=user)
        waiting = Q(status__in=Article.REVIEWABLE, organization__in=user.organizations_as("reviewer"))
        return self.filter(
            Q(status=Article.Status.PUBLISHED) | Q(created_by=user) | Exists(credited) | waiting
        )

    def for_review_by(self, user):
        """Return what waits for this reviewer: their organizations' articles, never their own. Oldest first."""
        credited = Authorship.objects.filter(article=OuterRef("pk"), user=user)
        waiting = self.submitted()
        if not user.is_superuser:
            waiting = waiting.filter(organization__in=user.organizations_as("reviewer"))
        return waiting.exclude(created_by=user).exclude(Exists(credited)).order_by("submitted_at", "pk")

    def first_published_between(self, starts_on, ends_on):
        """Return articles whose first publication lies in the span of days (Bangkok)."""
        return self.filter(first_published_on__gte=starts_on, first_published_on__lte=ends_on)

    def standing_in(self, starts_on, ends_on, as_of):
        """Return what is published today and was first published in the span, no later than `as_of`."""
        return self.published().first_published_between(starts_on, min(ends_on, as_of))

    def credited_to(self, organization_ids):
        """Return articles with at least one credited person, not a service account, of these organizations."""
        credited = Authorship.objects.of_people_in(organization_ids)
        return self.filter(Exists(credited.filter(article=OuterRef("pk"))))

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")

    def most_read_first(self):
        return self.order_by(F("read_total__total").desc(nulls_last=True), "-first_published_at", "-pk")

    def in_topic(self, topic_id):
        """Return the articles of a topic of either tree, those of the topics below it included."""
        below = Topic.objects.filter(parent=topic_id).values("pk")
        return self.filter(
            Q(topic=topic_id) | Q(topic__in=below) | Q(component=topic_id) | Q(component__in=below)
        )

    def tagged(self, name):
        """Return the articles with the keyword, given by its name or its address part."""
        held = TaggedArticle.objects.filter(content_object=OuterRef("pk"))
        return self.filter(Exists(held.filter(Q(tag__name=name) | Q(tag__slug=name))))

    def related_to(self, article):
        """Return published articles of the same topic or with the same keywords, closest first.

        Only the newest are compared, so that an article costs the same in a collection of any size.
        """
        shared = Count("tagged_items", filter=Q(tagged_items__tag__in=article.tags.all()))
        near = self.published().exclude(pk=article.pk)
        if article.topic_id:
            near = near.filter(topic=article.topic_id)
        newest = self.model.objects.filter(pk__in=near.newest_first().values("pk")[:COMPARED])
        return newest.annotate(shared=shared).order_by("-shared", "-first_published_at", "-pk")

    def for_list(self):
        """Load all that a row of a list shows: two queries, however long the list."""
        return (
            self.select_related("organization__district", "topic").prefetch_related(credits()).defer("body")
        )

    def for_desk(self):
        """Load what a row of one's own articles shows, with the reasons its reviewers gave, newest first."""
        reasons = Prefetch(
            "reviews",
            queryset=self.model.reviews.rel.related_model.objects.exclude(reason="").order_by("-pk"),
            to_attr="reasons",
        )
        return self.select_related("organization").prefetch_related(reasons).defer("body")

    def for_page(self):
        """Load what the article's own page shows of single rows; its lists are prefetched by the view."""
        return self.select_related(
            "organization__district", "topic", "component", "network", "created_by", "read_total"
        ).annotate(joined_keywords=keywords_of_article())

    def with_site_version(self):
        """Bring the version of the site along, so that one query tells whether a kept page stands."""
        return self.annotate(site_version=Subquery(SiteState.objects.values("version")[:1]))

    def stamps(self):
        """Return what a kept page of an article stands under: the site's version and the number of reads."""
        return self.with_site_version().values_list("site_version", "read_total__total")


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

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        STAFF = "staff", _("Signed-in staff")

    class Licence(models.TextChoices):
        CC_BY = "cc-by", _("Creative Commons Attribution")
        CC_BY_NC = "cc-by-nc", _("Creative Commons Attribution-NonCommercial")
        CC_BY_NC_ND = "cc-by-nc-nd", _("Creative Commons Attribution-NonCommercial-NoDerivatives")
        ALL_RIGHTS = "all-rights", _("All rights reserved")

    class Origin(models.TextChoices):
        CREATED = "created", _("Created here")
        ACQUIRED = "acquired", _("Brought in from elsewhere")

    class Language(models.TextChoices):
        THAI = "th", _("Thai")
        ENGLISH = "en", _("English")

    EDITABLE = (Status.DRAFT, Status.RETURNED, Status.WITHDRAWN)
    REVIEWABLE = (Status.SUBMITTED,)

    title = models.CharField(_("title"), max_length=300)
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    body = models.TextField(_("body"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.NOTE)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    visibility = models.CharField(
        _("who may read"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    licence = models.CharField(_("licence"), max_length=15, choices=Licence.choices, default=Licence.CC_BY_NC)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.THAI)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.CREATED)
    source_name = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
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
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def waiting_days(self) -> int:
        """Return how many days ago the article was sent for review."""
        return (timezone.now() - self.submitted_at).days if self.submitted_at else 0

    @property
    def is_public(self) -> bool:
        return self.is_published and self.visibility == self.Visibility.PUBLIC

    def is_open_to(self, user) -> bool:
        """Return whether the person may read the article as it stands published."""
        return self.is_published and (user.is_authenticated or self.visibility == self.Visibility.PUBLIC)

    @property
    def read_count(self) -> int:
        """Return how often it was read; `for_page` loads the number."""
        return self.read_total.total if hasattr(self, "read_total") else 0

    @property
    def keywords(self) -> list[str]:
        """Return the names of its keywords, sorted; `for_page` loads them."""
        return sorted(self.joined_keywords.split("\n"), key=sort_key) if self.joined_keywords else []

    @property
    def is_editable_state(self) -> bool:
        return self.status in self.EDITABLE
