"""Posts of a blog from elsewhere become drafts of a person, their source kept and their writer credited."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from kmc.exchange.post_html import readable
from kmc.exchange.post_pictures import PictureFinder
from kmc.lib.dates import format_date
from kmc.lib.html import clean_html, html_to_text
from kmc.lib.thai import collapse_spaces, normalize, shorten, split_tags
from knowledge.models import Article
from knowledge.services import create_draft, publish_article, submit_article
from knowledge.services.content import set_authors
from knowledge.services.errors import ActionRefused

LONGEST_KEY, LONGEST_TITLE, LONGEST_LINE, LONGEST_URL = 100, 300, 300, 500
NO_KEYWORDS = {"uncategorized", "ไม่มีหมวดหมู่", "ไม่ได้จัดหมวดหมู่"}
is_address = URLValidator(schemes=("http", "https"))


@dataclass
class Post:
    """A post as it stood elsewhere. `base`: the folder its pictures lie beside."""

    key: str
    title: str
    html: str
    blog: str = ""
    url: str = ""
    author: str = ""
    published: datetime | None = None
    keywords: list[str] = field(default_factory=list)
    base: Path | None = None
    comments: int = 0


@dataclass
class BlogOutcome:
    """What became of the posts. Pictures that could not be had stand as links; each is named with its post."""

    made: int = 0
    known: int = 0
    published: int = 0
    pictures: int = 0
    comments: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Manner:
    """How posts come in: whose drafts they become, where, by what leave; with a reviewer they are published."""

    author: User
    organization: Organization
    permission: str = ""
    writer: str = ""
    media: Path | None = None
    reviewer: User | None = None
    pupils: str = ""
    is_dry: bool = False


def import_posts(*, posts: Iterable[Post], manner: Manner) -> BlogOutcome:
    """Bring in each post that is not here yet: one transaction each. Nothing is fetched from any address."""
    outcome = BlogOutcome()
    for post in posts:
        outcome.comments += post.comments
        finder = PictureFinder(manner, post)
        try:
            with transaction.atomic():
                take_post(post, finder, manner, outcome)
        except (ActionRefused, ValidationError, DatabaseError, ValueError) as reason:
            finder.forget()
            sentence = " ".join(getattr(reason, "messages", [str(reason)]))
            outcome.refused.append((post.title, sentence))
    return outcome


def take_post(post: Post, finder: PictureFinder, manner: Manner, outcome: BlogOutcome) -> None:
    """Make the draft of a post; count what came of it."""
    if Article.objects.filter(import_key=kept_key(post.key)).exists():
        outcome.known += 1
        return
    body = clean_html(finder.with_pictures(readable(post.html)))
    if not html_to_text(body).strip() and "<img" not in body:
        raise ActionRefused(_("Nothing readable is left of the body."))
    outcome.missing += [(post.title, address) for address in finder.missing]
    outcome.pictures += finder.found
    outcome.made += 1
    if manner.is_dry:
        return
    article = drafted(post, body, manner)
    if manner.reviewer:
        publish(article, post, manner, outcome)


def drafted(post: Post, body: str, manner: Manner) -> Article:
    """Return the new draft: acquired knowledge with its source, of the unit, credited to who wrote it."""
    data = {
        "title": shorten(collapse_spaces(normalize(post.title)), LONGEST_TITLE)[:LONGEST_TITLE],
        "body": body,
        "summary": shorten(html_to_text(body), 200),
        "origin": Article.Origin.ACQUIRED,
        "source_name": source_of(post),
        "source_url": post.url if is_good_address(post.url) else "",
        "source_permission": manner.permission[:LONGEST_LINE],
        "import_key": kept_key(post.key),
        "tags": keywords_of(post),
    }
    article = create_draft(by=manner.author, data=data)
    writer = collapse_spaces(normalize(manner.writer or post.author))[:200]
    if writer and writer.casefold() not in names_of(manner.author):
        set_authors(article=article, data={"authors": [], "outside_authors": [writer]})
    Article.objects.filter(pk=article.pk).update(organization=manner.organization)
    article.organization = manner.organization
    return article


def publish(article: Article, post: Post, manner: Manner, outcome: BlogOutcome) -> None:
    """Let the reviewer publish the draft; where the rules forbid it, it stays a draft and the reason is told."""
    try:
        with transaction.atomic():
            submit_article(article=article, by=manner.author)
            publish_article(article=article, by=manner.reviewer, pupils=manner.pupils)
    except ActionRefused as reason:
        outcome.refused.append((post.title, str(reason)))
    except PermissionDenied:
        sentence = _("%(name)s may not review it; it stays a draft.") % {"name": manner.reviewer.full_name}
        outcome.refused.append((post.title, sentence))
    else:
        outcome.published += 1


# --- what a post says -------------------------------------------------------------------------------------------------


def kept_key(key: str) -> str:
    """Return the key as it is kept: as it is, or its digest where it is too long."""
    key = collapse_spaces(normalize(key))
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:30]}:{hashlib.sha256(key.encode()).hexdigest()[:60]}"


def source_of(post: Post) -> str:
    """Return where the post stood, with the day it was first published there."""
    blog = shorten(collapse_spaces(normalize(post.blog or post.url)), 200) or _("A blog")
    if post.published is None:
        return blog
    day = format_date(timezone.localdate(post.published))
    return (_("%(blog)s (first published %(day)s)") % {"blog": blog, "day": day})[:LONGEST_LINE]


def is_good_address(url: str) -> bool:
    try:
        is_address(url)
    except ValidationError:
        return False
    return len(url) <= LONGEST_URL


def keywords_of(post: Post) -> list[str]:
    names = (name for name in split_tags("\n".join(post.keywords)) if name.casefold() not in NO_KEYWORDS)
    return [name[:100] for name in names]


def names_of(user: User) -> set[str]:
    return {user.full_name.casefold(), user.username.casefold(), user.email.casefold()}
