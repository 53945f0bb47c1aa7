"""Everyone and every unit there is, looked up the way a row names them: a few queries for any list."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from accounts.importing.values import Wrong
from accounts.models import Organization, RoleGrant, StaffImport, User
from accounts.permissions import ENDED, accounts_in_hand
from accounts.roles import ADMINISTRATOR, OFFICER
from kmc.lib.thai import collapse_spaces, normalize

PERSON_FIELDS = (
    "username",
    "email",
    "given_name",
    "family_name",
    "closed_because",
    "is_active",
    "is_superuser",
    "is_service",
)
PROFILE_FIELDS = ("prefix", "position", "academic_standing", "staff_kind", "phone", "organization_id")


def name_key(text: str) -> str:
    """Return a name as it is compared: no spaces, small letters."""
    return "".join(normalize(text).casefold().split())


def unit_key(text: str) -> str:
    """Return the name of a unit as it is compared: with or without «โรงเรียน» or «อำเภอ» in front."""
    key = name_key(text)
    for word in ("โรงเรียน", "รร.", "อำเภอ", "อ."):
        if key.startswith(word) and len(key) > len(word):
            return key.removeprefix(word)
    return key


@dataclass
class Directory:
    """The people and units an import is checked against, as they are now."""

    staff_import: StaffImport
    inside: set[int] = field(default_factory=set)
    people: dict[int, dict] = field(default_factory=dict)
    units: dict[int, Organization] = field(default_factory=dict)
    trusted: set[int] = field(default_factory=set)
    in_hand: set[int] = field(default_factory=set)  # whose account the one who imports may hand out
    administered: set[int] = field(default_factory=set)
    claimed: set[int] = field(default_factory=set)
    new_districts: dict[str, Organization] = field(default_factory=dict)

    def __post_init__(self):
        self.inside = set(Organization.tree_ids(self.staff_import.organization))
        self._take_units()
        if self.staff_import.kind == StaffImport.Kind.STAFF:
            self._take_people()
            self.claimed = set(self.staff_import.rows.claimed_people())

    # --- units --------------------------------------------------------------------------------------------------------

    def _take_units(self) -> None:
        self.by_code, self.by_unit_name = {}, defaultdict(list)
        for unit in Organization.objects.order_by("pk"):
            self.add_unit(unit)

    def add_unit(self, unit: Organization) -> None:
        self.units[unit.pk] = unit
        if unit.smis_code:
            self.by_code[unit.smis_code] = unit
        for key in {unit_key(unit.name), unit_key(unit.short_name)} - {""}:
            self.by_unit_name[key].append(unit)

    def district(self, text: str) -> Organization:
        found = [
            unit for unit in self.by_unit_name[unit_key(text)] if unit.kind == Organization.Kind.DISTRICT
        ]
        if not found and self.may_enter_districts:
            return self.new_district(text)
        if len(found) != 1:
            raise Wrong("district_unknown")
        return found[0]

    @cached_property
    def may_enter_districts(self) -> bool:
        """Return whether the list brings the districts along: the first one of an office, never a later one,
        where an unknown district is most likely a slip of the pen."""
        if self.staff_import.kind != StaffImport.Kind.ORGANIZATIONS:
            return False
        known = (self.units[pk].kind for pk in self.inside if pk in self.units)
        return Organization.Kind.DISTRICT not in known

    def new_district(self, text: str) -> Organization:
        """Return the district of this name that the list will enter; the same one however it is written."""
        key = unit_key(text)
        name = collapse_spaces(normalize(text))
        for word in ("อำเภอ", "อ."):
            name = name.removeprefix(word).strip()
        if key not in self.new_districts:
            self.new_districts[key] = Organization(
                parent=self.staff_import.organization,
                kind=Organization.Kind.DISTRICT,
                name=f"อำเภอ{name}",
                position=len(self.new_districts),
            )
        return self.new_districts[key]

    def units_named(self, text: str, district: Organization | None = None) -> list[Organization]:
        """Return the units of a name, in a district where one is given; full names
        before short ones, those that stand before those that ended, those looked after before others."""
        found = self.by_unit_name[unit_key(text)]
        if district is not None:
            found = [unit for unit in found if unit.district_id == district.pk]
        for is_better in (
            lambda unit: unit_key(unit.name) == unit_key(text),
            lambda unit: unit.status not in ENDED,
        ):
            if len(found) > 1:
                found = [unit for unit in found if is_better(unit)] or found
        return [unit for unit in found if unit.pk in self.inside] or found

    def unit(self, *, code: str, text: str, district: str) -> Organization:
        """Return the unit a row names, or say why it cannot be told."""
        if code:
            found = [self.by_code[code]] if code in self.by_code else []
        else:
            found = self.units_named(text, self.district(district) if district else None)
            found = [unit for unit in found if unit.kind != Organization.Kind.DISTRICT]
        if not found:
            raise Wrong("unit_unknown")
        if len(found) > 1:
            raise Wrong("unit_ambiguous")
        if found[0].pk not in self.inside:
            raise Wrong("unit_outside", unit=self.staff_import.organization.name)
        if found[0].status in ENDED:
            raise Wrong("unit_ended")
        return found[0]

    # --- people -------------------------------------------------------------------------------------------------------

    def _take_people(self) -> None:
        self.by_email, self.by_username, self.by_name = {}, {}, defaultdict(list)
        profile = {name: f"profile__{name}" for name in PROFILE_FIELDS}
        for row in User.objects.order_by("pk").values("pk", *PERSON_FIELDS, *profile.values()):
            person = {name: row[name] for name in ("pk", *PERSON_FIELDS)}
            person |= {name: row[path] for name, path in profile.items()}
            self.people[row["pk"]] = person
            if person["email"]:
                self.by_email[person["email"].lower()] = person
            self.by_username[person["username"].lower()] = person
            key = name_key(f"{person['given_name']} {person['family_name']}")
            self.by_name[key, person["organization_id"]].append(person)
        roles = RoleGrant.objects.of_roles(ADMINISTRATOR, OFFICER)
        self.trusted = set(roles.values_list("user_id", flat=True))
        by = self.staff_import.created_by
        mine = accounts_in_hand(by, User.objects.of_organizations(self.inside))
        self.in_hand = set(mine.values_list("pk", flat=True))
        self.administered = set(self.inside if by.is_superuser else by.organizations_as(ADMINISTRATOR))

    def people_named(self, given: str, family: str, unit: Organization) -> list[dict]:
        """Return the people of exactly this name in the unit whose account still stands."""
        gone = (User.Closed.MERGED, User.Closed.ERASED)
        found = self.by_name[name_key(f"{given} {family}"), unit.pk]
        return [person for person in found if person["closed_because"] not in gone]
