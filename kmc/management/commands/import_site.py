"""Bring in a whole site from a file of `export_site`; safe to run again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kmc.exchange.arriving import import_site
from kmc.exchange.package import PackageRefused


class Command(BaseCommand):
    help = "Bring in a whole site (see kmc/exchange). What is here stays; run it again where it was stopped."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a file that export_site wrote")
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")
        parser.add_argument(
            "--with-roles", action="store_true", help="bring in roles, coordinators and trust, too"
        )

    def handle(self, *args, **options):
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            outcome = import_site(
                path=path, with_roles=options["with_roles"], is_dry=options["dry_run"], say=self.say
            )
        except PackageRefused as reason:
            raise CommandError(str(reason)) from reason
        self.tell(outcome)
        if options["dry_run"]:
            self.stdout.write("It was tried only: nothing was kept.")

    def say(self, kind, outcome):
        made, there, later, filled, refused = outcome.numbers(kind)
        self.stdout.write(
            f"  {kind}: {made} made, {there} there already, {later} taken over as later, "
            f"{filled} filled in, {refused} refused"
        )
        self.stdout.flush()

    def tell(self, outcome):
        for kind, number, reason in outcome.reasons:
            self.stderr.write(f"{kind}:{number}: {reason}")
        for old, new in outcome.new_names:
            self.stdout.write(f"“{old}” is somebody else here: the account is called “{new}”.")
        if outcome.new_numbers:
            self.stdout.write(f"{outcome.new_numbers} articles have a new number: theirs were taken here.")
        if outcome.files_left_out:
            self.stderr.write(f"{outcome.files_left_out} files were damaged or not what they say: left out.")
        made, refused = sum(outcome.made.values()), sum(outcome.refused.values())
        self.stdout.write(f"{made} rows came in, {refused} were refused.")
        if outcome.made["people"]:
            self.stdout.write(
                "New people wait for their invitation: nobody can sign in with these accounts yet."
            )
