"""The interface itself: its routers, its words, and what becomes of what goes wrong."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from kmc.api import articles, places, plans
from kmc.api.problems import Refused, problem
from knowledge.search import SearchUnavailable

VERSION = "1.0.0"
TITLE = _("KMC programming interface")
DESCRIPTION = _("What the pages of the portal show, for other systems to read. Public data needs no key.")
KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": _("A key made under “Keys for programs”. Only in this header, never in the address."),
}


api = NinjaAPI(
    title=TITLE,
    version=VERSION,
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={"security": [{}, {"key": []}]},
)
api.renderer.json_dumps_params = {"ensure_ascii": False}
api.add_router("/articles", articles.router)
api.add_router("/topics", places.topics)
api.add_router("/organizations", places.organizations)
api.add_router("/networks", places.networks)
api.add_router("/plans", plans.plans)
api.add_router("/targets", plans.targets)


@api.exception_handler(Refused)
def refused(request, refusal):
    return problem(refusal.status, refusal.fields)


@api.exception_handler(Http404)
def not_found(request, error):
    return problem(404)


@api.exception_handler(PermissionDenied)
def not_allowed(request, error):
    return problem(403)


@api.exception_handler(SearchUnavailable)
def nobody_searches(request, error):
    return problem(503)


@api.exception_handler(ValidationError)
def wrong_parameter(request, error):
    """Name the parameters that are wrong, never what was sent."""
    named = {str(part) for one in error.errors for part in one["loc"][1:2] if part != "filters"}
    named |= {str(one["loc"][2]) for one in error.errors if len(one["loc"]) > 2}
    return problem(422, sorted(named))
