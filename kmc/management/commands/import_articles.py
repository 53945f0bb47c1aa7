"""Bring in articles from a file with one JSON object a line; safe to run twice."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import Organization, User
from accounts.services import ensure_office
from knowledge.services.importing import import_lines


class Command(BaseCommand):
    help = (
        "Bring in articles: id, title, body (text or HTML), author, tags, kind, topic, published; "
        "also summary, source_name, source_url, component, visibility, licence, language."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="a file with one JSON object a line, UTF-8")
        parser.add_argument(
            "--organization", default="", help="number, SMIS code or name; the area office by default"
        )
        parser.add_argument(
            "--by", default="", help="user name of the person publishing; the first superuser by default"
        )

    def handle(self, *args, **options):
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        with path.open("rb") as lines:
            outcome = import_lines(
                lines=lines,
                by=self.person(options["by"]),
                organization=self.organization(options["organization"]),
                progress=self.report,
            )
        for number, reason in outcome.refused:
            self.stderr.write(f"{path.name}:{number}: {reason}")
        self.stdout.write(f"{path.name}: {self.sums(outcome)}")

    def person(self, username):
        people = User.objects.filter(is_active=True).order_by("pk")
        found = people.filter(username__iexact=username) if username else people.filter(is_superuser=True)
        if not found:
            raise CommandError(f"There is no user “{username}”." if username else "Name a person with --by.")
        return found[0]

    def organization(self, wanted):
        if not wanted:
            return ensure_office()
        known = Q(smis_code=wanted) | Q(name=wanted) | Q(short_name=wanted)
        if wanted.isdigit() and len(wanted) < 8:
            known |= Q(pk=int(wanted))
        found = Organization.objects.filter(known)[:2]
        if len(found) != 1:
            raise CommandError(f"“{wanted}” is not one organization; give its number or SMIS code.")
        return found[0]

    def report(self, outcome):
        """Say how far it is: one line a batch."""
        if outcome.made + outcome.known + len(outcome.refused) > 200:
            self.stdout.write(f"  … {self.sums(outcome)}")

    @staticmethod
    def sums(outcome):
        return f"{outcome.made} made, {outcome.known} there already, {len(outcome.refused)} refused"
