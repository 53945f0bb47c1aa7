"""The framework of topics: what every installation begins with (names are data), and what is needed of each."""

import json
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import AuditEntry, User
from accounts.services.trail import record
from knowledge.models import Topic
from knowledge.permissions.topics import can_set_need

TOPICS = Path(__file__).resolve().parent.parent / "data" / "topics.json"


@transaction.atomic
def ensure_topics() -> int:
    """Make the categories and components. Return how many are new.

    A tree that holds topics stays as it is: what people renamed or removed is not brought back.
    """
    made = 0
    for tree, wanted in json.loads(TOPICS.read_text(encoding="utf-8")).items():
        if Topic.objects.filter(tree=tree).exists():
            continue
        for position, topic in enumerate(wanted, start=1):
            Topic.objects.create(tree=tree, position=position, **topic)
            made += 1
    return made


@transaction.atomic
def set_need(*, topic: Topic, by: User, data: dict) -> Topic:
    """Say what is needed of a topic, for whom, who looks after it, how many articles are enough and by when.

    What changed stands in the audit trail; the same once more changes nothing.
    """
    if not can_set_need(by):
        raise PermissionDenied
    stored = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    changed = [name for name, value in data.items() if getattr(stored, name) != value]
    if not changed:
        return stored
    before = {"was": stored.enough} if "enough" in changed else {}
    for name in changed:
        setattr(stored, name, data[name])
    stored.save()
    record(
        action=AuditEntry.Action.EDIT_TOPIC,
        by=by,
        person=stored.owner,
        organization=stored.owner_unit,
        topic=stored.pk,
        fields=changed,
        **before,
    )
    return stored
