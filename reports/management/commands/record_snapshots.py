"""Keep today's figures of the plans in force as history."""

from django.core.management.base import BaseCommand

from reports.models import Plan
from reports.services import backfill_snapshots, record_snapshots


class Command(BaseCommand):
    help = "Keep today's figure of every counted target; once a day is enough, more do no harm."

    def add_arguments(self, parser):
        parser.add_argument(
            "--backfill", action="store_true", help="also fill in the month ends since each plan began"
        )

    def handle(self, *args, **options):
        for plan in Plan.objects.active().for_list():
            filled = backfill_snapshots(plan=plan) if options["backfill"] else 0
            new = record_snapshots(plan=plan)
            self.stdout.write(f"{plan.code}: {new} new for today, {filled} figures of month ends filled in")
