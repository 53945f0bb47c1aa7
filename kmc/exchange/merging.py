"""A row of the file meets the one that is here: what is later wins, else what is empty is filled in."""

from django.db import models
from django.db.models import F

from kmc.exchange.kinds import Kind, columns_of, later_columns
from kmc.exchange.special import tag_articles
from knowledge.models.asking import raise_synonyms
from knowledge.search import reindex_articles
from knowledge.services.records import keep_records
from knowledge.services.revisions import set_standing_aside

EMPTY = (None, "")


def merge(kind: Kind, row, found: models.Model) -> str:
    """Change the row that is here where the file knows more. Return what became of it: `there`, `later` or `filled`."""
    if is_later(kind, row.object, found):
        take_over(kind, row, found)
        return "later"
    if kind.fills and fill(kind, row.object, found):
        return "filled"
    return "there"


def is_later(kind: Kind, told: models.Model, found: models.Model) -> bool:
    """Return whether the file's row says that it was changed after the one here."""
    if not kind.changed:
        return False
    theirs, ours = getattr(told, kind.changed), getattr(found, kind.changed)
    return theirs is not None and (ours is None or theirs > ours)


def mergeable(kind: Kind) -> list[models.Field]:
    """Return the columns that may change: neither identity nor files nor rows of its own kind."""
    later = later_columns(kind)
    return [
        field
        for field in columns_of(kind)
        if field.name not in kind.identity and field not in later and not isinstance(field, models.FileField)
    ]


def take_over(kind: Kind, row, found: models.Model) -> None:
    """Take over what is later; the text of an article that stood here is kept as a version."""
    names = [field for field in mergeable(kind) if not kind.content or field.name in kind.content]
    changes = {
        field.attname: getattr(row.object, field.attname) for field in names if field.name in row.entry
    }
    if kind.name == "articles":
        keep_text(found)
        changes["version"] = F("version") + 1
    kind.model._base_manager.filter(pk=found.pk).update(**changes)
    if kind.name == "synonyms":
        raise_synonyms()
    if kind.name == "articles":
        tag_articles({found.pk: row.entry.get("keywords")}, anew=True)
        reindex_articles([found.pk])
        keep_records(type(found).objects.filter(pk=found.pk))


def keep_text(article) -> None:
    """Set the text aside that gives way, where no version holds it."""
    same = article.revisions.filter(title=article.title, summary=article.summary, body=article.body)
    if not same.exists():
        set_standing_aside(article=article)


def fill(kind: Kind, told: models.Model, found: models.Model) -> bool:
    """Fill in what is empty here. Return whether anything was."""
    names = [field.attname for field in mergeable(kind)]
    changes = {
        name: getattr(told, name)
        for name in names
        if getattr(found, name) in EMPTY and getattr(told, name) not in EMPTY
    }
    if changes:
        kind.model._base_manager.filter(pk=found.pk).update(**changes)
    return bool(changes)
