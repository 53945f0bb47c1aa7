"""What the portal tells a person: in the page, and by mail as often as they want."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_COUNTED = 99  # beyond it a number says no more than "many"


class NotificationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at=None)

    def newest_first(self):
        return self.order_by("-at", "-pk")

    def with_actor(self):
        return self.select_related("actor")

    def to_mail(self, since):
        """Return what is still news and neither read nor mailed."""
        return self.filter(mailed_at=None, read_at=None, at__gte=since)

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())

    def prune(self, before) -> int:
        """Drop what is older, read or not. Return how many went."""
        count, _rows = self.filter(at__lt=before).delete()
        return count

    def shown_unread(self, user) -> str:
        """Return how many are new to the person as the header shows it: "", "5" or "99+". One quick query."""
        count = self.of(user).unread()[: MOST_COUNTED + 1].count()
        if count > MOST_COUNTED:
            return f"{MOST_COUNTED}+"
        return str(count) if count else ""


class Notification(models.Model):
    """Something happened that concerns the person. `accounts.notice_words` turns `kind` and `details` into a
    sentence in the reader's language; the name of who did it comes from the account, never from a copy."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=30)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="caused_notifications",
        verbose_name=_("who did it"),
    )
    details = models.JSONField(_("details"), default=dict, blank=True)
    path = models.CharField(_("address within the portal"), max_length=300)
    is_urgent = models.BooleanField(_("mailed at once"), default=False)
    at = models.DateTimeField(_("at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=["user", "-at"], name="accounts_notification_newest"),
            models.Index(
                fields=["user"], name="accounts_notification_unread", condition=Q(read_at__isnull=True)
            ),
            models.Index(
                fields=["at"], name="accounts_notification_to_mail", condition=Q(mailed_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.kind}"


class MailChoiceQuerySet(models.QuerySet):
    def rhythm_of(self, user) -> str:
        """Return what the person chose; daily where nothing was."""
        return self.filter(user=user).values_list("rhythm", flat=True).first() or MailChoice.Rhythm.DAILY


class MailChoice(models.Model):
    """How often a person wants mail. No row means: daily."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("Each at once")
        DAILY = "daily", _("Once a day, together")
        WEEKLY = "weekly", _("Once a week, together")
        NEVER = "never", _("No mail")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice", verbose_name=_("person")
    )
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices, default=Rhythm.DAILY)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = MailChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")

    def __str__(self):
        return f"{self.user_id} {self.rhythm}"


class OutgoingMailQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def receivers_of(self, number: int, *, since, among) -> set[int]:
        """Return who of these people got so many letters, or more, since then. One query."""
        recent = self.filter(user__in=among, written_at__gte=since).order_by().values("user")
        counted = recent.annotate(letters=models.Count("pk")).filter(letters__gte=number)
        return set(counted.values_list("user", flat=True))

    def waiting(self):
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now):
        """Return what is to be tried now, the oldest first."""
        return self.waiting().filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def unsent(self):
        return self.filter(sent_at=None)

    def sent(self):
        return self.exclude(sent_at=None)

    def given_up(self):
        return self.exclude(given_up_at=None)

    def stoppable(self):
        """Return the notifications among the letters, not what concerns the account itself."""
        return self.exclude(stop_link="")

    def prune(self, before) -> int:
        """Drop letters that were sent, or could not be sent, before that day. Return how many went."""
        ended = Q(sent_at__lt=before) | Q(given_up_at__lt=before)
        count, _rows = self.filter(ended).delete()
        return count


class OutgoingMail(models.Model):
    """A letter on its way: written in the transaction of what it tells of, sent afterwards, tried again if need be."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="outgoing_mail", verbose_name=_("person")
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    stop_link = models.CharField(_("address that stops mail"), max_length=500, blank=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="accounts_outgoingmail_due",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.subject}"
