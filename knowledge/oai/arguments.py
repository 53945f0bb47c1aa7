"""What may be asked: the six verbs, their arguments, moments in both granularities."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.http import QueryDict

from knowledge.oai.errors import OaiError

PREFIX = "oai_dc"
TOKEN = "resumptionToken"  # noqa: S105 - a name of the protocol
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
SET = re.compile(r"[\w\-.!~*'()]+(:[\w\-.!~*'()]+)*", re.ASCII)


class Verb(NamedTuple):
    """What a verb needs and takes; with a token, which carries them, nothing else."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    takes_token: bool = False


LIST = Verb(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), takes_token=True)
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=frozenset({"identifier"})),
    "ListSets": Verb(takes_token=True),
    "ListIdentifiers": LIST,
    "ListRecords": LIST,
    "GetRecord": Verb(required=frozenset({"identifier", "metadataPrefix"})),
}


def asked_verb(data: QueryDict) -> str:
    """Return the verb, or refuse with badVerb."""
    verbs = data.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"Exactly one verb, one of: {', '.join(VERBS)}.")
    return verbs[0]


def asked_arguments(verb: str, data: QueryDict) -> dict[str, str]:
    """Return what else was asked, once each and nothing unknown, or refuse with badArgument."""
    rule = VERBS[verb]
    names = set(data) - {"verb"}
    known = rule.required | rule.optional | ({TOKEN} if rule.takes_token else set())
    if names - known:
        raise OaiError("badArgument", f"{verb} does not take all of these arguments.")
    if any(len(data.getlist(name)) != 1 for name in names):
        raise OaiError("badArgument", "An argument was given more than once.")
    if TOKEN in names and len(names) > 1:
        raise OaiError("badArgument", f"{TOKEN} stands alone.")
    if TOKEN not in names and rule.required - names:
        raise OaiError("badArgument", f"Missing: {', '.join(sorted(rule.required - names))}.")
    return {name: data[name] for name in sorted(names)}


def span(begins: str, ends: str) -> tuple[datetime | None, datetime | None]:
    """Return the first moment of the span and the first after it; refuse what is no moment of the protocol."""
    if begins and ends and len(begins) != len(ends):
        raise OaiError("badArgument", "from and until must have the same granularity.")
    first, last = moment(begins), moment(ends)
    if first and last and last < first:
        raise OaiError("badArgument", "until is earlier than from.")
    if last is None:
        return first, None
    try:
        return first, last + (timedelta(days=1) if DAY.fullmatch(ends) else timedelta(seconds=1))
    except OverflowError:  # the end of time
        return first, None


def moment(text: str) -> datetime | None:
    """Return the moment a day or second begins."""
    if not text:
        return None
    if not (DAY.fullmatch(text) or SECOND.fullmatch(text)):
        raise OaiError("badArgument", "A moment is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:
        raise OaiError("badArgument", "There is no such day or time.") from None


def stamp(when: datetime) -> str:
    """Return a moment as the protocol writes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
