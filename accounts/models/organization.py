"""The tree of organizations: the office, its groups, districts and schools."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce, Replace
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from accounts.models.site import VersionedModel
from accounts.roles import ADMINISTRATOR
from kmc.lib.thai import letters_key, normalize, sort_key, to_arabic_digits

# The four sizes of schools in primary areas, each with its fewest and most pupils.
# Source: «ขนาดโรงเรียนระดับพื้นฐาน», Udon Thani provincial education office.
SIZES = (
    ("small", _("Small"), 1, 120),
    ("medium", _("Medium"), 121, 600),
    ("large", _("Large"), 601, 1500),
    ("very_large", _("Very large"), 1501, None),
)
SIZE_CHOICES = tuple((size, word) for size, word, _lowest, _highest in SIZES)
SIZE_LIMITS = {size: (lowest, highest) for size, _word, lowest, highest in SIZES}

# Words in front of a name that nobody means when looking for it.
_ABBREVIATION = re.compile(r"(?:^|\s)(?:ร\.?ร\.?|อ\.)(?=\s|[ก-ฮเแโใไ])")
_UNSAID = tuple(letters_key(word) for word in ("โรงเรียน", "บ้าน", "อำเภอ"))
_CODE = re.compile(r"[0-9]{4,10}")
_DISTRICT_WORD = "อำเภอ"

LAST = Value(32767)  # after every position
KIND_RANK = Case(
    *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(("office", "group", "district"))),
    default=Value(3),
)


def bare_key(text: str) -> str:
    """Return the letters of a name without the words nobody means; all of them where nothing else is left."""
    key = whole = letters_key(_ABBREVIATION.sub(" ", text)) or letters_key(text)
    for word in _UNSAID:
        key = key.replace(word, "")
    return key or whole


def bare(field: str):
    """Return the stored key without the words nobody means, as a column."""
    for word in _UNSAID:
        field = Replace(field, Value(word))
    return field


def of_code(text: str) -> Q:
    """Return what finds a unit by the beginning of one of its three codes; nothing where the text is no code."""
    code = to_arabic_digits("".join(text.split())).replace("-", "")
    if not _CODE.fullmatch(code):
        return Q(pk__in=[])
    return Q(smis_code__startswith=code) | Q(obec_code__startswith=code) | Q(ministry_code__startswith=code)


def named_with_district(name: str, district: str | None) -> str:
    """Return a name with its district as addresses write it: โรงเรียนบ้านหนองบัว (อ.เดชอุดม)."""
    if not district:
        return name
    short = district.removeprefix(_DISTRICT_WORD)
    return f"{name} ({district if short == district else f'อ.{short}'})"


def digits(count: int) -> RegexValidator:
    """Return a validator for a code of exactly so many digits."""
    message = format_lazy(_("Enter all {count} digits of the code, digits only."), count=count)
    return RegexValidator(rf"^[0-9]{{{count}}}\Z", message)


class OrganizationQuerySet(TreeQuerySet):
    def in_thai_order(self):
        return self.order_by("sort_key", "pk")

    def in_office_order(self):
        """The office, its groups and districts in their own order, then the schools of each district by name."""
        return self.annotate(kind_rank=KIND_RANK).order_by(
            "kind_rank",
            Coalesce("district__position", LAST),
            "district__sort_key",
            "position",
            "sort_key",
            "pk",
        )

    def active(self):
        return self.filter(status=Organization.Status.ACTIVE)

    def working(self):
        """Leave out what is closed or merged; a school without pupils still stands."""
        return self.exclude(status__in=Organization.ENDED)

    def workplaces(self):
        """Return the units people work in: no district, nothing closed."""
        return self.working().exclude(kind=Organization.Kind.DISTRICT)

    def ended(self):
        return self.filter(status__in=Organization.ENDED)

    def schools(self):
        return self.filter(kind=Organization.Kind.SCHOOL)

    def districts(self):
        return self.filter(kind=Organization.Kind.DISTRICT)

    def root_name(self) -> str:
        """Return the name of the office that everything belongs to."""
        roots = self.filter(parent=None, kind=Organization.Kind.OFFICE).order_by("pk")
        return roots.values_list("name", flat=True).first() or ""

    def of_ids(self, ids):
        return self.filter(pk__in=[pk for pk in ids if pk])

    def within(self, organization) -> "OrganizationQuerySet":
        """Return the organization and everything below it."""
        return self.filter(pk__in=self.model.tree_ids(organization))

    def below(self, organization):
        """Return what belongs to the unit: its children, and the schools of a district."""
        return self.filter(Q(parent=organization) | Q(district=organization)).exclude(pk=organization.pk)

    def administered_by(self, user):
        """Return the units the person keeps as an administrator."""
        return self if user.is_superuser else self.of_ids(user.organizations_as(ADMINISTRATOR))

    def named_like(self, name, *, parent=None, district=None):
        """Return the units of the same name in the same district, or under the same unit where there is none."""
        place = Q(district=district) if district else Q(parent=parent)
        return self.filter(place, sort_key=sort_key(name))

    def found_by(self, text):
        """Find by a part of the name or any code.

        «โรงเรียน», «บ้าน», «รร.», spaces and tone marks do not matter; several words may name the district too.
        """
        spoken = normalize(text)
        whole = bare_key(spoken)
        if not whole:
            return self.none()
        rows = self.annotate(bare=bare("sort_key"), bare_district=bare("district__sort_key"))
        words = Q()
        for word in filter(bare_key, spoken.split()):
            key = bare_key(word)
            words &= Q(bare__contains=key) | Q(bare_district__contains=key) | Q(subdistrict__contains=word)
        return rows.filter(
            words
            | Q(bare__contains=whole)
            | Q(sort_key__contains=whole)
            | Q(short_name__icontains=spoken)
            | Q(name_en__icontains=spoken)
            | of_code(spoken)
        )

    def below_or_of(self, organization):
        """Return the unit and all below it; of a district also the schools that lie in it."""
        if organization.kind == Organization.Kind.DISTRICT:
            return self.filter(Q(pk=organization.pk) | Q(district=organization))
        return self.within(organization)

    def of_size(self, size):
        """Return the schools of one of the sizes of `SIZES`."""
        lowest, highest = SIZE_LIMITS[size]
        rows = self.schools().filter(pupil_count__gte=lowest)
        return rows.filter(pupil_count__lte=highest) if highest else rows

    def for_cards(self):
        """Load what a row of a list shows: the district, because names repeat."""
        return self.select_related("district", "parent")

    def for_page(self):
        """Load what the page of a unit says of others: what it stands in, belongs to and became."""
        return self.select_related(
            "district", "parent__parent", "branch_of__district", "merged_into__district"
        )


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

    ENDED = (Status.MERGED, Status.CLOSED)

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
    end_reason = models.CharField(_("why it was closed"), max_length=300, blank=True)
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
            models.UniqueConstraint(
                fields=["obec_code"], condition=~Q(obec_code=""), name="accounts_organization_obec_code_once"
            ),
            models.UniqueConstraint(
                fields=["ministry_code"],
                condition=~Q(ministry_code=""),
                name="accounts_organization_ministry_code_once",
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
        return next(word for _size, word, _lowest, most in SIZES if most is None or self.pupil_count <= most)

    @property
    def name_with_district(self) -> str:
        """Return the name as it may stand alone: names repeat. Load `district` where this is shown in a list."""
        return named_with_district(self.name, self.district.name if self.district_id else "")

    @property
    def is_office(self) -> bool:
        return self.kind == self.Kind.OFFICE

    @property
    def is_school(self) -> bool:
        return self.kind == self.Kind.SCHOOL

    @property
    def is_ended(self) -> bool:
        """Return whether it is closed or merged."""
        return self.status in self.ENDED

    def working_staff(self):
        """Return the profiles of those who work here and have taken over their account, in Thai order."""
        staff = self.staff.filter(user__is_active=True, user__is_service=False)
        return staff.select_related("user").order_by("user__sort_key", "user_id")

    def current_staff(self):
        """Return the profiles of all who work here, those who have not used their account yet included."""
        waiting = ("invited", "pending")
        return self.staff.filter(Q(user__is_active=True) | Q(user__closed_because__in=waiting))

    @classmethod
    def tree_ids(cls, organization) -> list[int]:
        """Return the ids of the organization and all below it. One query."""
        tree = cls.objects.with_tree_fields().descendants(organization, include_self=True)
        return list(tree.order_by().values_list("pk", flat=True))
