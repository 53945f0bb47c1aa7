"""Honours: awards from school to international level, what followed from them, certificates anybody can check."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import REVIEWER
from kmc.lib.dates import year_in_words
from knowledge.models.article import Article
from knowledge.models.use import ProofModel

# No letters or digits that look alike on paper.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def new_code() -> str:
    """Return a code that nobody guesses: what a certificate is checked by."""
    return "".join(secrets.choice(CODE_LETTERS) for _number in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """Return a code as it is stored, however it was typed: small letters, spaces, dashes, a pasted address."""
    last = typed[-200:].strip().rstrip("/").rpartition("/")[2]
    return "".join(letter for letter in last.upper() if letter in CODE_LETTERS)[:20]


class AwardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the awards a person may see: confirmed ones everybody; others who entered, hold or may confirm them."""
        if not user.is_authenticated:
            return self.confirmed()
        if user.is_superuser:
            return self.all()
        held = Exists(AwardHolder.objects.filter(award=OuterRef("pk"), user=user))
        mine = Q(organization__in=user.organizations_as(REVIEWER))
        return self.filter(Q(confirmed_at__isnull=False) | Q(entered_by=user) | held | mine)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        return self.filter(confirmed_at=None)

    def in_hand_of(self, user):
        """Return what is not confirmed and concerns the person: entered by them, held by them, theirs to confirm."""
        return self.waiting().visible_to(user)

    def of_article(self, article):
        return self.filter(article=article)

    def held_by(self, person):
        return self.filter(Exists(AwardHolder.objects.filter(award=OuterRef("pk"), user=person)))

    def in_order(self):
        """The newest year first, in it the highest level first."""
        ranks = [
            When(level=level, then=Value(rank)) for rank, level in enumerate(reversed(Award.Level.values))
        ]
        return self.annotate(level_rank=Case(*ranks)).order_by("-year", "level_rank", "title", "pk")

    def oldest_first(self):
        return self.order_by("entered_at", "pk")

    def scheme_names(self):
        """Return the names of the schemes, each once."""
        return self.order_by("scheme").values_list("scheme", flat=True).distinct()

    def years(self):
        """Return the years that have awards, the newest first."""
        return self.order_by("-year").values_list("year", flat=True).distinct()

    def given_in(self, first, last, year):
        """Return what was given within the days; without a day, what bears the year."""
        return self.filter(Q(awarded_on__gte=first, awarded_on__lte=last) | Q(awarded_on=None, year=year))

    def for_cards(self):
        return self.select_related("organization__district")

    def for_list(self):
        """Load what a row of a list shows: unit, holders. Two queries."""
        return self.for_cards().prefetch_related(
            models.Prefetch("holders", AwardHolder.objects.select_related("user"))
        )

    def for_page(self):
        return self.for_list().select_related("entered_by", "confirmed_by")


