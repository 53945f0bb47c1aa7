"""Questions about accounts: who can sign in, who was handed a code, who waits, who is gone."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

INVITED, PENDING = "invited", "pending"  # User.Closed
FINISHED = ("merged", "erased")


class AccountQuerySet(models.QuerySet):
    """The part of `UserQuerySet` that speaks of the account, not of the person."""

    def of_ids(self, ids):
        return self.filter(pk__in=list(ids))

    def with_email(self, email: str):
        """Return the account of the address, however it is spelled: at most one."""
        return self.filter(email__iexact=email) if email else self.none()

    def called(self, login: str):
        """Return the account of the user name or address, as people type it when they sign in; or None."""
        if not login:
            return None
        return self.filter(Q(username__iexact=login) | Q(email__iexact=login)).first()

    def can_sign_in(self):
        return self.filter(is_active=True)

    def told(self, keys):
        """Return those of the keys that a notification reaches, each with the `rhythm` of their mail (or None)."""
        return self.of_ids(keys).filter(is_active=True).annotate(rhythm=F("mail_choice__rhythm"))

    def awaiting_digest(self, since):
        """Return who has news that were neither read nor mailed, and an address to send them to."""
        news = self.model._meta.get_field("notifications").related_model.objects.to_mail(since)
        return self.filter(is_service=False, is_active=True, pk__in=news.values("user")).exclude(email="")

    def with_rhythm(self, *, is_weekly: bool):
        """Return who gets their mail together once a week; or once a day, as everybody who chose nothing.

        Who wants each at once gets with the day what came before they chose so.
        """
        if is_weekly:
            return self.filter(mail_choice__rhythm="weekly")
        return self.filter(Q(mail_choice=None) | Q(mail_choice__rhythm__in=("daily", "at_once")))

    def standing(self):
        """Leave out what was merged away or erased: nobody acts on these again."""
        return self.exclude(closed_because__in=FINISHED)

    def to_be_invited(self):
        """Return whose account is prepared and not used yet."""
        return self.filter(is_service=False, is_active=False, closed_because=INVITED)

    def with_code(self):
        """Return those who hold a code that still works."""
        return self.to_be_invited().filter(
            invitation__used_at__isnull=True, invitation__expires_at__gt=timezone.now()
        )

    def without_code(self):
        """Return those who hold no code that still works."""
        return self.to_be_invited().exclude(
            invitation__used_at__isnull=True, invitation__expires_at__gt=timezone.now()
        )

    def waiting(self):
        """Return who registered alone and waits for approval."""
        return self.filter(is_service=False, is_active=False, closed_because=PENDING)

    def gone(self):
        """Return whose account is closed: neither prepared nor waiting."""
        return self.filter(is_active=False).exclude(closed_because__in=(INVITED, PENDING))

    def without_roles_outside(self, ids, *, but=()):
        """Leave out superusers and whoever holds a role in another organization, `but` those named."""
        grants = self.model._meta.get_field("role_grants").related_model.objects.outside(ids)
        grants = grants.exclude(role__slug__in=but)
        return self.filter(is_superuser=False).exclude(pk__in=grants.values("user"))

    def for_staff_list(self):
        """Load what a manager's list shows of each."""
        return self.select_related("profile__organization", "invitation")
