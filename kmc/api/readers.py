"""Who reads: a visitor, a person by a key of their own, or a unit's system. A session never counts here."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import ApiToken, Organization, User
from accounts.services.tokens import find_token
from kmc.api.problems import Refused

BEARER = "bearer"
VISITOR = AnonymousUser()
Scope = ApiToken.Scope


class UnitSystem:
    """Stands where a signed-in person stands, with no role and no name: it reads what any colleague reads."""

    is_authenticated = is_active = True
    is_superuser = is_staff = is_service = False
    pk = id = None

    def holds(self, role: str) -> bool:
        return False

    def organizations_as(self, role: str) -> list[int]:
        return []


@dataclass(frozen=True)
class Reader:
    """As whom articles, figures and the rows behind them are read: as a visitor where the key does not say more."""

    token: ApiToken | None = None
    articles: User | UnitSystem | AnonymousUser = VISITOR
    figures: User | UnitSystem | AnonymousUser = VISITOR
    rows: User | AnonymousUser = VISITOR

    def units_shown(self, metric) -> set[int] | None:
        """Return the ids of the units whose figures may be told; None for all. One query for a unit's key.

        As on the page: visitors are not told how many people of each school were counted.
        """
        if not metric.names_people or isinstance(self.figures, User):
            return None
        if isinstance(self.figures, UnitSystem):
            return set(Organization.tree_ids(self.token.organization))
        return set()


def reader_of(request: HttpRequest) -> Reader:
    """Return who the key in the header stands for; a visitor without one. Raise Refused for a key that opens nothing."""
    header = request.headers.get("Authorization", "")
    if not header:
        return Reader()
    kind, _space, secret = header.partition(" ")
    token = find_token(secret.strip()) if kind.lower() == BEARER else None
    if token is None:
        raise Refused(401)
    return reader_with(token)


def reader_with(token: ApiToken) -> Reader:
    """Return the reader of a key, no wider than its scopes; a unit's key never reads rows about people."""
    person = token.user if token.is_personal else UnitSystem()

    def as_far_as(scope):
        return person if scope in token.scopes else VISITOR

    return Reader(
        token=token,
        articles=as_far_as(Scope.ARTICLES),
        figures=as_far_as(Scope.FIGURES),
        rows=as_far_as(Scope.ROWS) if token.is_personal else VISITOR,
    )
