"""Drop what was kept long enough: the access log, rows of imports, old invitations and sessions."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import AccessLog, Invitation, StaffImport

LEAST_DAYS = 90  # Computer Crime Act, section 26
IMPORT_DAYS = 90


class Command(BaseCommand):
    help = "Drop access log lines, rows of imports, invitations and sessions that were kept long enough."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=settings.KMC_ACCESS_LOG_DAYS, help="how long the access log is kept"
        )

    def handle(self, *, days, **options):
        if days < LEAST_DAYS:
            raise CommandError(f"The law asks for the access log of at least {LEAST_DAYS} days.")
        now = timezone.now()
        lines = AccessLog.objects.prune(now - timedelta(days=days))
        rows = StaffImport.objects.prune(now - timedelta(days=IMPORT_DAYS))
        invitations, _counts = Invitation.objects.expired().delete()
        SessionStore.clear_expired()
        self.stdout.write(
            f"{lines} lines of the access log, {rows} rows of imports, {invitations} invitations dropped"
        )
