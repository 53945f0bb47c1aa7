"""The user account and the staff member behind it."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.account import AccountQuerySet
from accounts.models.organization import Organization
from accounts.models.site import SiteState, VersionedModel
from kmc.lib.thai import collapse_spaces, normalize, person_sort_key

latin_username = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]{2,}\Z",
    _("Use at least three letters a–z, digits, dots or hyphens. Thai names go into the name fields."),
)


SHOWN = frozenset({"username", "given_name", "family_name", "is_active", "closed_because"})  # on public pages


class UserQuerySet(AccountQuerySet):
    def people(self):
        """Leave out service accounts: they are never counted or shown as staff."""
        return self.filter(is_service=False)

    def directory(self):
        """Return the staff of the office in Thai order by given name."""
        return self.people().filter(is_active=True, profile__isnull=False).in_thai_order()

    def choosable(self):
        """Return who may be given a responsibility: staff who come in, or will once they open their account."""
        reachable = Q(is_active=True) | Q(closed_because=User.Closed.INVITED)
        return self.people().filter(reachable, profile__isnull=False).in_thai_order()

    def of_organizations(self, ids):
        return self.filter(profile__organization__in=ids)

    def looked_after_by(self, user):
        """Return the people of the organizations the person manages or administers; superusers all."""
        if user.is_superuser:
            return self
        return self.of_organizations(
            {*user.organizations_as("manager"), *user.organizations_as("administrator")}
        )

    def named(self, text):
        """Return whose name, as official papers write it, holds each of the words."""
        named = self.with_written_name()
        for word in normalize(text).split():
            named = named.filter(written_name__icontains=word)
        return named

    def of_families(self, names):
        """Return whose family name is one of these, in capitals or not."""
        asked = Q(pk=None)
        for name in names:
            asked |= Q(family_name__iexact=name)
        return self.filter(asked)

    def with_written_name(self):
        return self.alias(written_name=Concat("profile__prefix", "given_name", Value(" "), "family_name"))

    def site_keepers(self):
        """Return who keeps the whole site and can sign in: superusers, and administrators of a root office."""
        office_administrators = Q(
            role_grants__role__slug="administrator", role_grants__organization__parent__isnull=True
        )
        return self.people().filter(Q(is_superuser=True) | office_administrators, is_active=True).distinct()

    def visible_to(self, user):
        """Return the people whose page may be opened: visitors meet those credited on what they may read;
        colleagues also everyone who works or worked here, not accounts that nobody has come in with yet."""
        people = self.people().exclude(closed_because=User.Closed.MERGED)
        credits = User.authorships.rel.related_model.objects.published()
        if not user.is_authenticated:
            return people.filter(pk__in=credits.public().values("user"))
        known = Q(is_active=True) | Q(closed_because__in=["", User.Closed.LEFT])
        return people.filter(known | Q(Exists(credits.filter(user=OuterRef("pk")))))

    def key_kept_for(self, pk) -> int | None:
        """Return the key of the account that an account was merged into, the last where that went on."""
        merged = self.filter(closed_because=User.Closed.MERGED)
        kept, passed = None, set()
        while pk and pk not in passed:
            passed.add(pk)
            pk = merged.filter(pk=pk).values_list("merged_into", flat=True).first()
            kept = pk or kept
        return kept

    def in_thai_order(self):
        return self.order_by("sort_key", "pk")

    def with_profile(self):
        return self.select_related("profile__organization__district")


class PeopleManager(UserManager.from_queryset(UserQuerySet)):
    """Django's manager of accounts, with the portal's own questions."""


class User(AbstractBaseUser, PermissionsMixin):
    class Closed(models.TextChoices):
        """Why nobody signs in with the account."""

        INVITED = "invited", _("Not used yet")
        PENDING = "pending", _("Waiting for approval")
        LEFT = "left", _("No longer works here")
        MERGED = "merged", _("Merged into another account")
        ERASED = "erased", _("Erased")

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[latin_username],
        error_messages={"unique": _("This user name is taken.")},
    )
    email = models.EmailField(_("e-mail"), blank=True)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=1000, editable=False, db_index=True)
    is_staff = models.BooleanField(_("may open the administration pages"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    closed_because = models.CharField(
        _("why it is closed"), max_length=10, choices=Closed.choices, blank=True, editable=False
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_people",
        verbose_name=_("merged into"),
    )
    is_service = models.BooleanField(_("service account, not a person"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "given_name"]

    objects = PeopleManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="accounts_user_email_once",
                violation_error_message=_("This e-mail address belongs to another account."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_user_username_once",
                violation_error_message=_("This user name is taken."),
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(closed_because=""), name="accounts_user_open_or_closed"
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("accounts:person_detail", args=[self.pk])

    def clean(self):
        super().clean()
        self.email = self.__class__.objects.normalize_email(self.email)

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        """Keep the spelling and the order; what pages show of a person changes on them at once."""
        if self.is_active:
            self.closed_because = ""
        self.given_name = collapse_spaces(normalize(self.given_name))
        self.family_name = collapse_spaces(normalize(self.family_name))
        self.sort_key = person_sort_key(self.given_name, self.family_name)
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or not SHOWN.isdisjoint(update_fields):
            SiteState.raise_version()

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.username

    def held_roles(self) -> list:
        """Return the grants of the person with their roles and organizations. One query a person object."""
        kept = self.__dict__.setdefault("_held_roles", {})
        if "grants" not in kept:
            kept["grants"] = list(self.role_grants.select_related("role", "organization"))
        return kept["grants"]

    def forget_held_roles(self) -> None:
        """Ask the database again after a role was given or taken."""
        self.__dict__.pop("_held_roles", None)

    def organizations_as(self, role: str) -> list[int]:
        """Return the ids of all organizations where the person holds the role, those below included.

        A query for each organization the role is held for at the first call for a person object, none later.
        """
        held = [grant.organization for grant in self.held_roles() if grant.role.slug == role]
        kept = self.__dict__["_held_roles"]
        if role not in kept:
            kept[role] = sorted({pk for one in held for pk in Organization.tree_ids(one)})
        return kept[role]

    def opens_administration(self) -> bool:
        """Return whether a role of the person opens the administration pages."""
        return any(grant.opens_administration for grant in self.held_roles())

    def written_articles(self, reader):
        """Return the published articles the person is credited for and the reader may read."""
        return self.authored_articles.readable_by(reader)

    def uses_of_work(self):
        """Return what others told of using the published articles of the person."""
        return User.uses.rel.related_model.objects.of_work_by(self)

    def coordinated(self):
        """Return the active networks the person brings together."""
        return self.coordinated_networks.model.objects.active().coordinated_by(self)

    def holds(self, role: str) -> bool:
        """Return whether the person holds the role anywhere."""
        return self.is_superuser or bool(self.organizations_as(role))

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.given_name


class StaffProfile(VersionedModel):
    """What the office says of a person. No citizen number, birth date or salary rank, ever."""

    class StaffKind(models.TextChoices):
        TEACHER = "teacher", _("Teacher civil servant")
        SCHOOL_ADMIN = "school_admin", _("School administrator")
        EDUCATION_ADMIN = "education_admin", _("Education administrator")
        SUPERVISOR = "supervisor", _("Educational supervisor")
        OTHER_PERSONNEL = "other_personnel", _("Other educational personnel, section 38 c.(2)")
        GOVERNMENT_EMPLOYEE = "government_employee", _("Government employee")
        PERMANENT_EMPLOYEE = "permanent_employee", _("Permanent employee")
        TEMPORARY_EMPLOYEE = "temporary_employee", _("Temporary employee")

    user = models.OneToOneField(User, models.CASCADE, related_name="profile", verbose_name=_("user"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="staff", verbose_name=_("organization")
    )
    # Translators: คำนำหน้า
    prefix = models.CharField(_("prefix"), max_length=40, blank=True)
    staff_kind = models.CharField(_("kind of staff"), max_length=20, choices=StaffKind.choices, blank=True)
    # Translators: ตำแหน่ง
    position = models.CharField(_("position"), max_length=120, blank=True)
    # Translators: วิทยฐานะ
    academic_standing = models.CharField(_("academic standing"), max_length=80, blank=True)
    expertise = models.CharField(_("expertise"), max_length=300, blank=True)
    about = models.TextField(_("about me"), blank=True, max_length=2000)
    photo = models.ImageField(_("photo"), upload_to="people/", blank=True)
    phone = models.CharField(_("phone"), max_length=10, blank=True)
    is_phone_shown = models.BooleanField(_("show my phone number to colleagues"), default=False)
    is_findable = models.BooleanField(_("show me in the directory of who knows about what"), default=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("staff profile")
        verbose_name_plural = _("staff profiles")

    def __str__(self):
        return self.formal_name

    def get_absolute_url(self):
        return self.user.get_absolute_url()

    @property
    def formal_name(self) -> str:
        """Return the name as official papers write it: prefix and name without a space between."""
        return f"{self.prefix}{self.user.full_name}"
