"""Two states of an article side by side: its text by words, what else is said of it in a small table."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.difference import Stretch, text_difference, words_difference
from knowledge.models import Article, NextVersion, Revision, Topic
from knowledge.services.revisions import content_of
from networks.models import SchoolNetwork

OWN_FIELDS = (
    "kind",
    "topic",
    "component",
    "level",
    "subject",
    "network",
    "visibility",
    "licence",
    "language",
    "origin",
    "source_name",
    "source_url",
    "source_permission",
    "builds_on",
    "pupils",
    "cover_alt",
)
LISTS = {
    "authors": _("Authors"),
    "outside_authors": _("Authors outside the office"),
    "tags": _("Keywords"),
    "files": _("Attached documents"),
}
ROWS = {"topic": Topic, "component": Topic, "network": SchoolNetwork}
NOTHING = "–"


@dataclass(frozen=True)
class Said:
    """What an article says in one of its states. A text that was set aside has no details."""

    title: str
    summary: str
    body: str
    details: dict


@dataclass(frozen=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    """What differs; a part in which nothing differs is empty."""

    title: SafeString | None
    summary: SafeString | None
    fields: list[FieldChange]
    stretches: list[Stretch]

    @property
    def is_empty(self) -> bool:
        return not (self.title or self.summary or self.fields or self.stretches)


def said_by(state: Article | Revision) -> Said:
    """Return what an article or one of its versions says."""
    if isinstance(state, Article):
        return Said(**content_of(state))
    return Said(state.title, state.summary, state.body, state.details)


def said_next(following: NextVersion, standing: Said) -> Said:
    """Return what the article will say once the next version stands."""
    own = following.details
    gone = set(
        following.article.attachments.filter(key__in=own.get("removed_files", ())).values_list(
            "pk", flat=True
        )
    )
    documents = following.article.attachments.filter(role="document").exclude(pk__in=gone)
    come = following.new_attachments.filter(role="document")
    names = [*documents.values_list("name", flat=True), *come.values_list("name", flat=True)]
    details = standing.details | {name: value for name, value in own.items() if name in standing.details}
    details |= {"files": names}
    if following.cover or own.get("is_cover_removed"):
        details["cover"] = following.cover.name or ""
    return Said(following.title, following.summary, following.body, details)


def compare(old: Said, new: Said, *, reader: User) -> Comparison:
    """Return the difference of two states as the reader may see it. At most six queries."""
    return Comparison(
        title=words_difference(old.title, new.title) if old.title != new.title else None,
        summary=words_difference(old.summary, new.summary) if old.summary != new.summary else None,
        fields=fields_changed(old.details, new.details, reader=reader),
        stretches=text_difference(old.body, new.body),
    )


def fields_changed(old: dict, new: dict, *, reader: User) -> list[FieldChange]:
    """Return what is known of both states and differs, in words."""
    changed = [name for name in (*OWN_FIELDS, *LISTS) if differs(name, old, new)]
    found = [
        FieldChange(label_of(name), words_of(name, old[name], reader), words_of(name, new[name], reader))
        for name in changed
    ]
    if differs("cover", old, new):
        was = gettext("the picture before") if old["cover"] else NOTHING
        found.append(
            FieldChange(label_of("cover"), was, gettext("a new picture") if new["cover"] else NOTHING)
        )
    return found


def differs(name: str, old: dict, new: dict) -> bool:
    if name not in old or name not in new:
        return False
    if name in ("tags", "files"):
        return sorted(old[name]) != sorted(new[name])
    return (old[name] or None) != (new[name] or None)


def label_of(name: str) -> str:
    return str(LISTS.get(name) or Article._meta.get_field(name).verbose_name)


def words_of(name: str, value, reader: User) -> str:
    """Return a kept value in words: keys by the names of their rows, choices by their labels."""
    if not value:
        return NOTHING
    if name in ROWS:
        row = ROWS[name].objects.filter(pk=value).first()
        return str(row) if row else NOTHING
    if name == "builds_on":
        row = Article.objects.visible_to(reader).filter(pk=value).first()
        return str(row) if row else str(value)
    if name == "authors":
        people = User.objects.in_bulk(value)
        return ", ".join(people[pk].full_name for pk in value if pk in people)
    if name in LISTS:
        return ", ".join(value)
    return str(dict(Article._meta.get_field(name).flatchoices).get(value, value))
