"""A list of people pasted as text: one a line, read and judged before anything is written."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organization, User
from accounts.services import NewPerson
from kmc.lib.names import PREFIXES, split_name
from kmc.lib.thai import collapse_spaces, normalize

MOST_LINES = 200
LONGEST = {"prefix": 40, "given": 100, "family": 100, "position": 120, "email": 254}
HEADINGS = ("นามสกุล", "ชื่อ-สกุล", "ชื่อ - สกุล", "ชื่อสกุล", "surname", "family name")
NEW, HERE, WRONG = "new", "here", "wrong"
VERDICTS = {NEW: gettext_lazy("New"), HERE: gettext_lazy("Is here already"), WRONG: gettext_lazy("Wrong")}
TONES = {NEW: "leaf", HERE: "plain", WRONG: "danger"}


@dataclass
class Line:
    """A line as it was understood, with the verdict and why."""

    number: int
    prefix: str = ""
    given: str = ""
    family: str = ""
    position: str = ""
    email: str = ""
    verdict: str = NEW
    reason: str = ""

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.given} {self.family}".strip()

    @property
    def verdict_label(self) -> str:
        return str(VERDICTS[self.verdict])

    @property
    def tone(self) -> str:
        return TONES[self.verdict]

    def judge(self, verdict: str, reason: str) -> None:
        if self.verdict == NEW:
            self.verdict, self.reason = verdict, reason


def read_people_list(text: str, unit: Organization) -> list[Line]:
    """Return each line with its verdict for this unit: new, here already, or wrong and why. Three queries."""
    lines = [
        read_line(number, line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not is_heading(line)
    ]
    judge_against_list(lines)
    judge_against_unit(lines, unit)
    return lines


def is_heading(line: str) -> bool:
    """A first row copied from a spreadsheet along with the names."""
    return any(word in line.lower() for word in HEADINGS) and "@" not in line


def read_line(number: int, text: str) -> Line:
    """Read prefix, name, position and e-mail from a line with tabs or commas between."""
    cells = cells_of(text)
    emails = [cell for cell in cells if "@" in cell]
    rest = name_in_one_cell([cell for cell in cells if "@" not in cell])
    prefix, given, family = split_name(rest[0] if rest else "")
    line = Line(number, prefix, given, family, rest[1] if len(rest) > 1 else "", emails[0] if emails else "")
    check_line(line, too_many=len(emails) > 1 or len(rest) > 2)
    return line


def cells_of(text: str) -> list[str]:
    """Split on tabs where there are any, else on commas; empty cells and the running number go."""
    parts = text.split("\t") if "\t" in text else text.replace("，", ",").split(",")
    cells = [cell for part in parts if (cell := collapse_spaces(normalize(part)))]
    return cells[1:] if cells and cells[0].rstrip(".").isdigit() else cells


def name_in_one_cell(cells: list[str]) -> list[str]:
    """Put prefix, given and family name together where the spreadsheet has a column for each."""
    if len(cells) > 1 and cells[0] in PREFIXES:
        cells = [f"{cells[0]} {cells[1]}", *cells[2:]]
    if len(cells) > 1 and not split_name(cells[0]).family:
        cells = [f"{cells[0]} {cells[1]}", *cells[2:]]
    return cells


def check_line(line: Line, *, too_many: bool) -> None:
    """Judge what the line itself says."""
    if not line.given:
        line.judge(WRONG, _("There is no name in this line."))
    elif any(character.isdigit() for character in line.given + line.family):
        line.judge(WRONG, _("A name holds no digits."))
    elif not line.family and not line.prefix.startswith("พระ"):
        line.judge(WRONG, _("The family name is missing."))
    elif too_many:
        line.judge(WRONG, _("There is more in this line than a name, a position and an e-mail address."))
    elif any(len(getattr(line, field)) > most for field, most in LONGEST.items()):
        line.judge(WRONG, _("Something in this line is too long."))
    elif line.email:
        check_email(line)


def check_email(line: Line) -> None:
    try:
        validate_email(line.email)
    except ValidationError:
        line.judge(WRONG, _("The e-mail address is not complete."))


def judge_against_list(lines: list[Line]) -> None:
    """A person, or an address, stands in a list once."""
    names, emails = {}, {}
    for line in lines:
        name, email = (line.given, line.family), line.email.lower()
        if line.verdict == WRONG:
            continue
        if name in names:
            line.judge(WRONG, _("The same name stands in line %(number)d already.") % {"number": names[name]})
        elif email and email in emails:
            line.judge(
                WRONG, _("The same address stands in line %(number)d already.") % {"number": emails[email]}
            )
        names.setdefault(name, line.number)
        emails.setdefault(email, line.number)


def judge_against_unit(lines: list[Line], unit: Organization) -> None:
    """Compare with who is in the unit already, and with the addresses of all accounts."""
    staff = User.objects.people().standing().of_organizations([unit.pk])
    here = {
        (given, family): why
        for given, family, why in staff.values_list("given_name", "family_name", "closed_because")
    }
    taken = taken_addresses([line.email for line in lines if line.email])
    for line in lines:
        name = (line.given, line.family)
        if name in here:
            has_left = here[name] == User.Closed.LEFT
            reason = _("The person left; open the account again in the list of people.") if has_left else ""
            line.judge(HERE, reason)
        elif line.email.lower() in taken:
            line.judge(WRONG, _("This e-mail address belongs to another account."))


def taken_addresses(emails: list[str]) -> set[str]:
    """Return which of the addresses belong to an account, in small letters."""
    if not emails:
        return set()
    same = Q()
    for email in emails:
        same |= Q(email__iexact=email)
    return {email.lower() for email in User.objects.filter(same).values_list("email", flat=True)}


def new_people(lines: list[Line], unit: Organization) -> list[NewPerson]:
    """Return the lines that are new as people to be given an account."""
    return [
        NewPerson(
            organization=unit,
            prefix=line.prefix,
            given_name=line.given,
            family_name=line.family,
            position=line.position,
            email=line.email,
        )
        for line in lines
        if line.verdict == NEW
    ]
