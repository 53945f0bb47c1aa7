"""The second figures beside a metric: shown on its own page only, never a target themselves."""

from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.models import SkillRecord, StaffProfile
from kmc.lib.years import FiscalYear
from knowledge.coverage import FRAMEWORK
from knowledge.models import Article, Topic
from reports.metrics import Scope, active_staff, counted_credits, portal_users, published_articles

RECENT_DAYS = 90


def about_articles(scope: Scope) -> list[tuple[str, int]]:
    """Ever published, in the framework, and by kind."""
    rows = published_articles(scope).order_by()
    ever = Article.objects.first_published_between(scope.starts_on, scope.last_day)
    kinds = dict(rows.values_list("kind").annotate(Count("pk")))
    return [
        (
            _("Ever published in the period, withdrawn ones included"),
            ever.credited_to(scope.organization_ids).count(),
        ),
        (_("Placed under a topic"), rows.exclude(topic=None).count()),
        *((kind.label, kinds[kind.value]) for kind in Article.Kind if kind.value in kinds),
    ]


def about_authors(scope: Scope) -> list[tuple[str, int]]:
    """Who wrote twice or more, and who is new this fiscal year."""
    credits = counted_credits(scope).order_by().values("user")
    numbers = credits.annotate(number=Count("article", distinct=True))
    year = FiscalYear.of(scope.last_day)
    earlier = counted_credits(scope).filter(article__first_published_on__lt=year.starts_on).values("user")
    new = counted_credits(scope).exclude(user__in=earlier).order_by().values("user").distinct()
    return [
        (_("Authors of two articles or more"), numbers.filter(number__gte=2).count()),
        (_("New authors this fiscal year"), new.count()),
    ]


def about_users(scope: Scope) -> list[tuple[str, int]]:
    """The ladder from an account to regular use."""
    staff = StaffProfile.objects.filter(user__is_service=False, organization__in=scope.organization_ids)
    users = portal_users(scope).order_by()
    recent = scope.last_day - timedelta(days=RECENT_DAYS)
    return [
        (_("Staff with an account"), staff.count()),
        (_("Signed in at least once"), staff.exclude(user__last_login=None).count()),
        (_("Used it in the period"), users.count()),
        (_("Used it within the last 90 days"), users.filter(last_on__gt=recent).count()),
    ]


def about_it_people(scope: Scope) -> list[tuple[str, int]]:
    """Who only says so themselves."""
    waiting = SkillRecord.objects.about_it().filter(
        confirmed_on=None, user__profile__organization__in=scope.organization_ids
    )
    return [
        (_("People with a record not yet confirmed"), waiting.order_by().values("user").distinct().count())
    ]


def about_acceptances(scope: Scope) -> list[tuple[str, int]]:
    """Of how many."""
    return [(_("Staff with an account in use"), active_staff(scope).count())]


def about_topics(scope: Scope) -> list[tuple[str, int]]:
    """Of how many topics."""
    return [(_("Topics of the framework"), Topic.objects.of_trees(FRAMEWORK).count())]


def about_levels(scope: Scope) -> list[tuple[str, int]]:
    """Of how many levels."""
    return [(_("Levels of education"), Topic.objects.levels().count())]


SECOND_FIGURES = {
    "published-articles": about_articles,
    "credited-authors": about_authors,
    "portal-users": about_users,
    "it-able-people": about_it_people,
    "ethics-accepted": about_acceptances,
    "topics-covered": about_topics,
    "levels-covered": about_levels,
}
