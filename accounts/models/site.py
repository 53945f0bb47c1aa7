"""The version of everything a visitor can see."""

from django.db import models, transaction
from django.db.models import F


class SiteStateQuerySet(models.QuerySet):
    def current_version(self) -> int:
        """Return the version that pages kept in memory are checked against. One small query."""
        return self.values_list("version", flat=True).get(pk=SiteState.ONLY)


class SiteState(models.Model):
    """One row. Its version is raised, in the same transaction, by every write that changes a public page.

    A page made under a version is right as long as the version stands: that is why no reader
    ever sees a stale page, and why nothing has to be invalidated.
    """

    ONLY = 1

    version = models.PositiveBigIntegerField(default=1)

    objects = SiteStateQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="accounts_sitestate_one_row")]

    def __str__(self):
        return str(self.version)

    @classmethod
    def raise_version(cls) -> None:
        """Make every kept page out of date. Call it in the transaction of the write."""
        cls.objects.filter(pk=cls.ONLY).update(version=F("version") + 1)


class VersionedModel(models.Model):
    """A model whose rows show on public pages: saving or deleting one raises the site's version."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        SiteState.raise_version()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        SiteState.raise_version()
        return deleted
