"""The tree of organizations: the office, its groups, districts and schools."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from accounts.models.site import VersionedModel
from kmc.lib.thai import normalize, sort_key

# Thresholds of the four sizes used by primary areas: pupils up to and including.
SCHOOL_SIZES = ((120, _("Small")), (600, _("Medium")), (1500, _("Large")))


def digits(count: int) -> RegexValidator:
    """Return a validator for a code of exactly so many digits."""
    message = format_lazy(_("Enter all {count} digits of the code, digits only."), count=count)
    return RegexValidator(rf"^[0-9]{{{count}}}\Z", message)


class OrganizationQuerySet(TreeQuerySet):
    def in_thai_order(self):
        return self.order_by("sort_key", "pk")

    def active(self):
        return self.filter(status=Organization.Status.ACTIVE)

    def schools(self):
        return self.filter(kind=Organization.Kind.SCHOOL)

    def of_ids(self, ids):
        return self.filter(pk__in=[pk for pk in ids if pk])

    def within(self, organization) -> "OrganizationQuerySet":
        """Return the organization and everything below it."""
        return self.filter(pk__in=self.model.tree_ids(organization))

    def for_cards(self):
        """Load what a row of a list shows: the district, because names repeat."""
        return self.select_related("district", "parent")


class Organization(VersionedModel):
    class Kind(models.TextChoices):
        OFFICE = "office", _("Office")
        GROUP = "group", _("Group in the office")
        DISTRICT = "district", _("District")
        SCHOOL = "school", _("School")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        EMPTY = "empty", _("No pupils")
        MERGED = "merged", _("Merged")
        CLOSED = "closed", _("Closed")

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    smis_code = models.CharField(_("SMIS code"), max_length=8, blank=True, validators=[digits(8)])
    obec_code = models.CharField(_("OBEC code"), max_length=6, blank=True, validators=[digits(6)])
    ministry_code = models.CharField(_("ministry code"), max_length=10, blank=True, validators=[digits(10)])
    district = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="district_schools",
        limit_choices_to={"kind": "district"},
        verbose_name=_("district"),
    )
    # Translators: สาขาของ
    branch_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        limit_choices_to={"kind": "school"},
        verbose_name=_("branch of"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_units",
        verbose_name=_("merged into"),
    )
    # Translators: the day it was merged or closed
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    subdistrict = models.CharField(_("sub-district"), max_length=80, blank=True)
    pupil_count = models.PositiveIntegerField(_("pupils"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    sort_key = models.CharField(max_length=1000, editable=False, db_index=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(
                fields=["smis_code"], condition=~Q(smis_code=""), name="accounts_organization_smis_code_once"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(kind="office"),
                name="accounts_organization_office_is_root",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(status="merged"),
                name="accounts_organization_merged_says_so",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("accounts:organization_detail", args=[self.pk])

    def save(self, *args, **kwargs):
        self.name = normalize(self.name)
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def size(self):
        """Return the size word from the pupil count (four sizes of primary areas), or ""."""
        if self.kind != self.Kind.SCHOOL or not self.pupil_count:
            return ""
        for limit, word in SCHOOL_SIZES:
            if self.pupil_count <= limit:
                return word
        return _("Very large")

    @classmethod
    def tree_ids(cls, organization) -> list[int]:
        """Return the ids of the organization and all below it. One query."""
        tree = cls.objects.with_tree_fields().descendants(organization, include_self=True)
        return list(tree.order_by().values_list("pk", flat=True))
