"""Topics, organizations and networks: what articles belong to."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Router

from accounts.models import Organization
from kmc.api import cursors, schemas, shown
from kmc.api.answers import answers, page_of
from kmc.api.parameters import USUAL, Cursor, Id, Limit, number_of, one_of
from kmc.lib.paging import narrowed, rows_after
from knowledge.models import Topic
from networks.models import SchoolNetwork

topics = Router(tags=["topics"])
organizations = Router(tags=["organizations"])
networks = Router(tags=["networks"])

Tree = one_of("TopicTree", Topic.Tree.choices, _("Tree of topics"))
UnitKind = one_of("OrganizationKind", Organization.Kind.choices, _("Kind of unit"))
Status = one_of("OrganizationStatus", Organization.Status.choices, _("Status of the unit"))
NetworkKind = one_of("NetworkKind", SchoolNetwork.Kind.choices, _("Kind of network"))


def by_number(queryset, kind: str, cursor, limit, show) -> dict:
    """Return a page in the order of numbers, after the place of the cursor."""
    place = cursors.read(cursor, kind)
    rows = rows_after(queryset, place[0] if place else None, limit + 1)
    kept, following = page_of(rows, limit, lambda row: cursors.written(kind, row.pk))
    return {"items": [show(row) for row in kept], "next_cursor": following}


@topics.get(
    "",
    response=answers(schemas.TopicPage),
    operation_id="topic_list",
    url_name="topic_list",
    summary=_("List topics"),
    description=_("Topics of all trees, in the order of their numbers."),
)
def topic_list(request, tree: Tree = None, cursor: Cursor = None, limit: Limit = USUAL):
    reader = request.reader.articles
    rows = narrowed(Topic.objects.all(), tree=tree)
    return by_number(rows, "topics", cursor, limit, lambda row: shown.topic_row(row, request, reader))


@topics.get(
    "/{id:id}",
    response=answers(schemas.TopicRow),
    operation_id="topic_detail",
    url_name="topic_detail",
    summary=_("Read a topic"),
)
def topic_detail(request, id: Id):
    topic = get_object_or_404(Topic, pk=id)
    return shown.topic_row(topic, request, request.reader.articles)


@organizations.get(
    "",
    response=answers(schemas.OrganizationPage),
    operation_id="organization_list",
    url_name="organization_list",
    summary=_("List organizations"),
    description=_("The office, its groups, districts and schools, in the order of their numbers."),
)
def organization_list(
    request,
    kind: UnitKind = None,
    status: Status = None,
    district: number_of(_("Number of a district")) = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
):
    rows = narrowed(Organization.objects.for_cards(), kind=kind, status=status, district=district)
    return by_number(rows, "organizations", cursor, limit, lambda row: shown.organization_row(row, request))


@organizations.get(
    "/{id:id}",
    response=answers(schemas.Organization),
    operation_id="organization_detail",
    url_name="organization_detail",
    summary=_("Read an organization"),
)
def organization_detail(request, id: Id):
    unit = get_object_or_404(Organization.objects.for_page(), pk=id)
    return shown.organization_row(unit, request) | {
        "article_count": unit.articles.readable_by(request.reader.articles).count(),
        "staff_count": unit.working_staff().count(),
        "networks": [shown.named(one) for one in unit.networks.active().order_by("sort_key", "pk")],
    }


@networks.get(
    "",
    response=answers(schemas.NetworkPage),
    operation_id="network_list",
    url_name="network_list",
    summary=_("List networks"),
    description=_("Active networks, in the order of their numbers."),
)
def network_list(request, kind: NetworkKind = None, cursor: Cursor = None, limit: Limit = USUAL):
    rows = narrowed(SchoolNetwork.objects.active().for_list(), kind=kind).select_related("organization")
    return by_number(rows, "networks", cursor, limit, lambda row: shown.network_row(row, request))


@networks.get(
    "/{id:id}",
    response=answers(schemas.Network),
    operation_id="network_detail",
    url_name="network_detail",
    summary=_("Read a network"),
)
def network_detail(request, id: Id):
    network = get_object_or_404(SchoolNetwork.objects.for_list().select_related("organization"), pk=id)
    schools = network.schools.in_thai_order()
    return shown.network_row(network, request) | {
        "schools": [shown.named(school) for school in schools],
        "article_count": network.articles.readable_by(request.reader.articles).count(),
    }
