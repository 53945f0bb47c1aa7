"""Who may publish at once, to be looked at afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import REVIEWER


class TrustedAuthorQuerySet(models.QuerySet):
    def trusting(self, user, organization_id):
        """Return what trusts the person in the organization: a row of theirs, or one for everybody there.

        Nobody trusts oneself: who trusted everybody there is not among them.
        """
        everybody = models.Q(user=None) & ~models.Q(given_by=user)
        return self.filter(models.Q(user=user) | everybody, organization=organization_id)

    def in_care_of(self, user):
        """Return what a reviewer gives and takes back: of their organizations and those below."""
        return self if user.is_superuser else self.filter(organization__in=user.organizations_as(REVIEWER))

    def by_unit(self):
        """Put the units in Thai order, in each the row for everybody first, then the people."""
        everybody_first = models.F("user__sort_key").asc(nulls_first=True)
        return self.order_by("organization__sort_key", "organization_id", everybody_first, "pk")

    def for_list(self):
        return self.select_related("user", "organization__district", "given_by")


class TrustedAuthor(models.Model):
    """A person, or everybody, of an organization publishes at once; reviewers look at it afterwards."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="trusted_authors", verbose_name=_("organization")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="trusted_at",
        verbose_name=_("person; empty: everybody there"),
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="trust_given", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

    objects = TrustedAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("trusted author")
        verbose_name_plural = _("trusted authors")
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="knowledge_trustedauthor_once"),
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(user__isnull=True),
                name="knowledge_trustedauthor_everybody_once",
            ),
        ]

    def __str__(self):
        return f"{self.organization_id} {self.user_id or '*'}"
