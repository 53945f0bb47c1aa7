"""What people ask the search: searches they keep, words the office treats alike, what is asked and not found."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.search import SearchTerm


class SavedSearchQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def of_query(self, user, query: str):
        """Return the search the person keeps under these words and filters, or None. No query for visitors."""
        return self.of(user).filter(query=query).first() if user.is_authenticated else None

    def telling(self):
        """Return those whose owners want to hear of new articles and can sign in."""
        return self.filter(tells=True, user__is_active=True)

    def newest_first(self):
        return self.order_by("-pk")


class SavedSearch(models.Model):
    """A search a person keeps: its words and filters, and up to when they were told of new articles."""

    MOST = 20  # of one person

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("person")
    )
    query = models.CharField(_("words and filters, as in the address"), max_length=1000)
    title = models.CharField(_("in words"), max_length=300)
    tells = models.BooleanField(_("tell me of new articles"), default=True)
    told_until = models.DateTimeField(_("told of what was published until"), default=timezone.now)
    created_at = models.DateTimeField(_("kept at"), auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(fields=["user", "query"], name="knowledge_savedsearch_once"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('knowledge:article_list')}?{self.query}"

    def set_telling(self, *, is_on: bool) -> None:
        """Tell of new articles from now on, or no more."""
        if self.tells != is_on:
            self.tells, self.told_until = is_on, timezone.now()
            self.save(update_fields=["tells", "told_until"])


class SearchLogQuerySet(models.QuerySet):
    def between(self, starts_on, ends_on):
        return self.filter(day__gte=starts_on, day__lte=ends_on)

    def summed(self):
        """Return words with how often they were asked, how often nothing was found, the most found. One query."""
        missed = Sum("times", filter=Q(found=0), default=0)
        rows = self.order_by().values("words")
        return rows.annotate(asked=Sum("times"), missed=missed, most_found=Max("found"))

    def missed_most(self):
        """Return the words for which nothing was found, the most asked first."""
        return self.summed().filter(missed__gt=0).order_by("-missed", "words")

    def asked_most(self):
        return self.summed().order_by("-asked", "words")

    def success(self) -> tuple[int, int]:
        """Return how many searches there were and how many of them found something. One query."""
        sums = self.aggregate(every=Sum("times"), good=Sum("times", filter=Q(found__gt=0)))
        return sums["every"] or 0, sums["good"] or 0

    def prune(self, before) -> int:
        """Drop the days before. Return how many rows went."""
        count, _rows = self.filter(day__lt=before).delete()
        return count


class SearchLog(models.Model):
    """What was asked on a day and how much was found: words and numbers, never who asked.

    What looks like a telephone, a citizen number or a mail address is not written (`services.asking`).
    """

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=120)
    found = models.PositiveIntegerField(_("articles found, last time"), default=0)
    times = models.PositiveIntegerField(_("times asked"), default=1)

    objects = SearchLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("search of a day")
        verbose_name_plural = _("searches by day")
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="knowledge_searchlog_once")]

    def __str__(self):
        return self.words


class SynonymQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def unapplied(self):
        """Return what articles were not yet indexed anew for."""
        return self.filter(Q(applied_at=None) | Q(applied_at__lt=F("changed_at")))


class Synonym(models.Model):
    """Words the search treats alike: abbreviations, English names, other spellings, one line of forms.

    Single words count from the next search on; of words with spaces or several parts the articles that hold them
    are indexed anew by the worker.
    """

    forms = models.CharField(
        _("forms, with = between them"),
        max_length=500,
        unique=True,
        help_text=_("For example: PLC = community of practice = learning community"),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    applied_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self):
        return self.forms

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        raise_synonyms()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        raise_synonyms()
        return deleted


def raise_synonyms() -> None:
    """Let every process read the synonyms anew before its next search."""
    row, _made = SearchTerm.objects.get_or_create(term=SearchTerm.SYNONYMS)
    SearchTerm.objects.filter(pk=row.pk).update(document_count=F("document_count") + 1)
