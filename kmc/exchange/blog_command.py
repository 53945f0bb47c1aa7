"""What the commands that bring in blogs have in common: their options, and what they say."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Organization, User
from kmc.exchange.feeds import FeedRefused
from kmc.exchange.posts import Manner, import_posts
from knowledge.models import Article


class BlogCommand(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("source", help="what was exported or saved from the blog")
        parser.add_argument(
            "--author", required=True, help="user name of the person whose drafts they become"
        )
        parser.add_argument("--organization", default="", help="SMIS code or name; the author's by default")
        parser.add_argument("--writer", default="", help="who wrote the blog, where the file does not say")
        parser.add_argument("--permission", default="", help="by what leave it is published here")
        parser.add_argument("--media", default="", help="the folder with the blog's pictures")
        parser.add_argument("--publish", default="", help="user name of the reviewer who publishes them")
        parser.add_argument(
            "--pupils", default="", choices=["", *Article.Pupils.values], help="the reviewer's word on pupils"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would come in, keep nothing")

    def handle(self, *args, **options):
        source = Path(options["source"])
        if not source.exists():
            raise CommandError(f"There is no file or folder {source}.")
        manner = self.manner(options)
        try:
            outcome = self.take(source, manner)
        except FeedRefused as reason:
            raise CommandError(str(reason)) from reason
        self.tell(outcome, manner)

    def take(self, source, manner):
        return import_posts(posts=self.posts(source), manner=manner)

    def manner(self, options):
        author = self.person(options["author"])
        if not hasattr(author, "profile"):
            raise CommandError(f"“{author.username}” belongs to no organization.")
        media = Path(options["media"]) if options["media"] else None
        if media and not media.is_dir():
            raise CommandError(f"There is no folder {media}.")
        return Manner(
            author=author,
            organization=self.organization(options["organization"]) or author.profile.organization,
            permission=options["permission"],
            writer=options["writer"],
            media=media,
            reviewer=self.person(options["publish"]) if options["publish"] else None,
            pupils=options["pupils"],
            is_dry=options["dry_run"],
        )

    def person(self, username):
        found = User.objects.people().filter(username__iexact=username, is_active=True).first()
        if found is None:
            raise CommandError(f"There is no user “{username}”.")
        return found

    def organization(self, wanted):
        if not wanted:
            return None
        found = Organization.objects.filter(smis_code=wanted) | Organization.objects.filter(name=wanted)
        if len(found[:2]) != 1:
            raise CommandError(f"“{wanted}” is not one organization; give its SMIS code.")
        return found[0]

    def tell(self, outcome, manner):
        for title, address in outcome.missing:
            self.stdout.write(f"picture not found: {address} (“{title}”)")
        for title, reason in outcome.refused:
            self.stderr.write(f"“{title}”: {reason}")
        if outcome.comments:
            self.stdout.write(
                f"{outcome.comments} comments stay where they are: their writers were not asked."
            )
        self.stdout.write(
            f"{outcome.made} posts made, {outcome.published} of them published, {outcome.known} there already, "
            f"{len(outcome.refused)} refused; {outcome.pictures} pictures, {len(outcome.missing)} not found"
        )
        if manner.is_dry:
            self.stdout.write("It was tried only: nothing was kept.")
