"""Who used the portal on which day: the rows that the number of users is the length of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User


class ActivityDay(models.Model):
    """A person did something of use on a day (Bangkok): opened knowledge, wrote, reviewed. Once a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="activity_days")
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("day of use")
        verbose_name_plural = _("days of use")
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="accounts_activityday_once")]
        indexes = [models.Index(fields=["day"], name="accounts_activityday_day")]

    def __str__(self):
        return f"{self.user_id} {self.day}"


class UsagePeriodQuerySet(models.QuerySet):
    def of_user(self, user):
        """Return the periods the person is counted in."""
        return self.filter(period_users__user=user)


class UsagePeriod(models.Model):
    """A span of days (a plan, a fiscal year) for which users are counted while they come."""

    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    user_count = models.PositiveIntegerField(_("users"), default=0)

    objects = UsagePeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("counted period")
        verbose_name_plural = _("counted periods")
        constraints = [
            models.UniqueConstraint(fields=["starts_on", "ends_on"], name="accounts_usageperiod_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="accounts_usageperiod_forward"
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"


class PeriodUserQuerySet(models.QuerySet):
    def of_period(self, period, as_of):
        """Return who had used the portal in the period by the end of the day `as_of`."""
        return self.filter(period=period, first_on__lte=as_of)

    def in_thai_order(self):
        return self.order_by("user__sort_key", "user_id")


class PeriodUser(models.Model):
    """A person used the portal at least once in a period. `UsagePeriod.user_count` is the number of these."""

    period = models.ForeignKey(UsagePeriod, models.CASCADE, related_name="period_users")
    user = models.ForeignKey(User, models.CASCADE, related_name="used_periods")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="period_users", verbose_name=_("organization")
    )
    first_on = models.DateField(_("first use"))
    last_on = models.DateField(_("last use"))

    objects = PeriodUserQuerySet.as_manager()

    class Meta:
        verbose_name = _("user in a period")
        verbose_name_plural = _("users in a period")
        constraints = [models.UniqueConstraint(fields=["period", "user"], name="accounts_perioduser_once")]
        indexes = [models.Index(fields=["period", "organization"], name="accounts_perioduser_unit")]

    def __str__(self):
        return f"{self.user_id} {self.period_id}"
