"""Write the whole site, or what every visitor may read of it, into one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kmc.exchange.leaving import export_site


class Command(BaseCommand):
    help = "Write the whole site into a ZIP file (see kmc/exchange): for another office or another program."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file to write, .zip")
        parser.add_argument("--public", action="store_true", help="only what every visitor may read")

    def handle(self, *args, **options):
        path = Path(options["file"])
        if path.suffix.lower() != ".zip" or not path.absolute().parent.is_dir():
            raise CommandError("Name a .zip file in a folder that is there.")
        if path.exists():
            raise CommandError(f"{path} is there already: nothing is written over it.")
        manifest = export_site(path=path.absolute(), is_public=options["public"], say=self.say)
        files = manifest["files"]
        if files["missing"]:
            self.stderr.write(f"{files['missing']} files are gone from the store and were left out.")
        size = path.stat().st_size / 1024**2
        self.stdout.write(f"{path}: {size:.1f} MB, {files['count']} files")
        if not options["public"]:
            self.stdout.write(
                "It holds personal data: keep it safe, hand it over safely, delete it afterwards."
            )

    def say(self, name, number):
        self.stdout.write(f"  {name}: {number}")
        self.stdout.flush()
