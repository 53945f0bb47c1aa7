"""Make the demo office: into an empty portal only, the same rows for the same seed."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import StaffProfile, User
from kmc.demo.office import DemoOffice
from knowledge.models import Article


class Command(BaseCommand):
    help = "Make the demo office with schools, people, articles and reads."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=DemoOffice.articles, help="published articles")
        parser.add_argument(
            "--users", type=int, default=DemoOffice.users, help="people, the demo accounts among them"
        )
        parser.add_argument("--reads", type=int, default=DemoOffice.reads, help="reads over two years")
        parser.add_argument(
            "--seed", type=int, default=DemoOffice.seed, help="another seed makes another office"
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are people or articles"
        )

    def handle(self, *args, **options):
        if not settings.KMC_DEMO:
            raise CommandError("KMC_DEMO=0: this installation takes no demo data.")
        if StaffProfile.objects.exists() or Article.objects.exists():
            self.leave_alone(is_expected=options["if_empty"])
            return
        self.started = time.monotonic()
        sizes = {name: max(options[name], 1) for name in ("articles", "users", "reads")}
        DemoOffice(seed=options["seed"], say=self.say, **sizes).build()
        self.say("the demo office is ready")

    def leave_alone(self, *, is_expected):
        """Say why nothing is made; complain where people would lose theirs among invented ones."""
        is_demo = User.objects.filter(username="teacher", email="teacher@example.ac.th").exists()
        if not is_demo and not is_expected:
            raise CommandError(
                "There are people or articles already: the demo office goes into an empty portal only."
            )
        self.stdout.write("there already, left as it is")

    def say(self, line):
        self.stdout.write(f"{time.monotonic() - self.started:7.1f} s  {line}")
        self.stdout.flush()
