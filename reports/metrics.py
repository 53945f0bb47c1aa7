"""What is counted: each metric is a function from a scope to the rows it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    Organization,
    PeriodUser,
    PolicyAcceptance,
    PolicyText,
    SkillRecord,
    UsagePeriod,
    User,
)
from accounts.services import open_period
from kmc.lib.dates import ERA
from kmc.lib.years import FiscalYear
from knowledge.coverage import FRAMEWORK, covered_by_unit, covered_in
from knowledge.models import Article, Authorship, Topic
from reports.models import Plan, Target


@dataclass(frozen=True)
class Scope:
    """Whose rows of which days: the window of a plan, an organization with all below it, the as-of day."""

    starts_on: date
    ends_on: date
    as_of: date
    organization_ids: tuple[int, ...]
    is_whole: bool = True

    @property
    def last_day(self) -> date:
        return min(self.ends_on, self.as_of)


def scope_of(plan: Plan, *, organization: Organization | None = None, as_of: date | None = None) -> Scope:
    """Return the scope of a plan, or of one organization within it. One query."""
    return Scope(
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        as_of=as_of or timezone.localdate(),
        organization_ids=tuple(Organization.tree_ids(organization or plan.organization)),
        is_whole=organization is None,
    )


# --- Articles and their authors -----------------------------------------------------------------


def standing_articles(scope: Scope) -> QuerySet:
    """Return the articles of the window that stand published, without regard to who wrote them."""
    return Article.objects.standing_in(scope.starts_on, scope.ends_on, scope.as_of)


def published_articles(scope: Scope) -> QuerySet:
    """Return the articles counted: standing, of the window, by people of the organizations."""
    return standing_articles(scope).credited_to(scope.organization_ids).newest_first()


def counted_credits(scope: Scope) -> QuerySet:
    """Return the credits behind the articles and the authors counted."""
    return Authorship.objects.of_people_in(scope.organization_ids).filter(
        article__in=standing_articles(scope)
    )


def credited_authors(scope: Scope) -> QuerySet:
    """Return the people credited on at least one article counted."""
    return User.objects.filter(pk__in=counted_credits(scope).values("user")).in_thai_order()


def articles_by_organization(scope: Scope) -> dict[int, int]:
    rows = counted_credits(scope).order_by().values_list("organization")
    return dict(rows.annotate(number=Count("article", distinct=True)))


def authors_by_organization(scope: Scope) -> dict[int, int]:
    rows = counted_credits(scope).order_by().values_list("organization")
    return dict(rows.annotate(number=Count("user", distinct=True)))


# --- Users --------------------------------------------------------------------------------------


def usage_period(scope: Scope) -> UsagePeriod:
    """Return the counted period of the window; it is opened and filled where there is none yet."""
    return open_period(starts_on=scope.starts_on, ends_on=scope.ends_on)


def other_offices(scope: Scope) -> QuerySet:
    return Organization.objects.exclude(pk__in=scope.organization_ids)


def portal_users(scope: Scope) -> QuerySet:
    """Return who used the portal in the window, once each; people of other offices are left out."""
    rows = PeriodUser.objects.of_period(usage_period(scope), scope.as_of).in_thai_order()
    if scope.is_whole:
        return rows.exclude(organization__in=other_offices(scope))
    return rows.filter(organization__in=scope.organization_ids)


def count_portal_users(scope: Scope) -> int:
    """Return the length of `portal_users`: from the number kept while they come, where it is asked for today."""
    if not scope.is_whole or scope.as_of < timezone.localdate():
        return portal_users(scope).count()
    period = usage_period(scope)
    others = list(other_offices(scope).values_list("pk", flat=True))
    return period.user_count - period.period_users.filter(organization__in=others).count()


def users_by_organization(scope: Scope) -> dict[int, int]:
    rows = portal_users(scope).order_by().values_list("organization")
    return dict(rows.annotate(number=Count("pk")))


# --- People able to use IT ----------------------------------------------------------------------


def it_records(scope: Scope) -> QuerySet:
    """Return the confirmed records of IT skills that are valid on a day of the window."""
    return SkillRecord.objects.about_it().valid_in(scope.starts_on, scope.last_day)


def it_able_people(scope: Scope) -> QuerySet:
    """Return the staff with at least one such record."""
    able = User.objects.people().filter(pk__in=it_records(scope).values("user"))
    return able.filter(profile__organization__in=scope.organization_ids).in_thai_order()


def it_able_by_organization(scope: Scope) -> dict[int, int]:
    rows = it_able_people(scope).order_by().values_list("profile__organization")
    return dict(rows.annotate(number=Count("pk")))


# --- The code of ethics -------------------------------------------------------------------------


def active_staff(scope: Scope) -> QuerySet:
    """Return the people of the organizations who are on the staff now."""
    return User.objects.directory().filter(profile__organization__in=scope.organization_ids)


def ethics_acceptances(scope: Scope) -> QuerySet:
    """Return who of them accepted, this fiscal year, the code of ethics that is in force now; once each."""
    code = PolicyText.objects.current(PolicyText.Kind.ETHICS)
    year = FiscalYear.of(scope.last_day).be_year - ERA
    rows = PolicyAcceptance.objects.of_year(code, year)
    return rows.filter(user__profile__organization__in=scope.organization_ids).in_thai_order()


def acceptances_by_organization(scope: Scope) -> dict[int, int]:
    rows = ethics_acceptances(scope).order_by().values_list("user__profile__organization")
    return dict(rows.annotate(number=Count("pk")))


# --- The framework of knowledge ------------------------------------------------------------------


def filed_articles(scope: Scope) -> QuerySet:
    """Return what stands published now at the organizations, whenever it was first published."""
    return Article.objects.published().filter(organization__in=scope.organization_ids)


def covered_topics(scope: Scope) -> QuerySet:
    """Return the topics of the office's framework that are covered now."""
    return Topic.objects.filter(pk__in=covered_in(filed_articles(scope), *FRAMEWORK)).in_order()


