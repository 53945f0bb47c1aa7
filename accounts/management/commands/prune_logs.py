"""Drop what was kept long enough: the access log, rows of imports, old codes and sessions, notifications, letters."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import AccessLog, ApiCall, Invitation, Notification, OutgoingMail, StaffImport

LEAST_DAYS = 90  # Computer Crime Act, section 26
IMPORT_DAYS = 90
NOTICE_DAYS = 180
CALL_DAYS = 400  # a year and a little: how much keys are used
LETTER_DAYS = 30  # after it was sent or given up


class Command(BaseCommand):
    help = (
        "Drop access log lines, rows of imports, codes, sessions, notifications and letters kept long enough."
    )

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
        notices = Notification.objects.prune(now - timedelta(days=NOTICE_DAYS))
        letters = OutgoingMail.objects.prune(now - timedelta(days=LETTER_DAYS))
        ApiCall.objects.prune(now.date() - timedelta(days=CALL_DAYS))
        SessionStore.clear_expired()
        self.stdout.write(
            f"{lines} lines of the access log, {rows} rows of imports, {invitations} invitations, "
            f"{notices} notifications, {letters} letters dropped"
        )
