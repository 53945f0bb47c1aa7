"""The framework of knowledge in the demo: what is needed of each topic, topics below others, what people miss."""

import json
import random
import uuid
from datetime import date, timedelta
from pathlib import Path

from accounts.models import Organization, User
from kmc.demo.calendar import moment
from kmc.demo.people import People
from kmc.demo.writing import NAMESPACE
from knowledge.models import Article, Topic, TopicRequest, TopicRequestSecond

FRAMEWORK = Path(__file__).resolve().parent / "framework.json"
VISITOR = "visitor"


def build_framework(people: People, today: date) -> tuple[int, int]:
    """Say what is needed of every topic and put some below others. Return how many topics there are and are below."""
    framework = json.loads(FRAMEWORK.read_text(encoding="utf-8"))
    for topic in Topic.objects.filter(name__in=framework["topics"]):
        plan = framework["topics"][topic.name]
        topic.need, topic.audience = plan.get("need", ""), plan.get("audience", "")
        topic.enough = plan["enough"]
        topic.due_on = today + timedelta(days=plan["days"]) if "days" in plan else None
        topic.owner_unit = Organization.objects.filter(
            kind="group", name__startswith=plan.get("unit", "-")
        ).first()
        topic.owner = owner_of(plan, topic.owner_unit, people)
        topic.save()
    for position, (parent, name, name_en, words, enough) in enumerate(framework["below"], start=1):
        file_below(Topic.objects.categories().get(name=parent), name, name_en, words, enough, position)
    return Topic.objects.count(), len(framework["below"])


def owner_of(plan: dict, unit: Organization | None, people: People) -> User | None:
    """Return the demo account that is named, else the first of the unit who uses the portal."""
    if "owner" in plan:
        return people.demo_user(plan["owner"])
    users = (
        User.objects.filter(profile__organization=unit, activity_days__isnull=False)
        if unit
        else User.objects.none()
    )
    return users.order_by("pk").first()


def file_below(parent: Topic, name: str, name_en: str, words: list[str], enough: int, position: int) -> None:
    """Make a topic below another, and file the articles under it that name one of the words."""
    topic = Topic.objects.create(
        tree=parent.tree,
        parent=parent,
        name=name,
        name_en=name_en,
        enough=enough,
        position=position,
        owner_unit=parent.owner_unit,
    )
    filed = [
        pk
        for pk, title in parent.articles.order_by("pk").values_list("pk", "title")
        if any(word in title for word in words)
    ]
    Article.objects.filter(pk__in=filed).update(topic=topic)


def insert_wishes(people: People, by_slug: dict[str, int], today: date, rng: random.Random) -> int:
    """Ask for knowledge: open, taken on, answered, closed, and one of a visitor that waits to be let through."""
    users = User.objects.filter(activity_days__isnull=False, profile__isnull=False).distinct()
    pool = list(users.order_by("pk").values_list("pk", flat=True))
    wishes = json.loads(FRAMEWORK.read_text(encoding="utf-8"))["wishes"]
    for row in wishes:
        wish = wish_of(row, people, by_slug, pool, today, rng)
        wish.save()
        asked_at = moment(today - timedelta(days=row["days"]), rng)
        TopicRequest.objects.filter(pk=wish.pk).update(asked_at=asked_at)
        others = [pk for pk in pool if pk != wish.asked_by_id]
        TopicRequestSecond.objects.bulk_create(
            TopicRequestSecond(request=wish, user_id=pk)
            for pk in rng.sample(others, min(row["seconds"], len(others)))
        )
    return len(wishes)


def wish_of(row: dict, people: People, by_slug: dict, pool: list, today: date, rng) -> TopicRequest:
    by = None if row["by"] == VISITOR else asker_of(row, people, pool, rng)
    wish = TopicRequest(
        title=row["title"],
        details=row["details"],
        topic=Topic.objects.filter(name=row["topic"]).first(),
        status=TopicRequest.Status.OPEN if by else TopicRequest.Status.HELD,
        asked_by=by,
        organization=by.profile.organization if by else None,
        form_token=uuid.uuid5(NAMESPACE, f"wish {row['key']}"),
    )
    later = moment(today - timedelta(days=row["days"] // 2), rng)
    if "taken" in row:
        wish.status, wish.taken_by, wish.taken_at = "taken", people.demo_user(row["taken"]), later
    if by_slug.get(row.get("answer")):
        wish.status, wish.article_id = "answered", by_slug[row["answer"]]
    if "closed" in row:
        wish.status, wish.closed_reason = "closed", row["closed"]
    if wish.is_ended:
        wish.ended_by, wish.ended_at = people.demo_user("reviewer"), later
    return wish


def asker_of(row: dict, people: People, pool: list, rng: random.Random) -> User:
    key = people.demo[row["by"]].pk if row["by"] else rng.choice(pool)
    return User.objects.with_profile().get(pk=key)
