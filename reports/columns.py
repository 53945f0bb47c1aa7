"""The columns of the rows behind a figure: the same on the page and in the files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import named_with_district
from knowledge.models.authorship import credits
from reports.metrics import Scope, counted_credits, it_records


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it for a row, and where that leads."""

    heading: str
    value: Callable
    url: Callable | None = None


@dataclass(frozen=True)
class Cell:
    heading: str
    value: object
    url: str | None = None

    @property
    def is_date(self) -> bool:
        return isinstance(self.value, date)


def cells_of(row, columns: tuple[Column, ...]) -> list[Cell]:
    return [
        Cell(column.heading, column.value(row), column.url(row) if column.url else None) for column in columns
    ]


def person_name(user) -> str:
    """Return the name; whoever has left is shown so."""
    if user.is_active:
        return user.full_name
    return gettext("%(name)s (no longer on the staff)") % {"name": user.full_name}


def first_unit(author) -> str:
    """Return where an author belonged when writing the first article counted."""
    return named_with_district(author.first_unit or "", author.first_district)


def is_shown(article) -> bool:
    """Return whether the reader may know the article: visitors see only that it is there."""
    return not getattr(article, "is_masked", False)


def article_title(article) -> str:
    return article.title if is_shown(article) else gettext("An article for signed-in staff")


def article_url(article) -> str | None:
    return article.get_absolute_url() if is_shown(article) else None


def article_authors(article) -> str:
    return ", ".join(credit.display_name for credit in article.authorships.all()) if is_shown(article) else ""


def article_units(article) -> str:
    """Return the organizations of the credited people, each once, in the order of the credits."""
    units = [
        credit.organization.name_with_district for credit in article.authorships.all() if credit.organization
    ]
    return ", ".join(dict.fromkeys(units))


def article_approver(article) -> str:
    return article.published_by.full_name if is_shown(article) else ""


ARTICLE_COLUMNS = (
    Column(_("Number"), lambda row: row.number),
    Column(_("Title"), article_title, article_url),
    Column(_("First published"), lambda row: row.first_published_on),
    Column(_("Authors"), article_authors),
    Column(_("Organization"), article_units),
    Column(_("Published by"), article_approver),
)

AUTHOR_COLUMNS = (
    Column(_("Person"), person_name, lambda row: row.get_absolute_url()),
    Column(_("Organization when writing"), first_unit),
    Column(_("First article"), lambda row: row.first_title),
    Column(_("First published"), lambda row: row.first_on),
)

USER_COLUMNS = (
    Column(_("Person"), lambda row: person_name(row.user)),
    Column(_("Organization"), lambda row: row.organization.name_with_district if row.organization else ""),
    Column(_("First use"), lambda row: row.first_on),
    Column(_("Last use"), lambda row: row.last_on),
)


def record_of(person):
    """Return the newest of the valid records: the one shown as evidence."""
    return person.it_records[0]


def record_title(person) -> str:
    record = record_of(person)
    return f"{record.get_skill_display()}: {record.title}"


IT_COLUMNS = (
    Column(_("Person"), person_name),
    Column(_("Organization"), lambda row: row.profile.organization.name_with_district),
    Column(_("Skill"), record_title),
    Column(_("Confirmed by"), lambda row: record_of(row).confirmed_by.full_name),
    Column(_("Confirmed on"), lambda row: record_of(row).confirmed_on),
)


ACCEPTANCE_COLUMNS = (
    Column(_("Person"), lambda row: person_name(row.user)),
    Column(_("Organization"), lambda row: row.user.profile.organization.name),
    Column(_("Version"), lambda row: row.policy.version),
    Column(_("Accepted on"), lambda row: timezone.localdate(row.accepted_at)),
)

TOPIC_COLUMNS = (
    Column(_("Topic"), lambda row: row.title, lambda row: row.get_absolute_url()),
    Column(_("Tree"), lambda row: row.get_tree_display()),
    Column(_("Articles that make it covered"), lambda row: row.enough),
    Column(
        _("Unit that looks after it"),
        lambda row: row.owner_unit.name_with_district if row.owner_unit else "",
    ),
)


def load_articles(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("published_by").prefetch_related(credits()).defer("body")


def load_authors(rows: QuerySet, scope: Scope) -> QuerySet:
    """Add each person's first counted article."""
    credits = counted_credits(scope).filter(user=OuterRef("pk"))
    first = credits.order_by("article__first_published_on", "article_id")
    return rows.annotate(
        first_title=Subquery(first.values("article__title")[:1]),
        first_on=Subquery(first.values("article__first_published_on")[:1]),
        first_unit=Subquery(first.values("organization__name")[:1]),
        first_district=Subquery(first.values("organization__district__name")[:1]),
    )


def load_users(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("user", "organization__district")


def load_it_people(rows: QuerySet, scope: Scope) -> QuerySet:
    records = it_records(scope).select_related("confirmed_by").order_by("-confirmed_on", "-pk")
    return rows.select_related("profile__organization__district").prefetch_related(
        Prefetch("skill_records", queryset=records, to_attr="it_records")
    )


def load_acceptances(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("user__profile__organization", "policy")


def load_topics(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("owner_unit__district")


@dataclass(frozen=True)
class Evidence:
    """How the rows of a metric are shown: what each needs loaded, and its columns."""

    load: Callable[[QuerySet, Scope], QuerySet]
    columns: tuple[Column, ...]


EVIDENCE = {
    "published-articles": Evidence(load_articles, ARTICLE_COLUMNS),
    "credited-authors": Evidence(load_authors, AUTHOR_COLUMNS),
    "portal-users": Evidence(load_users, USER_COLUMNS),
    "it-able-people": Evidence(load_it_people, IT_COLUMNS),
    "ethics-accepted": Evidence(load_acceptances, ACCEPTANCE_COLUMNS),
    "topics-covered": Evidence(load_topics, TOPIC_COLUMNS),
    "levels-covered": Evidence(load_topics, TOPIC_COLUMNS),
}
