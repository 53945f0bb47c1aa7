"""Reads: once per reader, article and day; robots and authors left out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article


class Read(models.Model):
    """Someone read an article on a day.

    The reader is a keyed hash that changes every day for visitors (nothing that can be traced),
    and a hash of the account for staff; neither names a person.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="reads")
    reader = models.CharField(max_length=22)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("read")
        verbose_name_plural = _("reads")
        constraints = [
            models.UniqueConstraint(fields=["article", "day", "reader"], name="knowledge_read_once_a_day")
        ]
        indexes = [models.Index(fields=["reader", "-day"], name="knowledge_read_reader")]

    def __str__(self):
        return f"{self.article_id} {self.day}"


class ReadTotal(models.Model):
    """How often an article was read: kept here, so that neither a page nor the article's row pays for it."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="read_total")
    total = models.PositiveBigIntegerField(_("reads"), default=0, db_index=True)

    class Meta:
        verbose_name = _("number of reads")
        verbose_name_plural = _("numbers of reads")

    def __str__(self):
        return str(self.total)


class PublishedTotal(models.Model):
    """The number of published articles of one visibility, kept by the services that publish and withdraw."""

    visibility = models.CharField(max_length=10, primary_key=True, choices=Article.Visibility.choices)
    total = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.visibility} {self.total}"

    @classmethod
    def readable_total(cls, user) -> int:
        """Return how many published articles the person may read. One query over two rows."""
        totals = cls.objects.all() if user.is_authenticated else cls.objects.filter(visibility="public")
        return sum(totals.values_list("total", flat=True))