def covered_levels(scope: Scope) -> QuerySet:
    """Return the levels with enough articles that somebody still stands for."""
    return Topic.objects.filter(pk__in=covered_in(filed_articles(scope), Topic.Tree.LEVEL)).in_order()


def topics_by_organization(scope: Scope) -> dict[int, int]:
    return covered_by_unit(filed_articles(scope), *FRAMEWORK)


def levels_by_organization(scope: Scope) -> dict[int, int]:
    return covered_by_unit(filed_articles(scope), Topic.Tree.LEVEL)


# --- The registry -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Metric:
    """One thing that is counted. Its value is the number of its rows, nothing else."""

    slug: str
    title: str
    unit: str
    definition: str
    not_counted: str
    rows: Callable[[Scope], QuerySet]
    by_organization: Callable[[Scope], dict[int, int]]
    names_people: bool = True
    is_open_to_staff: bool = False
    count: Callable[[Scope], int] | None = None
    whole: Callable[[Scope], QuerySet] | None = None  # of how many, where it stands beside evidence
    whole_words: str = ""

    def value(self, scope: Scope) -> int:
        """Return how many rows there are; `count` is a quicker way to the same number."""
        return self.count(scope) if self.count else self.rows(scope).order_by().count()


METRICS = (
    Metric(
        slug="published-articles",
        title=_("Published articles"),
        # Translators: เรื่อง, the plan's counting word
        unit=_("articles"),
        definition=_(
            "Different articles that stand published at the time shown, were first published within the "
            "plan's period, and have at least one credited author of the organization."
        ),
        not_counted=_(
            "Not counted: drafts, articles waiting for review or returned, withdrawn and archived articles, "
            "articles whose authors all belong elsewhere, anything entered by a service account without an author."
        ),
        rows=published_articles,
        by_organization=articles_by_organization,
        names_people=False,
    ),
    Metric(
        slug="credited-authors",
        title=_("Authors"),
        # Translators: คน
        unit=_("people"),
        definition=_(
            "Different people credited as an author, for the organization, of at least one counted article. "
            "Credit counts, not who typed it in: where a colleague posted for a teacher, the teacher is counted. "
            "People who have left still count for the period."
        ),
        not_counted=_(
            "Not counted: who only entered or published an article, authors of drafts or withdrawn articles, "
            "service accounts, authors from outside."
        ),
        rows=credited_authors,
        by_organization=authors_by_organization,
        is_open_to_staff=True,
    ),
    Metric(
        slug="portal-users",
        title=_("Users"),
        # Translators: คน
        unit=_("people"),
        definition=_(
            "Different people who, signed in, used the portal on at least one day of the plan's period: opened "
            "knowledge, searched and opened, wrote or reviewed. People who have left still count for the period."
        ),
        not_counted=_(
            "Not counted: visitors who are not signed in, accounts never used, service accounts, "
            "people of other offices."
        ),
        rows=portal_users,
        by_organization=users_by_organization,
        count=count_portal_users,
    ),
    Metric(
        slug="it-able-people",
        title=_("People able to use and look after IT"),
        # Translators: คน
        unit=_("people"),
        definition=_(
            "Different staff with at least one record of an IT skill (use, care or maintenance) that a colleague "
            "confirmed and that is valid within the plan's period. People who have left still count for the period."
        ),
        not_counted=_(
            "Not counted: skills people only rated themselves, records not confirmed, "
            "records that ran out before the period, service accounts."
        ),
        rows=it_able_people,
        by_organization=it_able_by_organization,
    ),
    Metric(
        slug="ethics-accepted",
        title=_("Staff who accepted the code of ethics"),
        # Translators: คน
        unit=_("people"),
        definition=_(
            "Different people on the staff now who, this fiscal year, accepted the version of the code of ethics "
            "in using IT that is in force."
        ),
        not_counted=_(
            "Not counted: acceptances of earlier years or earlier versions, people who have left, "
            "service accounts."
        ),
        rows=ethics_acceptances,
        by_organization=acceptances_by_organization,
        whole=active_staff,
        whole_words=_("of %(total)s on the staff"),
    ),
    Metric(
        slug="topics-covered",
        title=_("Topics of the framework that are covered"),
        # Translators: หัวข้อ
        unit=_("topics"),
        definition=_(
            "Topics of the office's framework, by work and by the eight components, that have as many published "
            "articles as they need, not counting those past the day to confirm them. Articles for signed-in staff "
            "are counted."
        ),
        not_counted=_(
            "Not counted: drafts, withdrawn and archived articles, articles past the day to confirm them, "
            "levels and subjects."
        ),
        rows=covered_topics,
        by_organization=topics_by_organization,
        names_people=False,
        whole=lambda _scope: Topic.objects.of_trees(FRAMEWORK),
        whole_words=_("of %(total)s topics"),
    ),
    Metric(
        slug="levels-covered",
        title=_("Levels of education with enough knowledge"),
        # Translators: ระดับ
        unit=_("levels"),
        definition=_(
            "Levels that have as many published articles as they need, not counting those past the day to confirm "
            "them. Articles for signed-in staff are counted."
        ),
        not_counted=_(
            "Not counted: articles without a level, drafts, withdrawn and archived articles, "
            "articles past the day to confirm them."
        ),
        rows=covered_levels,
        by_organization=levels_by_organization,
        names_people=False,
        whole=lambda _scope: Topic.objects.levels(),
        whole_words=_("of %(total)s levels"),
    ),
)

METRICS_BY_SLUG = {metric.slug: metric for metric in METRICS}


def metric_of(target: Target) -> Metric | None:
    """Return what is counted towards the target; None where it has no number or nothing known is counted."""
    return METRICS_BY_SLUG.get(target.metric) if target.goal else None


def metric_beside(target: Target) -> Metric | None:
    """Return what is counted beside the evidence of a target without a number."""
    return None if target.goal else METRICS_BY_SLUG.get(target.beside)
