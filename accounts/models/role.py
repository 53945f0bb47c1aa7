"""Roles, and where a person holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User
from accounts.roles import ADMINISTRATOR, ROLE_SENTENCES, ROLE_TITLES


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


class RoleGrantQuerySet(models.QuerySet):
    def within(self, organization):
        """Return the grants of the organization and of all below it."""
        return self.filter(organization__in=Organization.tree_ids(organization))

    def below(self, organization):
        """Return the grants of what belongs to the organization, without its own."""
        return self.within(organization).exclude(organization=organization)

    def above(self, organization):
        """Return the grants that reach the organization from one it belongs to."""
        return self.filter(organization__in=Organization.objects.ancestors(organization).values("pk"))

    def administered_by(self, user):
        """Return the grants an administrator looks after: those of their part of the tree."""
        if user.is_superuser:
            return self.all()
        return self.filter(organization__in=user.organizations_as(ADMINISTRATOR))

    def outside(self, organization_ids):
        """Return the grants of every other organization."""
        return self.exclude(organization__in=organization_ids)

    def of_roles(self, *slugs):
        return self.filter(role__slug__in=slugs)

    def opening_administration(self):
        """Return the grants of administrators of a whole office."""
        return self.filter(role__slug=ADMINISTRATOR, organization__parent__isnull=True)

    def in_thai_order(self):
        return self.order_by("user__sort_key", "role__position", "pk")

    def by_unit(self):
        """Order by organization, and by role and person in it."""
        return self.order_by(
            "organization__sort_key", "organization_id", "role__position", "user__sort_key", "pk"
        )

    def for_list(self):
        """Load what a row shows."""
        return self.select_related(
            "user__profile__organization", "role", "organization__district", "granted_by"
        )


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

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "organization"], name="accounts_rolegrant_once")
        ]

    def __str__(self):
        return f"{self.user} · {self.role} · {self.organization}"

    @property
    def sentence(self) -> str:
        """Say what the role lets its holder do."""
        return str(ROLE_SENTENCES.get(self.role.slug, ""))

    @property
    def opens_administration(self) -> bool:
        """Return whether it opens the administration pages: these know no borders between organizations,
        so only an administrator of a whole office comes in. Below it, the portal's own pages serve."""
        return self.role.slug == ADMINISTRATOR and self.organization.parent_id is None
