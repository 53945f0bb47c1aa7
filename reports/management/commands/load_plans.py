"""Bring in the plans that come with the portal. Plans that are there stay as people have left them."""

from django.core.management.base import BaseCommand

from reports.services import PLAN_FILES, load_plan_file


class Command(BaseCommand):
    help = "Bring in the plans that come with the portal; safe to run twice."

    def handle(self, *args, **options):
        for path in sorted(PLAN_FILES.glob("plan_*.json")):
            for plan, is_new in load_plan_file(path):
                self.report(plan, is_new)

    def report(self, plan, is_new):
        """Say what was done with one plan."""
        if not is_new:
            self.stdout.write(f"{plan.code}: there already, left as it is")
            return
        items, targets = plan.items.count(), plan.targets.count()
        self.stdout.write(f"{plan.code}: made, {items} statements, {targets} targets")
