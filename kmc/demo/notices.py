"""What the demo accounts were told: their bell rings for what really happened."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from accounts.models import Notification, User
from kmc.demo.people import People
from kmc.demo.rows import insert_objects
from knowledge.models import Article, Comment, NextVersion, Review, Thanks, Use

MOST = 12  # of a kind and person
NEW = timedelta(days=9)  # what came later is not read yet


def insert_notices(people: People, now: datetime) -> int:
    """Tell them. Everything counts as mailed: nobody writes to the addresses of a demo."""
    rows = []
    for username in ("teacher", "teacher2"):
        person = User.objects.get(pk=people.demo[username].pk)
        rows += [*of_returns(person), *of_readers(person)]
    rows += waiting_for(User.objects.get(pk=people.demo["reviewer"].pk))
    for row in rows:
        row.mailed_at = row.at
        row.read_at = None if now - row.at < NEW else row.at + timedelta(hours=5)
    return insert_objects(sorted(rows, key=lambda row: row.at))


def told(user: User, kind: str, about, at: datetime, actor: int, **details) -> Notification:
    """Return a notification about an article or what belongs to one."""
    article = getattr(about, "article", about)
    details = {"title": article.title, **details}
    path = about.get_absolute_url()
    return Notification(user=user, kind=kind, actor_id=actor, details=details, path=path, at=at)


def of_returns(user: User) -> Iterator[Notification]:
    """Yield what came back to its author."""
    back = Review.objects.filter(article__created_by=user, action="returned").select_related("article")
    for step in back.order_by("-at")[:MOST]:
        yield told(user, "returned", step.article, step.at, step.by_id, reason=step.reason)


def of_readers(user: User) -> Iterator[Notification]:
    """Yield what readers made of the author's articles."""
    own = Article.objects.published().written_by(user)
    for use in Use.objects.filter(article__in=own).select_related("article").order_by("-at")[:MOST]:
        yield told(user, "used", use, use.at, use.by_id, place=use.place)
    comments = Comment.objects.filter(article__in=own).exclude(by=user)
    for comment in comments.select_related("article").order_by("-at")[:MOST]:
        yield told(user, "commented", comment, comment.at, comment.by_id)
    for thanks in Thanks.objects.filter(article__in=own).select_related("article").order_by("-at")[:MOST]:
        yield told(user, "thanked", thanks.article, thanks.at, thanks.by_id)


def waiting_for(user: User) -> Iterator[Notification]:
    """Yield what waits for the reviewer."""
    for article in Article.objects.submitted().order_by("-submitted_at")[:MOST]:
        yield told(user, "waiting", article, article.submitted_at, article.created_by_id)
    for version in NextVersion.objects.submitted().select_related("article"):
        yield told(user, "waiting", version.article, version.submitted_at, version.edited_by_id)
