"""Bring in a list of staff or of organizations from the command line; safe to run twice."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from accounts.importing.fields import field_named, missing_fields
from accounts.importing.problems import in_words
from accounts.importing.receiving import is_single, match_columns, receive_file
from accounts.importing.writing import cancel_import, write_chunk
from accounts.models import Organization, StaffImport, StaffImportRow, User
from accounts.services import ensure_office
from kmc.lib.tables import TableRefused

Status = StaffImport.Status


class Command(BaseCommand):
    help = (
        "Bring in a list of staff or organizations (.xlsx, .csv). Each row is checked; right rows are written, "
        "wrong ones are named with their cell. The exit code is 1 when rows are wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="an .xlsx or .csv file, as it is")
        parser.add_argument("--dry-run", action="store_true", help="check and report only; nothing is kept")
        parser.add_argument("--kind", choices=StaffImport.Kind.values, default=StaffImport.Kind.STAFF)
        parser.add_argument(
            "--organization", default="", help="number, SMIS code or name; the area office by default"
        )
        parser.add_argument(
            "--by", default="", help="user name of the person importing; the first superuser by default"
        )

    def handle(self, *args, **options):
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        with transaction.atomic():
            one = self.received(path, options)
            self.report(one)
            wrong = one.counts()["wrong"]
            if options["dry_run"]:
                transaction.set_rollback(True)
            elif not one.rows.waiting().exists():
                cancel_import(staff_import=one, by=one.created_by)
        if not options["dry_run"]:
            self.write(one)
            wrong += one.outcomes()["failed"]
        if wrong:
            raise CommandError(f"{path.name}: {wrong} rows are wrong.", returncode=1)

    def received(self, path: Path, options) -> StaffImport:
        try:
            one = receive_file(
                content=path.read_bytes(),
                file_name=path.name,
                kind=options["kind"],
                organization=self.organization(options["organization"]),
                by=self.person(options["by"]),
            )
        except TableRefused as refusal:
            raise CommandError(f"{path.name}: {refusal}") from refusal
        if one.status == Status.MAPPING:  # nobody can be asked here: headings not known are left out
            needs_unit = not is_single(one.organization)
            missing = missing_fields(one.kind, set(one.mapping.values()), needs_unit=needs_unit)
            if missing:
                words = ", ".join(field.heading for field in missing)
                raise CommandError(f"{path.name}: no column for {words}.")
            one = match_columns(staff_import=one, mapping=one.mapping)
        return one

    def report(self, one: StaffImport) -> None:
        """Say what was found: columns, wrong rows with their cells, the numbers."""
        self.stdout.write(f"{one.file_name}: read as {one.encoding}, into {one.organization}")
        for number, name in one.mapping.items():
            heading = field_named(one.kind, name).heading
            self.stdout.write(f"  {one.headings[int(number)]} -> {heading}")
        for row in one.rows.wrong().in_order():
            self.stderr.write(
                f"  line {row.line}: " + " ".join(in_words(found, row.line) for found in row.problems)
            )
        self.stdout.write("  " + ", ".join(f"{count} {verdict}" for verdict, count in one.counts().items()))

    def write(self, one: StaffImport) -> None:
        """Write chunk by chunk, saying how far it is."""
        one.refresh_from_db()
        while one.status in (Status.CHECKED, Status.RUNNING):
            one = write_chunk(staff_import=one, by=one.created_by)
            self.stdout.write(f"  … {one.outcomes()['written']} written")
        failed = one.rows.filter(outcome=StaffImportRow.Outcome.FAILED)
        for row in failed.in_order():
            self.stderr.write(
                f"  line {row.line}: " + " ".join(in_words(found, row.line) for found in row.problems)
            )

    def person(self, username: str) -> User:
        people = User.objects.filter(is_active=True).order_by("pk")
        found = people.filter(username__iexact=username) if username else people.filter(is_superuser=True)
        if not found:
            raise CommandError(f"There is no user “{username}”." if username else "Name a person with --by.")
        return found[0]

    def organization(self, wanted: str) -> Organization:
        if not wanted:
            return ensure_office()
        known = Q(smis_code=wanted) | Q(name=wanted) | Q(short_name=wanted)
        if wanted.isdigit() and len(wanted) < 8:
            known |= Q(pk=int(wanted))
        found = Organization.objects.filter(known)[:2]
        if len(found) != 1:
            raise CommandError(f"“{wanted}” is not one organization; give its number or SMIS code.")
        return found[0]