class Award(ProofModel):
    """An honour for a work, a person or a unit (source: KA Model by PLC, step 4 and suggestion 1; OBEC Awards)."""

    class Level(models.TextChoices):
        SCHOOL = "school", _("School level")
        NETWORK = "network", _("School network level")
        AREA = "area", _("Educational area level")
        PROVINCE = "province", _("Province level")
        REGION = "region", _("Region level")
        NATION = "nation", _("National level")
        INTERNATIONAL = "international", _("International level")

    class Medal(models.TextChoices):
        WINNER = "winner", _("Winner")
        GOLD = "gold", _("Gold medal")
        SILVER = "silver", _("Silver medal")
        BRONZE = "bronze", _("Bronze medal")
        HONOUR = "honour", _("Honourable mention")
        TAKING_PART = "taking_part", _("Taking part")

    class Side(models.TextChoices):
        """The three sides of the OBEC Awards."""

        ACADEMIC = "academic", _("Academic side")
        MANAGEMENT = "management", _("Management side")
        TECHNOLOGY = "technology", _("Innovation and technology side")

    class Holder(models.TextChoices):
        PERSON = "person", _("Outstanding person")
        UNIT = "unit", _("Outstanding unit")
        WORK = "work", _("Outstanding work")

    title = models.CharField(_("what it was given for"), max_length=300)
    holder_kind = models.CharField(_("given to"), max_length=10, choices=Holder.choices, default=Holder.WORK)
    level = models.CharField(_("level"), max_length=15, choices=Level.choices)
    scheme = models.CharField(_("scheme"), max_length=200)
    category = models.CharField(_("category"), max_length=200, blank=True)
    side = models.CharField(_("side"), max_length=12, choices=Side.choices, blank=True)
    round_number = models.PositiveSmallIntegerField(_("round"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year (C.E.)"))
    medal = models.CharField(_("result"), max_length=12, choices=Medal.choices, blank=True)
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    url = models.URLField(_("address of the announcement"), max_length=500, blank=True)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("article")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="awards", verbose_name=_("organization at the time")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="entered_awards", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_awards",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    returned_reason = models.CharField(_("why it was returned"), max_length=500, blank=True)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="knowledge_award_confirmed_by_and_at",
            ),
            models.CheckConstraint(condition=Q(year__gte=1957, year__lte=2157), name="knowledge_award_year"),
        ]
        indexes = [models.Index(fields=["-year", "level"], name="knowledge_award_year_level")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("knowledge:award_detail", args=[self.pk])

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def year_words(self) -> str:
        return year_in_words(self.year)

    @property
    def standing(self) -> str:
        """Return result, level, scheme, round and year as one line."""
        parts = [self.get_medal_display(), self.get_level_display(), self.scheme]
        if self.round_number:
            parts.append(_("round %(number)s") % {"number": self.round_number})
        parts.append(_("year %(year)s") % {"year": self.year_words})
        return " · ".join(str(part) for part in parts if part)

    def article_for(self, user):
        """Return the article about it where the person may open it."""
        if self.article_id is None:
            return None
        return Article.objects.visible_to(user).defer("body").filter(pk=self.article_id).first()


class AwardHolderQuerySet(models.QuerySet):
    def confirmed(self):
        """Return the holders of confirmed awards."""
        return self.filter(award__confirmed_at__isnull=False)

    def newest_first(self):
        return self.order_by("-award__year", "-pk")

    def for_list(self):
        return self.select_related("award")


class AwardHolder(models.Model):
    """A person the award names. Who has no account stands with the name alone."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="holders", verbose_name=_("award"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_holdings",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name of a person outside the office"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = AwardHolderQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("holder of an award")
        verbose_name_plural = _("holders of awards")
        constraints = [
            models.UniqueConstraint(fields=["award", "user"], name="knowledge_awardholder_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(name=""), name="knowledge_awardholder_somebody"
            ),
        ]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.user.full_name if self.user_id else self.name


class AwardNoteQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("by", "article").defer("article__body")


class AwardNote(models.Model):
    """What followed: advice, a visit, an extension (source: KA Model by PLC, suggestion 1)."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", _("Follow-up")
        ADVICE = "advice", _("Advice")
        EXTENSION = "extension", _("Extension")

    award = models.ForeignKey(Award, models.CASCADE, related_name="notes", verbose_name=_("award"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("note"), max_length=2000)
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="award_notes",
        verbose_name=_("article that came of it"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="award_notes", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = AwardNoteQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("note on an award")
        verbose_name_plural = _("notes on awards")

    def __str__(self):
        return f"{self.award_id} {self.get_kind_display()}"


class CertificateQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def of_code(self, typed):
        return self.filter(code=plain_code(typed))

    def newest_first(self):
        return self.order_by("-issued_at", "-pk")

    def for_page(self):
        return self.select_related("user", "article", "award").defer("article__body")

    def forget_names(self):
        """Take the person out of their certificates (PDPA B.E. 2562, section 33): none of them stands any more."""
        self.standing().update(withdrawn_at=timezone.now())
        return self.update(name="", organization_name="", details="", withdrawn_reason="")


class Certificate(models.Model):
    """A certificate as it was issued. Its words are kept as they stood; whoever has the code can check it."""

    class Kind(models.TextChoices):
        AUTHOR = "author", _("Author of published knowledge")
        AWARD = "award", _("Holder of an award")

    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates", verbose_name=_("person")
    )
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("article")
    )
    award = models.ForeignKey(
        Award, models.CASCADE, null=True, blank=True, related_name="certificates", verbose_name=_("award")
    )
    name = models.CharField(_("name as printed"), max_length=250)
    organization_name = models.CharField(_("organization as printed"), max_length=250, blank=True)
    title = models.CharField(_("title as printed"), max_length=300)
    details = models.CharField(_("line below the title as printed"), max_length=500, blank=True)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="knowledge_certificate_author_once"),
            models.UniqueConstraint(fields=["user", "award"], name="knowledge_certificate_award_once"),
            models.CheckConstraint(
                condition=Q(kind="author", article__isnull=False, award__isnull=True)
                | Q(kind="award", award__isnull=False, article__isnull=True),
                name="knowledge_certificate_of_one_thing",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        """Return the public page that says whether it is genuine."""
        return reverse("knowledge:certificate_check", args=[self.code])

    @property
    def shown_code(self) -> str:
        """Return the code in groups of four, as it is printed and read aloud."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def subject(self):
        """Return what it was issued for: the article or the award."""
        return self.article or self.award
