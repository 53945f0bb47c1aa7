"""Bring in the competency frameworks that come with the portal. What is there stays as it is."""

from django.core.management.base import BaseCommand

from accounts.services.competency import load_frameworks


class Command(BaseCommand):
    help = "Bring in the competency frameworks that come with the portal; safe to run twice."

    def handle(self, *args, **options):
        for framework, is_new in load_frameworks():
            said = f"made, {framework.competencies.count()} competencies" if is_new else "there already"
            self.stdout.write(f"{framework.slug}: {said}")
