"""Roles, and where a person holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User
from accounts.roles import ROLE_TITLES


class Role(models.Model):
    """A kind of responsibility. Rows come from `accounts.roles` through `sync_roles`."""

    slug = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self):
        return str(ROLE_TITLES.get(self.slug, self.slug))


class RoleGrant(models.Model):
    """One person holds one role for an organization and everything below it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name=_("user"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants", verbose_name=_("role"))
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="role_grants", verbose_name=_("organization")
    )
    granted_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="grants_given",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "organization"], name="accounts_rolegrant_once")
        ]

    def __str__(self):
        return f"{self.user} · {self.role} · {self.organization}"
