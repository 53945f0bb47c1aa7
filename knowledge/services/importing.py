"""Articles from elsewhere: one JSON object a line, published as they come, the same `id` only once."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from kmc.lib.dates import parse_date
from kmc.lib.html import clean_html, html_to_text, text_to_html
from kmc.lib.thai import collapse_spaces, normalize, shorten, split_tags
from knowledge.models import Article, Authorship, Review, Topic
from knowledge.services.steps import enter_public_pages, keep_step

BATCH = 200
LOOKS_LIKE_HTML = re.compile(
    r"<(p|h[1-6]|ul|ol|table|div|br|blockquote|strong|b|a|img|figure)\b[^>]*>", re.IGNORECASE
)
CHOICES = {
    "kind": Article.Kind,
    "visibility": Article.Visibility,
    "licence": Article.Licence,
    "language": Article.Language,
    "origin": Article.Origin,
}
TEXTS = ("title", "body", "summary", "source_name", "source_url", "topic", "component", "published", *CHOICES)
NOON_IN_THAILAND = time(5, tzinfo=UTC)


class Unfit(Exception):
    """A line cannot go in. The message is a sentence for the person."""


@dataclass
class ImportOutcome:
    """What became of a file: how many lines went in, how many were there, which were refused and why."""

    made: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def import_lines(
    *,
    lines: Iterable[bytes],
    by: User,
    organization: Organization,
    progress: Callable[[ImportOutcome], None] | None = None,
) -> ImportOutcome:
    """Bring in every line that can be. Counts and index follow in the transaction of each batch."""
    outcome = ImportOutcome()
    numbered = enumerate(lines, start=1)
    while batch := list(islice(numbered, BATCH)):
        with transaction.atomic():
            for number, line in batch:
                take(number, line, outcome, by=by, organization=organization)
        if progress:
            progress(outcome)
    return outcome


def take(number: int, line: bytes, outcome: ImportOutcome, *, by: User, organization: Organization) -> None:
    """Bring in one line, or note why not. Empty lines are skipped."""
    if not line.strip():
        return
    try:
        with transaction.atomic():
            is_new = import_article(entry=parsed(line), by=by, organization=organization)
    except Unfit as reason:
        outcome.refused.append((number, str(reason)))
    except ValidationError as error:
        outcome.refused.append((number, "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error)))
    except DatabaseError as error:
        outcome.refused.append(
            (number, _("The database refused it: %(error)s") % {"error": type(error).__name__})
        )
    else:
        outcome.made += is_new
        outcome.known += not is_new


def parsed(line: bytes) -> dict:
    """Return the object of a line; its texts are texts, empty ones are left out."""
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unfit(_("The line is not UTF-8.")) from None
    except (ValueError, RecursionError):
        raise Unfit(_("The line is not JSON.")) from None
    if not isinstance(entry, dict):
        raise Unfit(_("The line is not a JSON object with names and values."))
    for name in TEXTS:
        value = entry.pop(name, None)
        if name in ("component", "published") and isinstance(value, int):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise Unfit(_("“%(name)s” must be text.") % {"name": name})
        if value and value.strip():
            entry[name] = normalize(value).strip()
    return entry


def import_article(*, entry: dict, by: User, organization: Organization) -> bool:
    """Publish one article. Return False where its `id` came in before: it stays as people have left it."""
    key = import_key(entry)
    if Article.objects.filter(import_key=key).exists():
        return False
    people, names = credited(entry.get("author"))
    article = Article(
        import_key=key,
        title=collapse_spaces(required(entry, "title")),
        body=body_of(entry),
        source_name=collapse_spaces(entry.get("source_name", "")),
        source_url=entry.get("source_url", ""),
        topic=topic_of(entry, "topic", Topic.Tree.CATEGORY),
        component=topic_of(entry, "component", Topic.Tree.COMPONENT),
        organization=(unit_of(people[0]) if people else None) or organization,
        created_by=by,
        status=Article.Status.PUBLISHED,
        published_by=by,
    )
    article.summary = entry.get("summary") or shorten(html_to_text(article.body), 200)
    choose(article, entry)
    stamp(article, published_on(entry))
    article.clean_fields(
        exclude=["topic", "component", "organization", "created_by", "published_by", "network"]
    )
    keep(article, people, names, tags_of(entry), by)
    return True


# --- What a line says ---------------------------------------------------------------------------


def required(entry: dict, name: str) -> str:
    if name not in entry:
        raise Unfit(_("“%(name)s” is missing.") % {"name": name})
    return entry[name]


def import_key(entry: dict) -> str:
    key = entry.get("id")
    if isinstance(key, bool) or not isinstance(key, str | int) or not str(key).strip():
        raise Unfit(_("“%(name)s” is missing.") % {"name": "id"})
    return normalize(str(key)).strip()


def body_of(entry: dict) -> str:
    """Return the body as it is stored, from HTML or from plain text."""
    raw = required(entry, "body")
    body = clean_html(raw if LOOKS_LIKE_HTML.search(raw) else text_to_html(raw))
    if not html_to_text(body).strip():
        raise Unfit(_("Nothing readable is left of the body."))
    return body


def published_on(entry: dict) -> date:
    """Return the day of publication, in either era; today where the line names none."""
    today = timezone.localdate()
    if "published" not in entry:
        return today
    try:
        day = parse_date(entry["published"].partition("T")[0])
    except ValueError as reason:
        raise Unfit(str(reason)) from None
    if day > today:
        raise Unfit(_("The day of publication lies in the future."))
    return day


def topic_of(entry: dict, name: str, tree: str) -> Topic | None:
    """Return the topic of this name; a part of the name will do where it fits one only."""
    wanted = collapse_spaces(entry.get(name, ""))
    if not wanted:
        return None
    topics = Topic.objects.filter(tree=tree)
    if wanted.isdigit():
        found = list(topics.filter(position=int(wanted[:4])))
    else:
        found = list(topics.filter(Q(name__iexact=wanted) | Q(name_en__iexact=wanted)))
        found = found or list(topics.filter(name__icontains=wanted)[:2])
    if len(found) != 1:
        raise Unfit(_("There is no topic “%(topic)s”.") % {"topic": wanted})
    return found[0]


def choose(article: Article, entry: dict) -> None:
    """Set what is chosen from a list, by its code or by its label."""
    if article.source_name:
        article.origin = Article.Origin.ACQUIRED
    for name, choices in CHOICES.items():
        if name not in entry:
            continue
        wanted = entry[name].casefold()
        found = next(
            (code for code, label in choices.choices if wanted in (code, str(label).casefold())), None
        )
        if found is None:
            raise Unfit(_("“%(value)s” is no value of “%(name)s”.") % {"value": entry[name], "name": name})
        setattr(article, name, found)
    if article.origin == Article.Origin.ACQUIRED and not article.source_name:
        raise Unfit(_("Acquired knowledge must name its source: “source_name” is missing."))


def tags_of(entry: dict) -> list[str]:
    tags = entry.get("tags") or []
    tags = tags if isinstance(tags, list) else [tags]
    if not all(isinstance(tag, str) for tag in tags):
        raise Unfit(_("“%(name)s” must be text.") % {"name": "tags"})
    return [tag[:100] for tag in split_tags("\n".join(tags))]


def credited(author) -> tuple[list[User], list[str]]:
    """Return the colleagues a line credits, and the names of people from elsewhere."""
    authors = author if isinstance(author, list) else [author] if author else []
    if not all(isinstance(one, str) for one in authors):
        raise Unfit(_("“%(name)s” must be text.") % {"name": "author"})
    people, names = [], []
    for one in authors:
        name = collapse_spaces(normalize(one))[:200]
        found = colleague(name)
        if found and found not in people:
            people.append(found)
        elif name and not found:
            names.append(name)
    return people, names


def colleague(name: str) -> User | None:
    """Return the one person of this user name, address or full name; nobody where several have it."""
    given, _space, family = name.partition(" ")
    called = Q(given_name=given, family_name=family) if family else Q(pk=None)
    found = list(
        User.objects.people()
        .filter(Q(username__iexact=name) | Q(email__iexact=name) & ~Q(email="") | called)
        .select_related("profile__organization")[:2]
    )
    return found[0] if len(found) == 1 else None


def unit_of(user: User) -> Organization | None:
    return user.profile.organization if hasattr(user, "profile") else None


# --- Into the database --------------------------------------------------------------------------


def stamp(article: Article, day: date) -> None:
    at = min(datetime.combine(day, NOON_IN_THAILAND), timezone.now())
    article.submitted_at = article.published_at = article.first_published_at = at
    article.first_published_on = day


def keep(article: Article, people: list[User], names: list[str], tags: list[str], by: User) -> None:
    """Store the article with its credits and keywords; count and index it; begin its trail."""
    article.save()
    Article.objects.filter(pk=article.pk).update(
        created_at=article.first_published_at, edited_at=article.first_published_at
    )
    credits = [Authorship(article=article, user=user, organization=unit_of(user)) for user in people]
    credits += [Authorship(article=article, name=name) for name in names]
    for position, credit in enumerate(credits):
        credit.position = position
    Authorship.objects.bulk_create(credits)
    if tags:
        article.tags.set(tags)
    enter_public_pages(article)
    keep_step(article=article, action=Review.Action.PUBLISHED, by=by)
