"""The topics every installation begins with: names are data in `knowledge/data/topics.json`."""

import json
from pathlib import Path

from django.db import transaction

from knowledge.models import Topic

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
