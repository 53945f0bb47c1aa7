"""What is published and should be looked at again: due, overdue, in whose care."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.roles import REVIEWER

SOON = timedelta(days=60)
YEAR = timedelta(days=365)


class LastingQuerySet(models.QuerySet):
    def due_soon(self):
        """Return what is published and to be confirmed by now or soon, the longest overdue first."""
        return self.published().filter(review_due_on__lte=timezone.localdate() + SOON).due_first()

    def due_first(self):
        return self.order_by("review_due_on", "pk")

    def overdue(self, today: date | None = None):
        """Return what is published and whose day has passed."""
        return self.published().filter(review_due_on__lt=today or timezone.localdate())

    def not_reminded_of(self, today: date):
        """Return of overdue ones those whose authors were not reminded since, or a year ago."""
        told = F("overdue_told_on")
        return self.filter(
            Q(overdue_told_on=None) | Q(review_due_on__gt=told) | Q(overdue_told_on__lte=today - YEAR)
        )

    def of_reviewer(self, user):
        """Return the articles of the organizations the person reviews for."""
        return self if user.is_superuser else self.filter(organization__in=user.organizations_as(REVIEWER))
