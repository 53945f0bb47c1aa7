"""Rows of a person about finding: searches they keep, topics they look after, wishes they have a part in."""

from django.utils import timezone

from knowledge.models import SavedSearch, Topic, TopicRequest, TopicRequestSecond
from knowledge.services import create_draft


def finding_of(person):
    """Give the person one row of each relation."""
    SavedSearch.objects.create(user=person, query="q=การอ่าน", title="“การอ่าน”")
    topic = Topic.objects.create(name="การอ่านในบ้าน", owner=person)
    article = create_draft(by=person, data={"title": "คำตอบ", "body": "<p>คำตอบ</p>"})
    now = timezone.now()
    wish = TopicRequest.objects.create(
        title="อยากรู้เรื่องการอ่าน", topic=topic, status="answered", article=article, asked_by=person,
        taken_by=person, taken_at=now, ended_by=person, ended_at=now,
    )  # fmt: skip
    TopicRequestSecond.objects.create(request=wish, user=person)
