"""How people come in and move: one-time codes, and the units they belonged to."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization


class AccountState(models.TextChoices):
    """Where an account stands for whoever looks after the people of a unit."""

    IN_USE = "in_use", _("In use")
    HANDED_OUT = "handed_out", _("Code handed out")
    UNUSED = "unused", _("Not used yet")
    PENDING = "pending", _("Waiting for approval")
    LEFT = "left", _("No longer works here")


def account_state(user) -> AccountState:
    """Return the state of an account. Load the invitation with it: `UserQuerySet.for_staff_list`."""
    if user.is_active:
        return AccountState.IN_USE
    if user.closed_because == "pending":
        return AccountState.PENDING
    if user.closed_because != "invited":
        return AccountState.LEFT
    invitation = getattr(user, "invitation", None)
    return AccountState.HANDED_OUT if invitation and invitation.is_open else AccountState.UNUSED


class InvitationQuerySet(models.QuerySet):
    def expired(self):
        """Return the codes nobody used in time."""
        return self.filter(used_at__isnull=True, expires_at__lte=timezone.now())

    def usable(self):
        """Return the codes that open an account: not used, not too old, of an account nobody uses yet."""
        return self.filter(
            used_at__isnull=True,
            expires_at__gt=timezone.now(),
            user__is_active=False,
            user__closed_because="invited",
        )

    def unused(self):
        return self.filter(used_at__isnull=True)

    def mailed_since(self, moment):
        """Return the links that were sent after a moment and still open an account, the last one first."""
        return self.usable().filter(is_mailed=True, created_at__gt=moment).order_by("-created_at")

    def of_people(self, people):
        return self.filter(user__in=people)

    def with_hash(self, code_hash):
        """Return the one with this hash, or None."""
        return self.filter(code_hash=code_hash).first()


class Invitation(models.Model):
    """A one-time code with which a person takes over a prepared account. Only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation", verbose_name=_("user")
    )
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="given_invitations",
        verbose_name=_("handed out by"),
    )
    created_at = models.DateTimeField(_("handed out at"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    is_mailed = models.BooleanField(_("sent by e-mail"), default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self):
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.expires_at > timezone.now()


class StaffMove(models.Model):
    """A person moved from one organization to another; what they wrote before stays with the earlier one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="moves", verbose_name=_("user")
    )
    from_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="departures", verbose_name=_("from")
    )
    to_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="arrivals", verbose_name=_("to")
    )
    moved_on = models.DateField(_("moved on"))
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="moves_made",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        ordering = ["-moved_on", "-pk"]
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_organization=models.F("to_organization")),
                name="accounts_staffmove_goes_somewhere",
            )
        ]

    def __str__(self):
        return f"{self.user_id}: {self.from_organization_id} → {self.to_organization_id}"
