"""Write the letters that put together what happened; the worker sends them."""

from django.core.management.base import BaseCommand

from accounts.services.digests import write_digests


class Command(BaseCommand):
    help = "Write the daily letters of what is new, or the weekly ones; safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--weekly", action="store_true", help="to those who chose once a week")

    def handle(self, *, weekly, **options):
        self.stdout.write(f"{write_digests(is_weekly=weekly)} letters are written")
