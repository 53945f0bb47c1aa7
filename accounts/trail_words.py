"""The details of an audit entry in words: keys and codes as the reader calls them."""

from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, PolicyText, PrivacyRequest, StaffImport
from accounts.roles import ROLE_TITLES

# Translators: what stands before the value in a line of the audit trail, such as "role: reviewer"
LABELS = {
    "role": _("role"),
    "roles": _("roles taken back"),
    "grants": _("roles taken back"),
    "network": _("number of the network"),
    "kind": _("kind"),
    "rows": _("rows"),
    "list": _("number of the list"),
    "people": _("people"),
    "staff": _("people"),
    "units": _("units"),
    "step": _("step"),
    "left": _("number of the unit before"),
    "on": _("on"),
    "followed": _("rows that followed"),
    "doubles": _("rows that said the same"),
    "unconfirmed": _("skills to be confirmed anew"),
    "into": _("number of the unit it went into"),
    "was": _("before"),
    "before": _("before"),
    "after": _("after"),
    "ended_on": _("ended on"),
    "fields": _("what changed"),
    "is_new": _("newly entered"),
    "memberships": _("networks left"),
    "merged": _("number of the account closed"),
    "policy": _("number of the text"),
    "version": _("version"),
    "request": _("number of the request"),
    "answer": _("answer"),
    "removed": _("ways removed"),
    "survey": _("number of the survey"),
    "what": _("what"),
    "file": _("file"),
    "written": _("Brought in"),
    "failed": _("failed"),
    "skipped": _("left out"),
    "mailed": _("sent by e-mail"),
    "topic": _("number of the topic"),
    "key": _("number of the key"),
    "scopes": _("what it may read"),
}
VALUES = {
    **ROLE_TITLES,
    **dict(StaffImport.Kind.choices),
    **dict(PolicyText.Kind.choices),
    **dict(PrivacyRequest.Kind.choices),
    **dict(PrivacyRequest.Answer.choices),
    **dict(ApiToken.Scope.choices),
    "access_log": _("access log"),
    "site": _("the whole site"),
    "public_site": _("what every visitor may read"),
    "competency-needs": _("competency needs"),
    "started": _("started"),
    "finished": _("finished"),
    "cancelled": _("cancelled"),
    "True": _("yes"),
    "False": _("no"),
}


def in_words(details: dict) -> str:
    """Return the details as one line; what no word is known for stands as it was written."""
    said = [f"{LABELS.get(key, key)}: {value_in_words(value)}" for key, value in details.items()]
    return ", ".join(said) or "–"


def value_in_words(value) -> str:
    if isinstance(value, list):
        return " ".join(value_in_words(one) for one in value)
    return str(VALUES.get(str(value), value))
