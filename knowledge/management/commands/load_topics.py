"""Bring in the topics that come with the portal. Trees that hold topics stay as people have left them."""

from django.core.management.base import BaseCommand

from knowledge.services.topics import ensure_topics


class Command(BaseCommand):
    help = "Bring in the topics that come with the portal; safe to run twice."

    def handle(self, *args, **options):
        self.stdout.write(f"{ensure_topics()} topics made")
