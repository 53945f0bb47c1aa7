"""What an article says: cleaned, compared, written into its row. Drafts and next versions share it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_use
from kmc.lib.html import clean_html, html_to_text
from kmc.lib.stored import forget_name
from kmc.lib.thai import collapse_spaces, normalize, shorten
from knowledge.models import Article, Authorship
from knowledge.prompts import EVERY
from knowledge.services.attachments import claim_files

CHOSEN_FIELDS = (
    "kind",
    "topic",
    "component",
    "network",
    "visibility",
    "licence",
    "language",
    "origin",
    "source_url",
    "level",
    "subject",
    "pupils",
    "builds_on",
    "import_key",
)
LINE_FIELDS = ("title", "summary", "source_name", "source_permission", "cover_alt")
OPENING_LENGTH = 80


def save_changes(*, stored: Article, by: User, data: dict) -> None:
    """Write new content into a locked article and raise its version."""
    replaced_cover = stored.cover.name if "cover" in data else ""
    apply_fields(article=stored, data=data)
    stored.version += 1
    stored.edited_at = timezone.now()
    stored.save()
    apply_relations(article=stored, data=data, by=by)
    record_use(user=by)
    if replaced_cover and replaced_cover != stored.cover.name:
        forget_name(stored.cover.storage, replaced_cover)


def apply_fields(*, article: Article, data: dict) -> None:
    """Set the article's own columns from the names `data` holds; what it does not name stays."""
    for name in CHOSEN_FIELDS:
        if name in data:
            setattr(article, name, data[name])
    for name in LINE_FIELDS:
        if name in data:
            setattr(article, name, tidy(data[name]))
    if "body" in data:
        article.body = clean_html(normalize(data["body"]))
    if "cover" in data:
        article.cover = data["cover"] or ""
    article.title = article.title or opening_words(article.body)


def apply_relations(*, article: Article, data: dict, by: User) -> None:
    """Set authors, keywords and files from the names `data` holds."""
    if "authors" in data or "outside_authors" in data:
        set_authors(article=article, data=data)
    if "tags" in data:
        article.tags.set([normalize(tag) for tag in data["tags"]])
    claim_files(article=article, by=by, keys=data.get("file_keys", ()))


def holds_the_same(*, stored: Article, data: dict) -> bool:
    """Return whether the article already holds this very content: the same form, sent once more."""
    if "cover" in data and not same_file(stored.cover, data["cover"]):
        return False
    if any(data[name] != getattr(stored, name) for name in CHOSEN_FIELDS if name in data):
        return False
    lines = {name: tidy(data[name]) for name in LINE_FIELDS if name in data}
    lines = lines if lines.get("title") else lines | {"title": stored.title}  # an empty title changes nothing
    if any(line != getattr(stored, name) for name, line in lines.items()):
        return False
    if "body" in data and clean_html(normalize(data["body"])) != stored.body:
        return False
    credits = list(stored.authorships.all())
    people = [credit.user_id for credit in credits if credit.user_id]
    names = [credit.name for credit in credits if not credit.user_id]
    return (
        ("tags" not in data or set(data["tags"]) == set(stored.tags.names()))
        and ("authors" not in data or [user.pk for user in data["authors"]] == people)
        and ("outside_authors" not in data or [tidy(name) for name in data["outside_authors"]] == names)
    )


def same_file(stored, wanted) -> bool:
    """Return whether the stored picture is the one handed in, byte for byte: the same form, sent once more."""
    if not (stored and wanted):
        return not stored and not wanted
    if stored.size != wanted.size:
        return False
    with stored.open() as kept:
        wanted.seek(0)
        same = kept.read() == wanted.read()
    wanted.seek(0)
    return same


def tidy(line: str) -> str:
    """Return a line of text as it is stored."""
    return collapse_spaces(normalize(line))


def set_authors(*, article: Article, data: dict) -> None:
    """Credit the people in order. Who stays keeps the organization of the time."""
    kept = list(article.authorships.all())
    people = data.get("authors")
    if people is None:
        people = [credit.user for credit in kept if credit.user_id]
    outside = data.get("outside_authors")
    if outside is None:
        outside = [credit.name for credit in kept if not credit.user_id]
    then = {credit.user_id: credit.organization_id for credit in kept}
    article.authorships.all().delete()
    credits = [
        Authorship(article=article, user=user, organization_id=then.get(user.pk) or organization_id_of(user))
        for user in people
    ]
    credits += [Authorship(article=article, name=tidy(name)) for name in outside]
    for position, credit in enumerate(credits):
        credit.position = position
    Authorship.objects.bulk_create(credits)


def organization_id_of(user: User) -> int | None:
    """Return where the person works now, if the office says so."""
    return user.profile.organization_id if hasattr(user, "profile") else None


def opening_words(body: str) -> str:
    """Return a title for a draft without one: how its text begins, after the headings that were offered."""
    lines = (line for line in html_to_text(body).splitlines() if line not in EVERY)
    return shorten(next(lines, ""), OPENING_LENGTH) or _("Untitled")
