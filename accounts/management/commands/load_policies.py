"""Bring in the first privacy notice, terms and code of ethics. Texts that are there stay as they are."""

from django.core.management.base import BaseCommand

from accounts.services import load_first_policies


class Command(BaseCommand):
    help = "Bring in the first privacy notice, terms of use and code of ethics; safe to run twice."

    def handle(self, *args, **options):
        made = load_first_policies()
        for text in made:
            self.stdout.write(f"{text.kind}: version {text.version} is in force")
        if not made:
            self.stdout.write("there already, left as they are")
