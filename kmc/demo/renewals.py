"""Knowledge that goes on in the demo: texts that stood before, next versions that wait, trust, confirmations."""

import random
import re
from datetime import date, timedelta

from accounts.models import User
from kmc.demo.calendar import moment
from kmc.demo.people import People
from kmc.demo.rows import insert_objects
from knowledge.freshness import due_day
from knowledge.models import Article, Authorship, NextVersion, Review, Revision, Topic, TrustedAuthor
from knowledge.services.revisions import content_of

RENEWED = 12  # articles that stood in an earlier text
REASONS = (
    "เพิ่มผลของภาคเรียนที่สอง",
    "แก้ขั้นตอนที่ 3 ตามระเบียบใหม่",
    "เพิ่มแบบบันทึกตามที่มีผู้ขอ",
    "ปรับถ้อยคำให้อ่านง่ายขึ้น",
)
ADDED = "<h2>เพิ่มเติมจากการใช้จริง</h2><p>โรงเรียนที่นำไปใช้แล้วแนะนำให้เริ่มจากกลุ่มเล็กก่อน แล้วจึงขยายทั้งชั้น จึงเพิ่มตารางเวลาแบบย่อไว้ในฉบับนี้</p>"
LAST_PARAGRAPH = re.compile(r"<p>(?:(?!</?p>).)*</p>\s*\Z", re.DOTALL)
STILL_RIGHT = 0.86  # of what came up for review, somebody confirmed


def insert_revisions(today: date, rng: random.Random) -> int:
    """Let some articles have stood in a shorter text before, some of them filed and credited differently."""
    older = Article.objects.published().exclude(cover="").order_by("first_published_at", "pk")[:RENEWED]
    topics = list(Topic.objects.categories().in_order().values_list("pk", flat=True))
    made = []
    for place, article in enumerate(older):
        changed = min(article.first_published_on + timedelta(days=rng.randint(40, 160)), today)
        if place == 0:
            credit_colleague(article)
        now = content_of(article)
        before = now | {
            "body": LAST_PARAGRAPH.sub("", article.body),
            "details": details_before(now["details"], place, topics),
        }
        texts = [(article.published_at, before, ""), (moment(changed, rng), now, rng.choice(REASONS))]
        for number, (at, said, reason) in enumerate(texts, start=1):
            made.append(
                Revision(
                    article=article,
                    number=number,
                    **said,
                    by_id=article.created_by_id,
                    approved_by_id=article.published_by_id,
                    at=at,
                    reason=reason,
                )
            )
    Revision.objects.bulk_create(made)
    return len(made)


def details_before(details: dict, place: int, topics: list[int]) -> dict:
    """Return what the first version said beside its text: every third had a keyword less, the first much else."""
    before = dict(details)
    if place % 3 == 0:
        before["tags"] = details["tags"][:-1]
    if place == 0:
        before["authors"] = details["authors"][:1]
        before["topic"] = next(topic for topic in topics if topic != details["topic"])
    return before


def credit_colleague(article: Article) -> None:
    """Credit somebody who wrote at the same place too and had no other part in the article."""
    written = Authorship.objects.published().filter(organization=article.organization_id)
    had_part = [
        own.values_list("by", flat=True)
        for own in (article.reviews, article.comments, article.uses, article.thanks)
    ]
    others = written.exclude(user=article.created_by_id)
    for people in had_part:
        others = others.exclude(user__in=people)
    if colleague := others.order_by("pk").first():
        Authorship.objects.create(
            article=article, user_id=colleague.user_id, organization_id=colleague.organization_id, position=1
        )


def insert_next_versions(people: People, today: date, rng: random.Random) -> int:
    """Let next versions wait, go back and lie as drafts, in the school one tries things with first."""
    home = people.demo["teacher"].organization_id
    near = Article.objects.published().filter(organization=home).exclude(created_by=people.demo["teacher"].pk)
    chosen = [*near.order_by("-first_published_at", "-pk")[:1], *own_of(people)]
    others = Article.objects.published().exclude(pk__in=[one.pk for one in chosen]).exclude(cover="")
    chosen += list(others.order_by("-first_published_at", "-pk")[: 3 - len(chosen)])
    steps = []
    for article, status, age in zip(chosen, ("submitted", "draft", "returned"), (3, 1, 6), strict=False):
        at = moment(today - timedelta(days=age), rng)
        NextVersion.objects.create(
            article=article,
            status=status,
            title=article.title,
            summary=article.summary,
            body=f"{article.body}\n{ADDED}",
            reason=rng.choice(REASONS),
            edited_by_id=article.created_by_id,
            edited_at=at,
            submitted_at=None if status == "draft" else at,
        )
        if status != "draft":
            steps.append(step(article, "submitted", article.created_by_id, at))
        if status == "returned":
            back, reason = at + timedelta(days=1), "ขอที่มาของตัวเลขในตารางใหม่"
            steps.append(step(article, "returned", article.published_by_id, back, reason))
    insert_objects(steps)
    return len(chosen)


def own_of(people: People) -> list[Article]:
    """Return one published article of the second demo teacher, in a list, if there is one."""
    written = Article.objects.published().written_by(User.objects.get(pk=people.demo["teacher2"].pk))
    return list(written.order_by("-first_published_at", "-pk")[:1])


def step(article: Article, action: str, by: int, at, reason: str = "", *, of_next: bool = True) -> Review:
    return Review(article=article, action=action, by_id=by, at=at, reason=reason, of_next=of_next)


def give_trust(people: People, today: date, rng: random.Random) -> None:
    """Trust a colleague of the demo school; the newest of hers stands published to be looked at afterwards."""
    home = people.demo["teacher"].organization_id
    demo = {one.pk for one in people.demo.values()}
    written = Article.objects.published().filter(organization=home).exclude(created_by__in=demo)
    newest = list(written.filter(next_version=None).order_by("-first_published_at", "-pk")[:1])
    if not newest:
        return
    article = newest[0]
    at = moment(today - timedelta(days=200), rng)
    trust = TrustedAuthor.objects.create(
        organization_id=home, user_id=article.created_by_id, given_by_id=people.demo["reviewer"].pk
    )
    TrustedAuthor.objects.filter(pk=trust.pk).update(given_at=at)
    article.reviews.filter(action="published").update(by=article.created_by_id)
    Article.objects.filter(pk=article.pk).update(
        published_by=article.created_by_id, unreviewed_since=article.published_at
    )


def confirm_most(today: date, rng: random.Random) -> int:
    """Let somebody have said of most older articles that they are still right. Return how many are overdue."""
    overdue = Article.objects.published().filter(review_due_on__lt=today).order_by("pk")
    left, confirmed, steps = 0, [], []
    for article in overdue.only("pk", "kind", "review_due_on", "created_by"):
        if rng.random() > STILL_RIGHT:
            left += 1
            continue
        day = min(article.review_due_on + timedelta(days=rng.randint(-20, 15)), today)
        article.review_due_on, article.confirmed_at = due_day(article.kind, day), moment(day, rng)
        confirmed.append(article)
        steps.append(step(article, "confirmed", article.created_by_id, article.confirmed_at, of_next=False))
    Article.objects.bulk_update(confirmed, ["review_due_on", "confirmed_at"], batch_size=500)
    insert_objects(steps)
    return left
