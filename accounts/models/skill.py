"""Confirmed skills and training of a person."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.site import VersionedModel
from accounts.models.user import User
from accounts.roles import ADMINISTRATOR, MANAGER


def certificate_path(record, filename):
    """Return a random stored name without the original: names on disk say nothing and run nothing."""
    name = uuid.uuid4().hex
    return f"certificates/{name[:2]}/{name}"


class SkillRecordQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_on__isnull=False)

    def waiting(self):
        """Return what waits for a superior: what was returned waits for its owner instead."""
        return self.filter(confirmed_on__isnull=True, returned_reason="")

    def confirmable_by(self, user):
        """Return the records of the people the person is the superior of, never their own."""
        records = self.exclude(user=user).filter(user__is_service=False)
        if user.is_superuser:
            return records
        managed = {*user.organizations_as(MANAGER), *user.organizations_as(ADMINISTRATOR)}
        return records.filter(user__profile__organization__in=managed, user__is_superuser=False)

    def visible_to(self, user):
        """Return one's own records and those of the people one is the superior of."""
        return self.filter(Q(user=user) | Q(pk__in=SkillRecord.objects.confirmable_by(user).values("pk")))

    def hours_confirmed(self) -> Decimal:
        """Return the hours of the confirmed records."""
        return self.confirmed().aggregate(total=Sum("hours"))["total"] or Decimal(0)

    def made_by_form(self, token, user):
        """Return the record that this form has made already, or None."""
        return self.filter(user=user, form_token=token).first() if token else None

    def for_list(self):
        return self.select_related("user__profile__organization__district", "confirmed_by")

    def oldest_first(self):
        return self.order_by("added_at", "pk")

    def newest_first(self):
        return self.order_by("-added_at", "-pk")

    def about_it(self):
        return self.filter(skill__in=SkillRecord.IT_SKILLS)

    def valid_in(self, starts_on, ends_on):
        """Return the records whose confirmation stands on at least one day of the span."""
        return self.confirmed().filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=starts_on), confirmed_on__lte=ends_on
        )


class SkillRecord(VersionedModel):
    """A skill someone has, or a training they went through; it counts once a colleague confirmed it."""

    class Skill(models.TextChoices):
        IT_USE = "it_use", _("Using IT")
        IT_CARE = "it_care", _("Looking after IT")
        IT_MAINTENANCE = "it_maintenance", _("Maintaining IT")
        OTHER = "other", _("Other")

    IT_SKILLS = (Skill.IT_USE, Skill.IT_CARE, Skill.IT_MAINTENANCE)

    user = models.ForeignKey(User, models.CASCADE, related_name="skill_records", verbose_name=_("user"))
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices)
    title = models.CharField(_("training or proof"), max_length=200)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, default=0)
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_skills",
        verbose_name=_("confirmed by"),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    provider = models.CharField(_("given by"), max_length=200, blank=True)
    trained_on = models.DateField(_("date of the training"), null=True, blank=True)
    certificate = models.FileField(_("certificate"), upload_to=certificate_path, blank=True)
    certificate_name = models.CharField(_("file name"), max_length=200, blank=True)
    certificate_type = models.CharField(_("content type"), max_length=100, blank=True)
    # Why a colleague did not confirm it; the person may put it right and hand it in again.
    returned_reason = models.CharField(_("reason for the return"), max_length=500, blank=True)
    # Names the form a record came from: the same form sent twice makes one record.
    form_token = models.UUIDField(null=True, editable=False)
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    objects = SkillRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill record")
        verbose_name_plural = _("skill records")
        indexes = [models.Index(fields=["skill", "confirmed_on"], name="accounts_skill_confirmed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="accounts_skillrecord_confirmed_by_and_on",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("user")),
                name="accounts_skillrecord_not_by_oneself",
            ),
            models.UniqueConstraint(fields=["user", "form_token"], name="accounts_skillrecord_one_per_form"),
        ]

    def __str__(self):
        return f"{self.get_skill_display()}: {self.title}"

    def get_absolute_url(self):
        return reverse("accounts:skill_detail", args=[self.pk])

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None

    @property
    def is_expired(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def state(self) -> str:
        """Return confirmed, expired, returned or waiting."""
        if self.is_confirmed:
            return "expired" if self.is_expired else "confirmed"
        return "returned" if self.returned_reason else "waiting"
