"""What a person did in a year, as the evidence they hand in for academic standing: their own figures only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import DevelopmentActivity, SkillRecord, StaffProfile, User
from accounts.models.development import total_hours
from kmc.lib.dates import ERA
from kmc.lib.years import YEARS, AcademicYear, CalendarYear, FiscalYear, YearKind
from knowledge.models import Article, Award, Read, Review, Use

Year = FiscalYear | AcademicYear | CalendarYear


@dataclass(frozen=True)
class Credit:
    """An article the person is credited for, and whether their name stands first."""

    article: Article
    is_first: bool

    @property
    def reads(self) -> int:
        return self.article.read_count


@dataclass(frozen=True)
class Portfolio:
    """The evidence of one person and year."""

    person: User
    profile: StaffProfile | None
    year: Year
    credits: list[Credit]
    reads_in_year: int
    reviewed: list[Article]
    reviewed_count: int
    skills: list[SkillRecord]
    lines: list[DevelopmentActivity]
    awards: list[Award]
    uses_by_others: list[Use]
    own_uses: list[Use]
    days_of_use: int
    as_of: date

    @property
    def name(self) -> str:
        return self.profile.formal_name if self.profile else self.person.full_name

    @property
    def skill_hours(self) -> Decimal:
        return total_of(self.skills, "hours")

    @property
    def line_hours(self) -> Decimal:
        return total_hours(self.lines)

    @property
    def reviewed_not_shown(self) -> int:
        """Return how many reviewed articles are not published now: counted, their titles kept back."""
        return self.reviewed_count - len(self.reviewed)


def total_of(rows, name: str) -> Decimal:
    return sum((getattr(row, name) for row in rows), Decimal(0))


def portfolio_of(person: User, kind: YearKind, be_year: int) -> Portfolio:
    """Gather the evidence of a year. A fixed number of queries."""
    year = YEARS[kind](be_year)
    reviewed = reviewed_by(person, year)
    return Portfolio(
        person=person,
        profile=getattr(person, "profile", None),
        year=year,
        credits=credits_of(person, year),
        reads_in_year=Read.objects.filter(
            article__authorships__user=person, day__gte=year.starts_on, day__lte=year.ends_on
        ).count(),
        reviewed=[article for article in reviewed if article.is_published],
        reviewed_count=len(reviewed),
        skills=skills_of(person, year),
        lines=lines_of(person, kind, year),
        awards=awards_of(person, year),
        uses_by_others=uses_in(person.uses_of_work(), year),
        own_uses=uses_in(person.uses.of_published(), year),
        days_of_use=person.activity_days.filter(day__gte=year.starts_on, day__lte=year.ends_on).count(),
        as_of=timezone.localdate(),
    )


def credits_of(person: User, year: Year) -> list[Credit]:
    """Return what was first published in the year and stands published, with the person's place in the credit."""
    articles = (
        person.authored_articles.published()
        .first_published_between(year.starts_on, year.ends_on)
        .select_related("read_total")
        .prefetch_related("authorships")
        .defer("body")
        .order_by("first_published_on", "pk")
    )
    return [Credit(article, article.authorships.all()[0].user_id == person.pk) for article in articles]


def reviewed_by(person: User, year: Year) -> list[Article]:
    """Return the articles the person published or returned in the year, each once."""
    decided = Review.objects.filter(
        by=person, action__in=(Review.Action.PUBLISHED, Review.Action.RETURNED), **span_of("at", year)
    )
    articles = Article.objects.filter(pk__in=decided.values("article"))
    return list(articles.defer("body").order_by("pk"))


def span_of(field: str, year: Year) -> dict:
    """Return the lookup of a time within the days of the year in Bangkok."""
    return {f"{field}__date__gte": year.starts_on, f"{field}__date__lte": year.ends_on}


def skills_of(person: User, year: Year) -> list[SkillRecord]:
    """Return confirmed trainings and skills by the day of the training, else of the confirmation."""
    records = person.skill_records.confirmed().annotate(day=Coalesce("trained_on", "confirmed_on"))
    return list(records.filter(day__gte=year.starts_on, day__lte=year.ends_on).order_by("day", "pk"))


def awards_of(person: User, year: Year) -> list[Award]:
    """Return the confirmed awards that name the person, by their day; without one, by the year they bear."""
    given = Award.objects.confirmed().held_by(person)
    return list(given.given_in(year.starts_on, year.ends_on, year.be_year - ERA).in_order().for_cards())


def uses_in(uses, year: Year) -> list[Use]:
    """Return the uses of the days of the year, with who tells of them and of what."""
    return list(uses.used_between(year.starts_on, year.ends_on).by_day().for_list().with_article())


def lines_of(person: User, kind: YearKind, year: Year) -> list[DevelopmentActivity]:
    """Return the lines of the ID-Plan of a fiscal year; of other years, the lines that end in them."""
    number = year.be_year - ERA
    years = (number,) if kind == YearKind.FISCAL else (number - 1, number, number + 1)
    lines = DevelopmentActivity.objects.filter(plan__user=person, plan__fiscal_year__in=years)
    found = lines.select_related("plan", "competency").order_by("plan__fiscal_year", "priority", "pk")
    if kind == YearKind.FISCAL:
        return list(found)
    return [line for line in found if line.falls_in(year.starts_on, year.ends_on)]
