"""Everything kept about a person, as an archive for that person (PDPA B.E. 2562, sections 30 and 31).

`OWN` says for each relation to a person what goes in. A relation that stands neither there nor in
`LEFT_OUT` fails a test: whoever adds a table decides what it holds of people.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, User
from accounts.services.trail import record
from kmc.lib.dates import ERA, start_of_today

MOST_A_DAY = 5
ARCHIVE = "own_data"
# Never given out, whatever the relation: secrets, hashes, tokens and columns that only the portal uses.
NEVER = frozenset(
    "password code_hash data extra_data session_key form_token sort_key token token_secret key".split()
)
WHOLE = None  # every column but keys of other people and what is in NEVER

ACCOUNT = ("username", "email", "given_name", "family_name", "is_active", "date_joined", "last_login")

# Relation -> the columns that go in. What names another person is left out of every one of them.
OWN = {
    "profile": WHOLE,
    "merged_people": ACCOUNT,
    "emailaddress_set": ("email", "verified", "primary"),
    "socialaccount_set": ("provider", "uid", "last_login", "date_joined"),
    "authenticator_set": ("type", "created_at", "last_used_at"),
    "api_tokens": ("name", "prefix", "scopes", "made_at", "expires_on", "last_used_on", "revoked_at"),
    "usersession_set": ("ip", "user_agent", "created_at", "last_seen_at"),
    "access_entries": WHOLE,
    "audited_entries": ("at", "action", "organization"),
    "audit_entries": ("at", "action", "organization"),
    "activity_days": ("day",),
    "used_periods": WHOLE,
    "role_grants": WHOLE,
    "network_grants": WHOLE,
    "coordinated_networks": ("name",),
    "invitation": ("created_at", "expires_at", "used_at", "is_mailed"),
    "moves": WHOLE,
    "import_rows": ("line", "cells", "changes", "verdict", "outcome"),
    "policy_acceptances": WHOLE,
    "privacy_requests": WHOLE,
    "skill_records": WHOLE,
    "competency_assessments": WHOLE,
    "development_plans": WHOLE,
    "authorships": ("article", "organization", "position"),
    "created_articles": (
        "title",
        "summary",
        "body",
        "kind",
        "status",
        "visibility",
        "created_at",
        "edited_at",
        "first_published_at",
    ),
    "next_versions": ("article", "status", "title", "summary", "body", "reason", "started_at", "edited_at"),
    "revisions": ("article", "number", "title", "summary", "body", "reason", "at"),
    "attachments": ("article", "role", "file", "name", "content_type", "size", "uploaded_at"),
    "reviews": ("article", "action", "reason", "at"),
    "comments": WHOLE,
    "comment_reports": WHOLE,
    "thanks_given": WHOLE,
    "bookmarks": WHOLE,
    "follows": WHOLE,
    "target_evidence": ("target", "title", "note", "url", "shown_on"),
    "plan_reviews": ("plan", "fiscal_year", "reviewed_on", "findings", "changes"),
    "notifications": ("kind", "details", "at", "read_at", "mailed_at"),
    "mail_choice": ("rhythm", "changed_at"),
    "outgoing_mail": ("subject", "written_at", "sent_at"),  # the text may name others
    "trusted_at": WHOLE,
    "opened_surveys": WHOLE,
    "uses": (
        *("article", "organization", "place", "result", "measure", "figure", "used_on", "at"),
        *("edited_at", "hidden_at", "hidden_reason", "file", "file_name"),
    ),
    "led_trials": WHOLE,
    "entered_awards": WHOLE,
    "award_holdings": ("award",),
    "award_notes": ("award", "kind", "text", "article", "at"),
    "certificates": WHOLE,
    "owned_topics": ("name",),
    "saved_searches": ("title", "tells", "created_at"),
    "topic_requests": WHOLE,
    "seconded_topic_requests": ("request", "at"),
    "taken_topic_requests": ("title", "status", "taken_at"),
    "staff_imports": ("kind", "organization", "status", "file_name", "created_at", "finished_at"),
}
# What belongs to a row of a relation: relation -> (its own relation, columns).
WITHIN = {
    "competency_assessments": ("ratings", WHOLE),
    "development_plans": ("activities", WHOLE),
}
# Acts on what belongs to somebody else: that person's data, with only the key of the one who acted.
LEFT_OUT = frozenset(
    "authored_articles published_articles confirmed_assessments confirmed_skills signed_plans grants_given "
    "network_grants_given moves_made given_invitations caused_notifications published_policies answered_privacy_requests "
    "articles_in_hand approved_revisions trust_given confirmed_awards decided_trials ended_topic_requests hidden_uses hidden_comments settled_reports made_tokens revoked_tokens followers logentry_set groups user_permissions".split()
)


def own_data_archive(*, person: User):
    """Return an open temporary file: a zip of JSON and of the person's files, noted in the audit trail."""
    taken = AuditEntry.objects.filter(actor=person, action=AuditEntry.Action.EXPORT, at__gte=start_of_today())
    if taken.filter(details__what=ARCHIVE).count() >= MOST_A_DAY:
        raise ValidationError(
            _("You have downloaded your data %(count)s times today. Please come back tomorrow.")
            % {"count": MOST_A_DAY},
            code="too_often",
        )
    archive = tempfile.TemporaryFile(suffix=".zip")  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        write_archive(target, person)
    archive.seek(0)
    record(action=AuditEntry.Action.EXPORT, by=person, person=person, what=ARCHIVE)
    return archive


