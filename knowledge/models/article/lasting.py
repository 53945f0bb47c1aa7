"""What is published and should be looked at again: due, overdue, in whose care."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Count, F, Q
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

    def of_units(self, organizations):
        """Return the articles of these organizations."""
        return self.filter(organization__in=organizations.values("pk"))

    def of_level(self, level: str):
        return self.filter(level=level)

    def numbers_by(self, column: str, today: date) -> dict[object, tuple[int, int]]:
        """Return for each value of the column how many there are, and of them how many are not past the day to
        confirm them. One query."""
        rows = self.counted_by(today, column)
        return {row[column]: (row["number"], row["standing_number"]) for row in rows}

    def numbers_by_unit(self, column: str, today: date) -> dict[int, dict[object, tuple[int, int]]]:
        """Return the same for each organization alone. One query."""
        numbers: dict[int, dict] = {}
        for row in self.counted_by(today, column, "organization"):
            numbers.setdefault(row["organization"], {})[row[column]] = (row["number"], row["standing_number"])
        return numbers

    def counted_by(self, today: date, column: str, *more: str):
        """Return the numbers of each value of the columns; what is not filed is left out."""
        standing = Q(review_due_on=None) | Q(review_due_on__gte=today)
        filed = self.exclude(**{column: "" if column in ("level", "subject") else None}).order_by()
        return filed.values(column, *more).annotate(
            number=Count("pk"), standing_number=Count("pk", filter=standing)
        )
