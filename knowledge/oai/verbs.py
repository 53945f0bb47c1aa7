"""The six verbs: each writes its part of the answer."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization
from knowledge.models import Article, PublicRecord, Topic
from knowledge.oai.answers import DC_FORMAT, DC_SCHEMA, Answer
from knowledge.oai.arguments import PREFIX, TOKEN, stamp
from knowledge.oai.errors import OaiError
from knowledge.oai.lists import (
    PER_PAGE,
    TOPIC,
    UNIT,
    Listing,
    articles_of,
    begun,
    continued,
    identified,
    require_format,
    standing_of,
)


def identify(answer: Answer, arguments: dict, request) -> None:
    """Say who we are and what the datestamps mean."""
    earliest = PublicRecord.objects.in_order().values_list("changed_at", flat=True).first()
    answer.leaf("repositoryName", settings.KMC_SITE_NAME)
    answer.leaf("baseURL", request.build_absolute_uri(request.path))
    answer.leaf("protocolVersion", "2.0")
    answer.leaf("adminEmail", parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    answer.leaf("earliestDatestamp", stamp(earliest or timezone.now()))
    answer.leaf("deletedRecord", "persistent")
    answer.leaf("granularity", "YYYY-MM-DDThh:mm:ssZ")


def list_metadata_formats(answer: Answer, arguments: dict, request) -> None:
    if "identifier" in arguments:
        identified(arguments["identifier"])
    with answer.element("metadataFormat"):
        answer.leaf("metadataPrefix", PREFIX)
        answer.leaf("schema", DC_SCHEMA)
        answer.leaf("metadataNamespace", DC_FORMAT)


def list_sets(answer: Answer, arguments: dict, request) -> None:
    """Write topics and the organizations something came from; all in one answer, so no token is ours."""
    if TOKEN in arguments:
        raise OaiError("badResumptionToken", "The list of sets is whole.")
    topics = Topic.objects.categories().in_order()
    units = Organization.objects.filter(pk__in=PublicRecord.objects.organization_ids()).in_thai_order()
    sets = [
        (TOPIC, _("Topics")),
        *((f"{TOPIC}:{topic.pk}", topic.name) for topic in topics),
        (UNIT, _("Schools and groups")),
        *((f"{UNIT}:{unit.pk}", unit.name) for unit in units),
    ]
    for name, title in sets:
        with answer.element("set"):
            answer.leaf("setSpec", name)
            answer.leaf("setName", title)


def get_record(answer: Answer, arguments: dict, request) -> None:
    record = identified(arguments["identifier"])
    require_format(arguments["metadataPrefix"])
    article = articles_of([record]).get(record.pk)
    answer.record(record, article, article_address(article, request))


def list_identifiers(answer: Answer, arguments: dict, request) -> None:
    listing, rows, has_more = stretch("ListIdentifiers", arguments)
    standing = standing_of(rows)
    for row in rows:
        answer.header(row, is_gone=row.pk not in standing)
    go_on(answer, listing, rows, has_more=has_more)


def list_records(answer: Answer, arguments: dict, request) -> None:
    listing, rows, has_more = stretch("ListRecords", arguments)
    articles = articles_of(rows)
    for row in rows:
        article = articles.get(row.pk)
        answer.record(row, article, article_address(article, request))
    go_on(answer, listing, rows, has_more=has_more)


def article_address(article: Article | None, request) -> str:
    return request.build_absolute_uri(article.get_absolute_url()) if article else ""


def stretch(verb: str, arguments: dict) -> tuple[Listing, list[PublicRecord], bool]:
    """Return the list, its next rows and whether there are more after them."""
    listing = continued(verb, arguments[TOKEN]) if TOKEN in arguments else begun(verb, arguments)
    rows = listing.rows()
    if not rows:
        raise OaiError("noRecordsMatch", "Nothing fits what was asked for.")
    return listing, rows[:PER_PAGE], len(rows) > PER_PAGE


def go_on(answer: Answer, listing: Listing, rows: list[PublicRecord], *, has_more: bool) -> None:
    """Write where the list goes on; an empty token ends a list of several parts."""
    if has_more or listing.given:
        token = listing.beyond(rows).token if has_more else ""
        answer.leaf(TOKEN, token, completeListSize=listing.total, cursor=listing.given)


VERBS = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}
