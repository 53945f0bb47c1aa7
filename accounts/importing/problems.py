"""Why a row is wrong: codes in storage, sentences in the reader's language."""

from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from accounts.importing.citizen import masked
from kmc.lib.thai import shorten

LONGEST_VALUE = 60

# Translators: reasons why a row of an imported list is wrong; each is a sentence that says what to do
SENTENCES = {
    "citizen_number": _("A citizen number stands here. It is not kept; please delete it from the list."),
    "control_characters": _("The cell holds characters that cannot be shown. Please type it again."),
    "too_long": _("The text is longer than %(limit)s characters."),
    "odd_name": _("A name has letters only, no digits or signs."),
    "no_given_name": _("The given name is missing."),
    "no_family_name": _("Given and family name cannot be told apart. Please put a space between them."),
    "bad_email": _("This is not an e-mail address."),
    "email_taken": _("This e-mail address belongs to another account."),
    "email_trusted": _("This person holds a role of trust: only they change their own address."),
    "email_own": _("The account is in use: the person enters the address on their own page."),
    "moved_by_hand": _("This person holds a role you cannot take back. An administrator moves them."),
    "bad_username": _("A user name has Latin letters, digits, dots or hyphens, at least three."),
    "username_taken": _("This user name belongs to another account."),
    "username_kept": _("The account has another user name. User names are not changed by a list."),
    "bad_phone": _("A phone number has nine or ten digits and begins with 0."),
    "bad_staff_kind": _("This kind of staff is not known. Please use a word of the template."),
    "short_code": _(
        "The code has %(found)s digits instead of %(count)s. Excel drops zeros in front: please format the column as text."
    ),
    "bad_code": _("The code has exactly %(count)s digits."),
    "no_unit": _("The school or unit is missing."),
    "unit_unknown": _("No school or unit of this name or code is known."),
    "unit_ambiguous": _("Several units have this name. Please add the district or the SMIS code."),
    "unit_outside": _("This unit does not belong to %(unit)s."),
    "unit_ended": _("This unit was closed or merged."),
    "duplicate": _("The same person stands in line %(line)s already."),
    "same_name": _(
        "A person of this name with another e-mail address is in the unit. Is it the same person?"
    ),
    "name_ambiguous": _(
        "There are several people of this name in the unit. Please add the e-mail or user name."
    ),
    "person_outside": _("This account belongs to a unit you do not look after."),
    "superuser": _("This account belongs to a superuser and is not changed by a list."),
    "service": _("This is a service account, not a person."),
    "account_left": _("This person has left. Please bring them back on their own page first."),
    "account_pending": _("This account waits for approval. Please approve it first."),
    "account_closed": _("This account was merged or erased."),
    "no_name": _("The name is missing."),
    "same_unit_name": _("A unit of this name in the district has another SMIS code. Is it the same unit?"),
    "duplicate_unit": _("The same unit stands in line %(line)s already."),
    "district_unknown": _("This district is not known."),
    "district_by_hand": _(
        "A school moves to another district on its own page, so that nothing of it is lost."
    ),
    "branch_unknown": _(
        "This main school is not known, or there are several of the name. If it is new, import the list again."
    ),
    "branch_of_itself": _("A school is no branch of itself."),
    "bad_pupil_count": _("The number of pupils is not a number."),
    "bad_unit_kind": _("This kind of unit is not known: school, group in the office, or district."),
    "office_new": _("An office is not made by a list."),
    "kind_kept": _("The unit is of another kind. Kinds are not changed by a list."),
    "bad_status": _("This status is not known. Please use a word of the template."),
    "status_by_hand": _("Units are merged and closed on their own page, so that nothing of theirs is lost."),
    "refused_by_database": _(
        "The row met another change made at the same time. Please import the list again."
    ),
}


def problem(code: str, column: int | None = None, value: str = "", **named) -> dict:
    """Return a reason as it is stored. What the cell said is kept short, citizen numbers never."""
    found = {"code": code, "column": column}
    if value:
        found["value"] = shorten(masked(value), LONGEST_VALUE)
    return found | named


def sentence(found: dict) -> str:
    """Return the reason in the reader's language."""
    return str(SENTENCES.get(found["code"], found["code"])) % {
        key: found[key] for key in found if key != "code"
    }


def cell_name(found: dict, line: int) -> str:
    """Return the cell as the spreadsheet names it (C14), or "" where the whole row is meant."""
    column = found.get("column")
    return "" if column is None else f"{get_column_letter(column + 1)}{line}"


def in_words(found: dict, line: int) -> str:
    """Return «C14: reason»."""
    cell = cell_name(found, line)
    return f"{cell}: {sentence(found)}" if cell else sentence(found)
