"""Lists brought in from spreadsheets: each file, its rows, what was found out and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization


class StaffImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People see the imports they made; who keeps the whole site sees all."""
        if user.is_superuser:
            return self
        return self.filter(created_by=user)


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
        return dict(self.rows.order_by().values_list("verdict").annotate(number=Count("pk")))


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
