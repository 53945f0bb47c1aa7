"""Bring an installation up to date in one go: what `run.py` calls before it serves."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

# Each is safe to repeat; the order is that of what rests on what.
STEPS = ("sync_roles", "load_topics", "load_plans", "load_competencies", "load_policies")


class Command(BaseCommand):
    help = "Write what the portal begins with: roles, topics, plans, competencies, policies; the demo office."

    def handle(self, *args, **options):
        for step in STEPS:
            call_command(step, stdout=self.stdout, verbosity=options["verbosity"])
        if settings.KMC_DEMO:
            call_command("seed_demo", if_empty=True, stdout=self.stdout)