def write_archive(target: zipfile.ZipFile, person: User) -> None:
    """Write a JSON file for each kind of row there is, and the stored files beside."""
    write_json(target, "account", str(User._meta.verbose_name), [row_of(person, ACCOUNT)])
    for name in OWN:
        rows = list(rows_of(person, name))
        if rows:
            title = str(rows[0]._meta.verbose_name_plural)
            write_json(target, name, title, [nested_row(row, name) for row in rows])
            write_files(target, name, rows)


def write_json(target: zipfile.ZipFile, name: str, title: str, rows: list[dict]) -> None:
    content = {"title": title, "count": len(rows), "rows": rows}
    target.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))


def write_files(target: zipfile.ZipFile, name: str, rows: Iterable[models.Model]) -> None:
    """Copy the stored files of the rows, piece by piece; one that is gone from the store is passed over."""
    for row in rows:
        for value in files_of(row, OWN[name]):
            if value.storage.exists(value.name):
                with value.storage.open(value.name) as source, target.open(path_of(value), "w") as copy:
                    for piece in iter(lambda source=source: source.read(1 << 16), b""):
                        copy.write(piece)


def files_of(row: models.Model, columns: tuple[str, ...] | None) -> list[FieldFile]:
    values = [getattr(row, field.name) for field in fields_of(row, columns)]
    return [value for value in values if isinstance(value, FieldFile) and value]


def path_of(value: FieldFile) -> str:
    """Return where the file lies in the archive: as it is stored, with the ending its name had."""
    names = (getattr(value.instance, name, "") for name in ("name", "certificate_name", "file_name"))
    shown = next(filter(None, names), "")
    ending = shown.rpartition(".")[2] if "." in shown else ""
    stored_has_one = "." in value.name.rpartition("/")[2]
    if stored_has_one or not (ending.isascii() and ending.isalnum() and len(ending) <= 5):
        return f"files/{value.name}"
    return f"files/{value.name}.{ending.lower()}"


def rows_of(person: User, name: str) -> Iterable[models.Model]:
    """Return the person's rows of a relation, in the order they came."""
    relation = relations()[name]
    rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
    linked = [field.name for field in fields_of(relation.related_model, OWN[name]) if field.is_relation]
    return rows.select_related(*linked).order_by("pk") if linked else rows.order_by("pk")


def relations() -> dict[str, models.ForeignObjectRel]:
    """Return every relation that points to a person, by the name it has on the person."""
    return {relation.get_accessor_name(): relation for relation in User._meta.related_objects}


def fields_of(row, columns: tuple[str, ...] | None) -> list[models.Field]:
    """Return the fields that go in: never a secret, never the key of a person."""
    return [
        field
        for field in row._meta.concrete_fields
        if field.name not in NEVER
        and field.related_model is not User
        and (columns is WHOLE or field.name in columns)
    ]


def nested_row(row: models.Model, name: str) -> dict:
    """Return a row with what belongs to it."""
    found = row_of(row, OWN[name])
    if name in WITHIN:
        inner, columns = WITHIN[name]
        found[inner] = [row_of(one, columns) for one in getattr(row, inner).order_by("pk")]
    return found


def row_of(row: models.Model, columns: tuple[str, ...] | None) -> dict:
    return {field.name: plain(row, field) for field in fields_of(row, columns)}


def plain(row: models.Model, field: models.Field):
    """Return a value as JSON holds it: days in both eras, a linked row by key and name."""
    value = getattr(row, field.name)
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    if isinstance(value, date):
        return {"iso": value.isoformat(), "be_year": value.year + ERA}
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, FieldFile):
        return path_of(value) if value else ""
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
