"""Build the search index anew while search stays up."""

from django.core.management.base import BaseCommand

from knowledge.search import reindex


class Command(BaseCommand):
    help = "Index every published article anew."

    def handle(self, *args, **options):
        def progress(done, total):
            self.stdout.write(f"\r{done:,} / {total:,}", ending="")
            self.stdout.flush()

        total = reindex(progress)
        self.stdout.write(f"\n{total:,} articles indexed")
