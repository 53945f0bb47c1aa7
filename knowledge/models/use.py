"""What came of knowledge: who used it where with what result, and what a trial of a semester showed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import REVIEWER
from knowledge.models.article import Article
from knowledge.models.authorship import Authorship
from knowledge.models.hiding import HideableModel


def proof_path(row, filename):
    """Return a random stored name: names on disk say nothing and run nothing."""
    return f"proofs/{uuid.uuid4().hex}"


class ProofModel(models.Model):
    """A row that may carry one file as its proof, handed out with the permission of the row."""

    file = models.FileField(_("file"), upload_to=proof_path, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file_type = models.CharField(_("content type"), max_length=100, blank=True)

    class Meta:
        abstract = True

    @property
    def file_is_picture(self) -> bool:
        return self.file_type.startswith("image/")


class UseQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(hidden_at=None)

    def visible_to(self, user):
        """Return the uses of what the person may open. A hidden one is there for who wrote it and its reviewers."""
        opened = self.filter(article__in=Article.objects.visible_to(user))
        if not user.is_authenticated:
            return opened.standing()
        if user.is_superuser:
            return opened
        reviewed = Q(article__organization__in=user.organizations_as(REVIEWER))
        return opened.filter(Q(hidden_at=None) | Q(by=user) | reviewed)

    def of_article(self, article):
        return self.filter(article=article)

    def of_work_by(self, person):
        """Return what others reported of the published work of the person."""
        credited = Authorship.objects.filter(article=OuterRef("article"), user=person)
        return self.of_published().filter(Exists(credited))

    def of_published(self):
        """Return what stands of articles that stand published."""
        return self.standing().filter(article__status=Article.Status.PUBLISHED)

    def used_between(self, first, last):
        return self.filter(used_on__gte=first, used_on__lte=last)

    def for_list(self):
        return self.select_related("by", "organization__district")

    def with_article(self):
        """Load what names the article; never its text."""
        return self.select_related("article").defer("article__body")

    def newest_first(self):
        return self.order_by("-at", "-pk")

    def by_day(self):
        return self.order_by("used_on", "pk")


class Use(ProofModel, HideableModel):
    """ "I used this": where, with what result (source: master plan, objective 2; KA Model, step 3)."""

    class Measure(models.TextChoices):
        """How the result is known (source: KA Model by PLC, success pictures)."""

        LEARNING = "learning", _("Learning results of pupils")
        BEHAVIOUR = "behaviour", _("Behaviour or attendance of pupils")
        TIME = "time", _("Time or work saved")
        QUALITY = "quality", _("Quality of documents or service")
        AGREEMENT = "agreement", _("Performance agreement")
        OPINION = "opinion", _("What those concerned say")

    article = models.ForeignKey(Article, models.CASCADE, related_name="uses", verbose_name=_("article"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uses", verbose_name=_("used by")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
        verbose_name=_("organization at the time"),
    )
    place = models.CharField(_("where it was used"), max_length=200)
    result = models.TextField(_("what happened"), max_length=2000)
    measure = models.CharField(
        _("how the result is known"), max_length=10, choices=Measure.choices, blank=True
    )
    figure = models.CharField(_("in figures"), max_length=200, blank=True)
    used_on = models.DateField(_("used on"), default=timezone.localdate)
    at = models.DateTimeField(_("told at"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = UseQuerySet.as_manager()

    class Meta(HideableModel.Meta):
        verbose_name = _("use of an article")
        verbose_name_plural = _("uses of articles")
        indexes = [models.Index(fields=["article", "-at"], name="knowledge_use_article")]

    def __str__(self):
        return f"{self.article_id} {self.place}"

    def get_absolute_url(self):
        return f"{self.article.get_absolute_url()}#use-{self.pk}"


class TrialQuerySet(models.QuerySet):
    def of_article(self, article):
        return self.filter(article=article)

    def running(self):
        return self.filter(verdict="")

    def decided(self):
        return self.exclude(verdict="")

    def overdue(self):
        """Return what ran its time while nobody said what comes of it."""
        return self.running().filter(ends_on__lt=timezone.localdate())

    def not_reminded(self):
        return self.filter(reminded_at=None)

    def visible_to(self, user):
        return self.filter(article__in=Article.objects.visible_to(user))

    def readable_by(self, user):
        """Return the trials of published articles the person may read: what the list shows."""
        return self.filter(article__in=Article.objects.readable_by(user))

    def in_order(self):
        """Running ones first, the next to end on top; then what is decided, the newest first."""
        is_decided = Case(When(verdict="", then=Value(0)), default=Value(1))
        return self.annotate(is_decided=is_decided).order_by(
            "is_decided", Case(When(verdict="", then=F("ends_on"))), "-decided_at", "-pk"
        )

    def for_article(self):
        """Load what a row on the page of the article shows."""
        return self.select_related("organization__district")

    def for_list(self):
        return self.select_related("article", "organization__district", "led_by").defer("article__body")

    def for_page(self):
        return self.for_list().select_related("decided_by")


class Trial(models.Model):
    """Somebody tries an innovation for about a semester, then keeps, adapts or drops it with the reason
    (source: self-assessment of indicator 2, suggestion 4)."""

    class Verdict(models.TextChoices):
        KEEP = "keep", _("Keep")
        ADAPT = "adapt", _("Adapt")
        DROP = "drop", _("Drop")

    article = models.ForeignKey(Article, models.CASCADE, related_name="trials", verbose_name=_("article"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="trials", verbose_name=_("organization")
    )
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="led_trials", verbose_name=_("led by")
    )
    question = models.TextField(_("what is to be found out"), max_length=1000)
    participants = models.CharField(_("who takes part"), max_length=300)
    participant_count = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    verdict = models.CharField(_("verdict"), max_length=5, choices=Verdict.choices, blank=True)
    reason = models.TextField(_("reason of the verdict"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_trials",
        verbose_name=_("decided by"),
    )
    at = models.DateTimeField(_("entered at"), auto_now_add=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="knowledge_trial_span"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(verdict="") & ~Q(reason="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="knowledge_trial_verdict_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="knowledge_trial_running", condition=Q(verdict=""))]

    def __str__(self):
        return f"{self.article_id} {self.organization_id}"

    def get_absolute_url(self):
        return reverse("knowledge:trial_detail", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return not self.verdict

    @property
    def is_overdue(self) -> bool:
        """Return whether the time is over and nobody said what comes of it."""
        return self.is_running and self.ends_on < timezone.localdate()
