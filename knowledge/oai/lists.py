"""What lists hold, a hundred at a time; a signed token says where the next hundred begins, and nothing is kept."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.core import signing

from knowledge.metadata import site_host
from knowledge.models import Article, PublicRecord
from knowledge.oai.arguments import PREFIX, SET, span
from knowledge.oai.errors import OaiError

PER_PAGE = 100
SALT = "knowledge.oai.lists"
TOPIC, UNIT = "topic", "org"
KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Listing:
    """A list that was asked for, and how far it was given."""

    verb: str
    begins: str = ""
    ends: str = ""
    within: str = ""
    total: int = 0
    given: int = 0
    changed_at: str = ""  # of the last row given
    article_id: int = 0

    @property
    def token(self) -> str:
        return signing.dumps(list(vars(self).values()), salt=SALT, compress=True)

    def whole(self):
        """Return the records of the whole list."""
        return in_set(PublicRecord.objects.changed_between(*span(self.begins, self.ends)), self.within)

    def rows(self) -> list[PublicRecord]:
        """Return the next rows, one more than are given where there are more. One query."""
        rest = self.whole().in_order().select_related("topic")
        if self.given:
            rest = rest.after(datetime.fromisoformat(self.changed_at), self.article_id)
        return list(rest[: PER_PAGE + 1])

    def beyond(self, rows: list[PublicRecord]) -> "Listing":
        """Return the list as it goes on after these rows."""
        last = rows[-1]
        return replace(
            self,
            given=self.given + len(rows),
            changed_at=last.changed_at.isoformat(),
            article_id=last.article_id,
        )


def begun(verb: str, arguments: dict[str, str]) -> Listing:
    """Return a new list with its length, or refuse. One query."""
    require_format(arguments["metadataPrefix"])
    listing = Listing(verb, arguments.get("from", ""), arguments.get("until", ""), arguments.get("set", ""))
    return replace(listing, total=listing.whole().count())


def continued(verb: str, token: str) -> Listing:
    """Return the list a token goes on with, or refuse one that is not ours or belongs to another verb."""
    try:
        listing = Listing(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        raise OaiError("badResumptionToken", "This token was not given out here.") from None
    if listing.verb != verb:
        raise OaiError("badResumptionToken", "This token belongs to another verb.")
    return listing


def require_format(prefix: str) -> None:
    if prefix != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"The only format is {PREFIX}.")


def in_set(records, name: str):
    """Return the records of a set: `topic`, `topic:12`, `org`, `org:34`; of one that is not there, none."""
    if not name:
        return records
    if not SET.fullmatch(name):
        raise OaiError("badArgument", "This is no name of a set.")
    kind, has_key, key = name.partition(":")
    if kind not in (TOPIC, UNIT) or (has_key and not KEY.fullmatch(key)):
        return records.none()
    if not has_key:
        return records.with_topic() if kind == TOPIC else records.with_organization()
    return records.in_topic(int(key)) if kind == TOPIC else records.of_organization(int(key))


def sets_of(record: PublicRecord) -> list[str]:
    """Return the sets a record belongs to; the topic above its own, too."""
    topics = [record.topic_id, record.topic.parent_id] if record.topic else []
    sets = [f"{TOPIC}:{key}" for key in topics if key]
    return [*sets, *([f"{UNIT}:{record.organization_id}"] if record.organization_id else [])]


def identifier_of(record: PublicRecord) -> str:
    return f"oai:{site_host()}:articles/{record.article_id}"


def identified(text: str) -> PublicRecord:
    """Return the record of an identifier, or refuse with idDoesNotExist."""
    found = re.fullmatch(rf"oai:{re.escape(site_host())}:articles/({KEY.pattern})", text)
    record = found and PublicRecord.objects.select_related("topic").filter(pk=int(found[1])).first()
    if not record:
        raise OaiError("idDoesNotExist", "There is no such item.")
    return record


def standing_of(records: list[PublicRecord]) -> set[int]:
    """Return the numbers of those that stand open to everyone. One query."""
    keys = [record.article_id for record in records if record.is_public]
    return set(Article.objects.public().filter(pk__in=keys).values_list("pk", flat=True))


def articles_of(records: list[PublicRecord]) -> dict[int, Article]:
    """Return the articles that stand open to everyone, by number. Whatever else a record says, no other leaves."""
    keys = [record.article_id for record in records if record.is_public]
    return Article.objects.public().for_harvest().in_bulk(keys)
