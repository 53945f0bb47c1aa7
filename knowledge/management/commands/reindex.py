"""Build the search index anew while search stays up."""

from django.core.management.base import BaseCommand, CommandError

from knowledge.search import SearchUnavailable, reindex


class Command(BaseCommand):
    help = "Index every published article anew."

    def handle(self, *args, **options):
        def progress(done, total):
            self.stdout.write(f"\r{done:,} / {total:,}", ending="")
            self.stdout.flush()

        try:
            total = reindex(progress)
        except SearchUnavailable as fault:
            raise CommandError(f"OpenSearch (KMC_SEARCH_URL) does not answer: {fault}") from fault
        self.stdout.write(f"\n{total:,} articles indexed")
