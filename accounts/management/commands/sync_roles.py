"""Write the roles and their permissions. Safe to run at each start."""

from django.core.management.base import BaseCommand

from accounts.services import sync_roles


class Command(BaseCommand):
    help = "Write the roles and their permissions into the database."

    def handle(self, *args, **options):
        roles = sync_roles()
        self.stdout.write(f"{len(roles)} roles")
