"""Write the description of the programming interface anew, after an address or an answer of it changed."""

from django.core.management.base import BaseCommand

from kmc.api.schema import FILE, written


class Command(BaseCommand):
    help = "Write kmc/api/openapi.json anew from the code."

    def handle(self, **options):
        FILE.write_text(written(), encoding="utf-8")
        self.stdout.write(f"{FILE} written")
