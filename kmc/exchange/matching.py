"""Which row that is here a row of the file is: known by what lasts of it."""

from collections import Counter

from django.db import models
from django.db.models import Q

from accounts.models import User
from kmc.exchange.kinds import Kind

LONGEST_NAME = 60


def attnames(kind: Kind) -> tuple[str, ...]:
    return tuple(kind.model._meta.get_field(name).attname for name in kind.identity)


def identities(kind: Kind, row: models.Model) -> list[tuple]:
    """Return all by which the row is known: each of its codes, else what it is called and where it belongs."""
    codes = [(name, getattr(row, name)) for name in kind.codes if getattr(row, name)]
    more = [(kind.also, getattr(row, kind.also))] if kind.also and getattr(row, kind.also) else []
    return codes or [tuple(getattr(row, name) for name in attnames(kind)), *more]


class Matcher:
    """Finds the rows of one kind, batch by batch. Rows that are alike are told apart by their order."""

    def __init__(self, kind: Kind):
        self.kind = kind
        self.seen: Counter[tuple] = Counter()
        self.tree: dict[tuple, models.Model] = {}

    def numbered(self, row: models.Model, seen: Counter) -> list[tuple]:
        names = identities(self.kind, row)
        if not self.kind.repeats:
            return names
        seen.update(names)
        return [(*name, seen[name]) for name in names]

    def stored(self, rows: list[models.Model]) -> dict[tuple, models.Model]:
        """Return the rows that are here and could be one of these. One query; of a tree, which is small, one for all."""
        kind = self.kind
        if self.tree:
            return self.tree
        found, seen = kind.model._base_manager.order_by("pk"), Counter()
        if not kind.parent:
            first = attnames(kind)[0]
            wanted = Q(**{f"{first}__in": {getattr(row, first) for row in rows}})
            if kind.also:
                wanted |= Q(**{f"{kind.also}__in": {getattr(row, kind.also) for row in rows} - {None}})
            found = found.filter(wanted)
        known = {name: row for row in found for name in self.numbered(row, seen)}
        self.tree = known if kind.parent else {}
        return known

    def pairs(self, rows: list[models.Model]) -> list[tuple[models.Model, models.Model | None]]:
        """Return each row with the one that is here, or None; of two alike in the file the second is the first's."""
        known, pairs = self.stored(rows), []
        for row in rows:
            names = self.numbered(row, self.seen)
            found = next((known[name] for name in names if name in known), None)
            if found is None:
                known.update(dict.fromkeys(names, row))
            pairs.append((row, found))
        return pairs


class PeopleMatcher(Matcher):
    """People are known by their e-mail address, else by their user name where no other address speaks against it."""

    def __init__(self, kind: Kind):
        super().__init__(kind)
        self.by_email: dict[str, User] = {}
        self.by_name: dict[str, User] = {}
        for user in User.objects.order_by("pk"):
            self.keep(user)

    def keep(self, user: User) -> None:
        self.by_name[user.username.casefold()] = user
        if user.email:
            self.by_email[user.email.casefold()] = user

    def pairs(self, rows: list[User]) -> list[tuple[User, User | None]]:
        return [(row, self.found(row)) for row in rows]

    def found(self, row: User) -> User | None:
        """Return the account of the person, of two merged here the one that was kept; or None and a free user name."""
        found = self.by_email.get(row.email.casefold()) if row.email else None
        named = self.by_name.get(row.username.casefold())
        if found is None and named is not None and is_same(row, named):
            found = named
        if found is None:
            row.username = self.free_name(row.username)
            self.keep(row)
            return None
        kept = (
            User.objects.key_kept_for(found.pk) if found.merged_into_id and not row.closed_because else None
        )
        return User.objects.get(pk=kept) if kept else found

    def free_name(self, name: str) -> str:
        free, number = name, 1
        while free.casefold() in self.by_name:
            number += 1
            free = f"{name[: LONGEST_NAME - 6]}-{number}"
        return free


def is_same(row: User, named: User) -> bool:
    """Return whether the account of this user name is the person's: of no other address, and not erased here."""
    if User.Closed.ERASED in (row.closed_because, named.closed_because):
        return named.closed_because == row.closed_because
    return not (row.email and named.email) or row.email.casefold() == named.email.casefold()


def matcher_of(kind: Kind) -> Matcher:
    return PeopleMatcher(kind) if kind.model is User else Matcher(kind)
