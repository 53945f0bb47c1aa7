"""School networks: schools that learn together, and who brings them together."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, VersionedModel
from kmc.lib.thai import normalize, sort_key


class SchoolNetworkQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def named(self, words: str):
        """Return the networks whose name holds each of the words."""
        found = self if words else self.none()
        for word in words.split():
            found = found.filter(models.Q(name__icontains=word) | models.Q(name_en__icontains=word))
        return found

    def coordinated_by(self, user):
        """Return the networks a person brings together: named as coordinator, or given the network."""
        given = NetworkCoordinator.objects.filter(user=user).values("network")
        return self.filter(models.Q(coordinator=user) | models.Q(pk__in=given)).order_by("sort_key", "pk")

    def coordinated_by_any(self, keys):
        """Return the networks one of the people brings together, as in `coordinated_by`."""
        given = NetworkCoordinator.objects.filter(user__in=keys).values("network")
        named = models.Q(coordinator__in=keys) | models.Q(pk__in=given)
        return self.filter(named).order_by("sort_key", "pk")

    def with_others_than(self, keys):
        """Tell of each network whether somebody who can sign in brings it together besides these people."""
        given = NetworkCoordinator.objects.filter(network=models.OuterRef("pk"), user__is_active=True)
        named = models.Q(coordinator__is_active=True) & ~models.Q(coordinator__in=keys)
        has_others = models.Q(models.Exists(given.exclude(user__in=keys))) | named
        return self.annotate(
            has_others=models.ExpressionWrapper(has_others, output_field=models.BooleanField())
        )

    def for_list(self):
        return (
            self.select_related("coordinator")
            .annotate(school_count=models.Count("schools", distinct=True))
            .order_by("sort_key", "pk")
        )


class SchoolNetwork(VersionedModel):
    class Kind(models.TextChoices):
        AREA = "area", _("School network")
        SUBJECT = "subject", _("Subject network")
        EXCHANGE = "exchange", _("Learning exchange network")

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.AREA)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="school_networks", verbose_name=_("organization")
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coordinated_networks",
        verbose_name=_("coordinator"),
    )
    schools = models.ManyToManyField(
        Organization,
        through="NetworkSchool",
        related_name="networks",
        verbose_name=_("member schools"),
    )
    about = models.TextField(_("about the network"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    sort_key = models.CharField(max_length=1000, editable=False, db_index=True)

    objects = SchoolNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("school network")
        verbose_name_plural = _("school networks")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("networks:network_detail", args=[self.pk])

    def save(self, *args, **kwargs):
        self.name = normalize(self.name)
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    def is_given_to(self, user) -> bool:
        """Return whether the person was given this network. One query."""
        return self.coordinator_grants.filter(user=user).exists()


class NetworkSchool(VersionedModel):
    """A school belongs to a network."""

    network = models.ForeignKey(SchoolNetwork, models.CASCADE, related_name="memberships")
    school = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="network_memberships",
        limit_choices_to={"kind": "school"},
        verbose_name=_("school"),
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)

    class Meta:
        verbose_name = _("member school")
        verbose_name_plural = _("member schools")
        constraints = [
            models.UniqueConstraint(fields=["network", "school"], name="networks_networkschool_once")
        ]

    def __str__(self):
        return f"{self.school} · {self.network}"


class NetworkCoordinatorQuerySet(models.QuerySet):
    def for_list(self):
        """Load what a row shows, in Thai order by given name."""
        return self.select_related(
            "user__profile__organization", "granted_by", "network__organization"
        ).order_by("user__sort_key", "pk")


class NetworkCoordinator(models.Model):
    """A person may look after a network: the role of coordinator, given for this network alone."""

    network = models.ForeignKey(SchoolNetwork, models.CASCADE, related_name="coordinator_grants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_grants", verbose_name=_("user")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="network_grants_given",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)

    objects = NetworkCoordinatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("coordinator of a network")
        verbose_name_plural = _("coordinators of networks")
        constraints = [
            models.UniqueConstraint(fields=["network", "user"], name="networks_networkcoordinator_once")
        ]

    def __str__(self):
        return f"{self.user_id} {self.network_id}"
