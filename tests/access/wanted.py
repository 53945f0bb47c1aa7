"""Who gets what at the addresses of wanted topics and of the framework of topics."""

from django.utils import timezone

from knowledge.models import Article, Topic, TopicRequest
from knowledge.services.wanted import ask

GONE_ON = "in 302 302 302 302 302 302 302 302"
FORM = "in 403 403 403 403 403 200 200 200"

ACCESS = {
    "knowledge:topic_map": ("", "200", "405"),
    "knowledge:topic_need": ("topic", FORM, FORM),
    "knowledge:wanted_list": ("", "200", "405"),
    "knowledge:wanted_create": ("", "200", "200"),
    "knowledge:wanted_detail": ("wish", "200", "405"),
    "knowledge:wanted_second": ("wish", "405", GONE_ON),
    "knowledge:wanted_unsecond": ("wish", "405", GONE_ON),
    "knowledge:wanted_take": ("wish", "405", GONE_ON),
    "knowledge:wanted_give_back": ("taken_wish", "405", GONE_ON),
    "knowledge:wanted_answer": (
        "wish",
        "in 403 403 403 200 403 403 200 200",
        "in 403 403 403 200 403 403 200 200",
    ),
    "knowledge:wanted_close": (
        "wish",
        "in 403 403 200 403 403 403 200 200",
        "in 403 403 200 403 403 403 200 200",
    ),
    "knowledge:wanted_let_through": ("held_wish", "405", "in 403 403 403 302 403 302 302 302"),
    "knowledge:wanted_reopen": ("answered_wish", "405", GONE_ON),
}


def wishes_of(things, people):
    """Let the author ask; others took on and answered; a visitor waits."""
    topic = Topic.objects.get(pk=things["topic"])
    data = {"title": "ตารางสอนครูสามคน", "topic": topic}
    wish, taken, answered = (ask(by=people["author"], data=data) for _ in range(3))
    held = ask(by=None, data=data, address="192.0.2.1")
    move_on(taken.pk, answered.pk, things["public"], people)
    return {
        "wish": wish.pk,
        "taken_wish": taken.pk,
        "answered_wish": answered.pk,
        "held_wish": held.pk,
    }


def move_on(taken, answered, article, people):
    """Let one be taken on and one be answered."""
    TopicRequest.objects.filter(pk=taken).update(
        status="taken", taken_by=people["colleague"], taken_at=timezone.now()
    )
    TopicRequest.objects.filter(pk=answered).update(
        status="answered",
        ended_by=people["colleague"],
        ended_at=timezone.now(),
        article=Article.objects.get(pk=article),
    )


def restore_wishes(world):
    """Put the wishes back as they were."""
    things = world.things
    keys = [things[name] for name in ("wish", "taken_wish", "answered_wish")]
    TopicRequest.objects.filter(pk__in=keys).update(
        status="open", taken_by=None, taken_at=None, ended_by=None, ended_at=None, article=None
    )
    TopicRequest.objects.filter(pk=things["held_wish"]).update(status="held")
    move_on(things["taken_wish"], things["answered_wish"], things["public"], world.people)
