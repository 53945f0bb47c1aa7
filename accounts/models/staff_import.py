"""Lists brought in from spreadsheets: each file, its rows, what was found out and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.roles import ADMINISTRATOR


class StaffImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People see the imports they made; administrators those into what they administer."""
        if user.is_superuser:
            return self
        mine = models.Q(created_by=user) | models.Q(organization__in=user.organizations_as(ADMINISTRATOR))
        return self.filter(mine)

    def newest_first(self):
        return self.order_by("-pk")

    def unfinished(self):
        """Return those somebody has to go on with, or throw away."""
        ended = (StaffImport.Status.DONE, StaffImport.Status.CANCELLED)
        return self.exclude(status__in=ended)

    def for_list(self):
        return self.select_related("organization", "created_by").annotate(row_total=Count("rows"))

    def matched_by(self, user, kind):
        """Return the imports whose columns the person matched, or let stand."""
        return self.filter(created_by=user, kind=kind).exclude(
            status__in=(StaffImport.Status.MAPPING, StaffImport.Status.CANCELLED)
        )

    def with_headings(self, headings):
        """Return the latest import whose file had these headings, or None. One query."""
        return self.filter(headings=headings).order_by("-pk").first()

    def prune(self, before) -> int:
        """Drop the rows of imports that ended, or were left lying, before that time. Return how many."""
        old = self.filter(
            models.Q(finished_at__lt=before) | models.Q(finished_at=None, created_at__lt=before)
        )
        return StaffImportRow.objects.filter(staff_import__in=old)._raw_delete(self.db)


class StaffImport(models.Model):
    """One uploaded list of staff or of organizations, from the reading of its columns to its outcome."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        ORGANIZATIONS = "organizations", _("Organizations")

    class Status(models.TextChoices):
        MAPPING = "mapping", _("Columns to be matched")
        CHECKED = "checked", _("Checked, nothing written yet")
        RUNNING = "running", _("Being written")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    # The unit whose people may be written; all rows must lie within it.
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="staff_imports", verbose_name=_("organization")
    )
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.MAPPING)
    file_name = models.CharField(_("file name"), max_length=200)
    encoding = models.CharField(max_length=20, blank=True)
    headings = models.JSONField(default=list)  # as they stand in the file
    mapping = models.JSONField(default=dict)  # number of the column -> name of the field
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="staff_imports", verbose_name=_("imported by")
    )
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = StaffImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.file_name

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each verdict. One query."""
        found = dict(self.rows.order_by().values_list("verdict").annotate(number=Count("pk")))
        return {verdict: found.get(verdict, 0) for verdict in StaffImportRow.Verdict.values}

    def outcomes(self) -> dict[str, int]:
        """Return how many rows there are of each outcome. One query."""
        found = dict(self.rows.order_by().values_list("outcome").annotate(number=Count("pk")))
        return {outcome: found.get(outcome, 0) for outcome in StaffImportRow.Outcome.values}

    @property
    def is_open(self) -> bool:
        """Return whether something may still be written, or thrown away."""
        return self.status in (self.Status.MAPPING, self.Status.CHECKED, self.Status.RUNNING)


class StaffImportRowQuerySet(models.QuerySet):
    def of_verdict(self, verdict):
        """Return the rows of a verdict; of all where it is none."""
        known = verdict in StaffImportRow.Verdict.values
        return self.filter(verdict=verdict) if known else self

    def in_order(self):
        return self.order_by("line", "pk")

    def right(self):
        return self.filter(verdict__in=(StaffImportRow.Verdict.NEW, StaffImportRow.Verdict.CHANGED))

    def wrong(self):
        """Return the rows to be corrected: wrong ones, and those the writing met trouble with."""
        failed = models.Q(outcome=StaffImportRow.Outcome.FAILED)
        return self.filter(models.Q(verdict=StaffImportRow.Verdict.WRONG) | failed)

    def waiting(self):
        """Return the right rows that are not written yet."""
        return self.right().filter(outcome=StaffImportRow.Outcome.WAITING)

    def claimed_people(self):
        """Return the keys of the people the list names."""
        return self.filter(person__isnull=False).values_list("person_id", flat=True)

    def for_list(self):
        return self.select_related("person", "organization")


class StaffImportRow(models.Model):
    """A line of the file: its cells, the verdict of the dry run with the reasons, and the outcome."""

    class Verdict(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        WRONG = "wrong", _("Wrong")

    class Outcome(models.TextChoices):
        WAITING = "", _("Waiting")
        WRITTEN = "written", _("Written")
        SKIPPED = "skipped", _("Left out")
        FAILED = "failed", _("Could not be written")

    staff_import = models.ForeignKey(StaffImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))  # as the spreadsheet numbers it
    cells = models.JSONField(default=list)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    problems = models.JSONField(default=list)  # [{"column": 3, "code": "bad_email", "value": "…"}]
    changes = models.JSONField(default=dict)  # field -> [before, after]
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="import_rows"
    )
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, related_name="import_rows", verbose_name=_("organization")
    )

    objects = StaffImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["line"]
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        constraints = [
            models.UniqueConstraint(fields=["staff_import", "line"], name="accounts_staffimportrow_once")
        ]
        indexes = [
            models.Index(fields=["staff_import", "verdict", "outcome"], name="accounts_importrow_waiting")
        ]

    def __str__(self):
        return f"{self.staff_import_id}:{self.line}"
