"""What was done and who came in: the audit trail nobody edits, and the access log the law asks for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization


class WriteOnceQuerySet(models.QuerySet):
    """Rows that are written once: no update, and no deletion but that of `prune`."""

    def update(self, **fields):
        raise TypeError(f"{self.model.__name__} rows are never changed.")

    def delete(self):
        raise TypeError(f"{self.model.__name__} rows are never deleted.")

    delete.queryset_only = True

    def prune(self, before):
        """Drop what is older than the time the law or the office keeps it. Return how many."""
        return self.filter(at__lt=before)._raw_delete(self.db)

    def newest_first(self):
        return self.order_by("-at", "-pk")


class WriteOnceModel(models.Model):
    """A row that is written once."""

    objects = WriteOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} rows are never deleted.")


class AuditQuerySet(WriteOnceQuerySet):
    def handed_out_by(self, person, *, since):
        """Return the codes the person made since a moment."""
        return self.filter(actor=person, action=AuditEntry.Action.INVITE, at__gte=since)

    def noted_since(self, moment, **entry):
        """Return the entries since a moment that say exactly this."""
        return self.filter(at__gte=moment, **entry)


class AuditEntry(WriteOnceModel):
    """Somebody did something that others must be able to trace. People are named by key, never by text."""

    class Action(models.TextChoices):
        GRANT = "grant", _("Role given")
        REVOKE = "revoke", _("Role taken back")
        IMPORT = "import", _("List imported")
        EXPORT = "export", _("List exported")
        INVITE = "invite", _("Account handed out")
        APPROVE = "approve", _("Account approved")
        REFUSE = "refuse", _("Account refused")
        MOVE = "move", _("Person moved")
        LEAVE = "leave", _("Person left")
        RETURN = "return", _("Person came back")
        MERGE_PEOPLE = "merge_people", _("Accounts merged")
        MERGE_UNITS = "merge_units", _("Organizations merged")
        CLOSE_UNIT = "close_unit", _("Organization closed")
        REOPEN_UNIT = "reopen_unit", _("Organization opened again")
        EDIT_UNIT = "edit_unit", _("Organization entered or changed")
        MOVE_UNIT = "move_unit", _("Organization moved")
        ERASE = "erase", _("Person erased")
        PUBLISH_POLICY = "publish_policy", _("Policy published")
        ANSWER_PRIVACY = "answer_privacy", _("Privacy request answered")
        SECOND_STEP = "second_step", _("Second step of signing in removed")
        TRUST = "trust", _("Leave given to publish at once")
        UNTRUST = "untrust", _("Leave to publish at once taken back")
        EDIT_TOPIC = "edit_topic", _("What is needed of a topic changed")
        MAKE_KEY = "make_key", _("Key for a program made")
        REVOKE_KEY = "revoke_key", _("Key for a program revoked")

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="audit_entries",
        verbose_name=_("who did it"),
    )
    action = models.CharField(_("what was done"), max_length=20, choices=Action.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="audited_entries",
        verbose_name=_("to whom"),
    )
    # A key without a constraint: the entry outlives the organization.
    organization = models.ForeignKey(
        Organization,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="audit_entries",
        verbose_name=_("organization"),
    )
    details = models.JSONField(_("details"), default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class AccessLog(WriteOnceModel):
    """Somebody came in, tried to, or was refused: kept at least 90 days (Computer Crime Act, section 26).

    What was typed is not kept: people type passwords into the wrong field.
    """

    class Event(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        SIGNED_OUT = "signed_out", _("Signed out")
        FAILED = "failed", _("Sign-in failed")
        LIMITED = "limited", _("Too many attempts")
        REFUSED = "refused", _("Refused")

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    event = models.CharField(_("what happened"), max_length=10, choices=Event.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_constraint=False,
        related_name="access_entries",
        verbose_name=_("user"),
    )
    address = models.GenericIPAddressField(_("address"), null=True)
    method = models.CharField(_("method"), max_length=10, blank=True)
    path = models.CharField(_("page"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log")
        indexes = [models.Index(fields=["user", "-at"], name="accounts_accesslog_user")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"
