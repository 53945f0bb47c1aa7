"""Rows of a list of staff: who is meant, and what would change."""

from accounts.importing.directory import Directory, name_key
from accounts.importing.rows import CheckedRow
from accounts.importing.values import Wrong
from accounts.models import User
from kmc.lib.names import split_name, split_prefix

UNIT_FIELDS = ("smis_code", "organization")
COMPARED = ("prefix", "given_name", "family_name", "position", "academic_standing", "staff_kind", "phone")
CLOSED_REASONS = {
    User.Closed.LEFT: "account_left",
    User.Closed.PENDING: "account_pending",
    User.Closed.MERGED: "account_closed",
    User.Closed.ERASED: "account_closed",
}


def check_staff(rows: list[CheckedRow], directory: Directory) -> None:
    """Settle each row. People named by e-mail or user name are found first: a name alone never takes them."""
    for one in rows:
        one.read()
        take_name(one)
        take_unit(one, directory)
        take_keyed(one, directory)
    directory.claimed |= {one.person["pk"] for one in rows if one.person}
    seen: dict[tuple, int] = {}
    for one in rows:
        if not one.problems:
            settle(one, directory, seen)


def take_name(one: CheckedRow) -> None:
    """Split the name where one column holds it all, and take a prefix off the given name."""
    if "full_name" in one.columns and not one.value("given_name"):
        prefix, given, family = split_name(one.value("full_name"))
        if given and not family and not one.value("family_name"):
            one.blame(Wrong("no_family_name"), "full_name")
        column = "full_name"
    else:
        prefix, given = split_prefix(one.value("given_name"))
        family, column = one.value("family_name"), "given_name"
    if not given and not one.is_wrong(column):
        one.blame(Wrong("no_given_name"), column)
    one.values |= {"given_name": given, "family_name": family or one.value("family_name")}
    one.values["prefix"] = one.value("prefix") or prefix


def take_unit(one: CheckedRow, directory: Directory) -> None:
    """Find the unit by its code, else by its name; a list of one school needs neither."""
    names = [name for name in UNIT_FIELDS if one.value(name)]
    if any(map(one.is_wrong, UNIT_FIELDS)):
        return
    if not names:
        if len(directory.inside) == 1:
            one.unit = directory.staff_import.organization
        elif not one.cell("email") and not one.cell("username"):
            one.blame(Wrong("no_unit"), "organization" if "organization" in one.columns else "smis_code")
        return
    try:
        one.unit = directory.unit(
            code=one.value("smis_code"), text=one.value("organization"), district=one.value("district")
        )
    except Wrong as wrong:
        one.blame(wrong, "district" if wrong.code == "district_unknown" else names[0])


def take_keyed(one: CheckedRow, directory: Directory) -> None:
    """Find the account by e-mail, else by user name; the two may not name two accounts."""
    by_email = directory.by_email.get(one.value("email").lower())
    by_username = directory.by_username.get(one.value("username").lower())
    if by_email and by_username and by_email is not by_username:
        one.blame(Wrong("email_taken"), "email")
    elif by_email and one.value("username") and not by_username:
        one.blame(Wrong("username_kept"), "username")
    elif by_username and one.value("email") and by_username["email"] and not by_email:
        one.blame(Wrong("username_taken"), "username")  # the account has another address
    one.person = None if one.problems else by_email or by_username


def settle(one: CheckedRow, directory: Directory, seen: dict[tuple, int]) -> None:
    """Say who the row is: an account there is, or a new one; and not somebody of an earlier line."""
    try:
        if one.person is None and one.unit is not None:
            one.person = named_person(one, directory)
        if one.person is None and one.unit is None:
            raise Wrong("no_unit")
        refuse_second(one, seen)
        if one.person is None:
            one.is_new = True
        else:
            compare(one, directory)
    except Wrong as wrong:
        one.blame(wrong, "full_name" if "full_name" in one.columns else "given_name")


def named_person(one: CheckedRow, directory: Directory) -> dict | None:
    """Return the person of this name in the unit, unless another line of the list is that person."""
    found = directory.people_named(one.value("given_name"), one.value("family_name"), one.unit)
    if one.value("email") or one.value("username"):
        taken = directory.claimed - {one.row.person_id}
        found = [person for person in found if person["pk"] not in taken]
    if len(found) > 1:
        raise Wrong("name_ambiguous")
    if not found:
        return None
    if one.value("username"):
        raise Wrong("username_kept", at="username")
    if one.value("email") and found[0]["email"]:
        raise Wrong("same_name", at="email")
    return found[0]


def refuse_second(one: CheckedRow, seen: dict[tuple, int]) -> None:
    """Refuse a person of an earlier line. Two new people may share a name if each has a key of their own."""
    own = [(name, one.value(name).lower()) for name in ("email", "username") if one.value(name)]
    if one.person:
        own.append(("person", one.person["pk"]))
        barred = own
    else:
        name = name_key(f"{one.value('given_name')} {one.value('family_name')}")
        keyed, bare = ("keyed", name, one.unit.pk), ("bare", name, one.unit.pk)
        barred = [*own, bare] if own else [keyed, bare]
        own = [*own, keyed] if own else [bare]
    for key in barred:
        if key in seen:
            raise Wrong("duplicate", at=key[0] if key[0] in one.columns else "", line=seen[key])
    for key in own:
        seen.setdefault(key, one.line)


def compare(one: CheckedRow, directory: Directory) -> None:
    """Note what differs, and refuse what a list may not touch."""
    person = one.person
    if person["is_service"]:
        raise Wrong("service")
    if person["organization_id"] not in directory.inside:
        raise Wrong("person_outside")
    if reason := CLOSED_REASONS.get(person["closed_because"]):
        raise Wrong(reason)
    for name in COMPARED:
        one.compare(name, person[name], one.value(name))
    if one.value("email").lower() != person["email"].lower():
        one.compare("email", person["email"], one.value("email"))
    if one.unit and one.unit.pk != person["organization_id"]:
        one.changes["organization"] = [directory.units[person["organization_id"]].name, one.unit.name]
    refuse_trusted(one, directory)


def refuse_trusted(one: CheckedRow, directory: Directory) -> None:
    """Nobody comes into somebody else's account, or ends a higher role, by a list: an address is given to
    accounts one may hand out, and to those in use by administrators alone."""
    person, unit = one.person, one.person["organization_id"]
    if one.changes and person["is_superuser"]:
        raise Wrong("superuser")
    is_in_hand = person["pk"] in directory.in_hand
    if "organization" in one.changes and not is_in_hand:
        raise Wrong("moved_by_hand")
    if "email" not in one.changes:
        return
    is_trusted = person["pk"] in directory.trusted and not directory.staff_import.created_by.is_superuser
    if is_trusted or not is_in_hand:
        raise Wrong("email_trusted")
    if person["is_active"] and unit not in directory.administered:
        raise Wrong("email_own")
