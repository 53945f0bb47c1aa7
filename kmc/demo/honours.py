"""What came of knowledge in the demo: trials of a semester, awards and what followed, certificates."""

import random
import uuid
from datetime import UTC, date, datetime, time, timedelta

from accounts.models import Organization, User
from kmc.demo.calendar import moment
from kmc.demo.echo import words
from kmc.demo.people import People
from kmc.demo.writing import NAMESPACE
from knowledge.models import Article, Award, AwardHolder, AwardNote, Certificate, Trial
from knowledge.services.certificates import thai_line

SEMESTER = 150  # days
TRIED = (
    "024-ai-draft-worksheets",
    "001-local-word-cards",
    "006-old-phone-microscope",
    "007-pupil-run-library",
    "029-offline-media-box",
    "039-non-teaching-hours",
    "010-story-bag-kindergarten",
    "022-orange-headphones",
)
HONOURED = (
    "001-local-word-cards",
    "032-one-page-project",
    "029-offline-media-box",
    "026-vegetable-bed-unit",
    "028-two-minute-audio-reading",
    "010-story-bag-kindergarten",
    "036-lunch-traceability",
    "019-final-consonant-board-game",
    "012-first-voice",
    "002-plc-fractions",
    "015-twenty-minute-talk",
    "026-vegetable-bed-unit",
    "022-orange-headphones",
    "042-three-trays-letters",
)


def insert_trials(by_slug: dict[str, int], people: People, today: date, rng: random.Random) -> int:
    """Try some works for a semester: running ones, one whose time is over, and verdicts with their reasons."""
    made = 0
    for slug, (question, participants, count, verdict, reason) in zip(TRIED, words()["trials"], strict=True):
        article = Article.objects.filter(pk=by_slug.get(slug)).first()
        if article is None:
            continue
        starts = today - timedelta(days=rng.randint(200, 420) if verdict else 30 + 45 * made)
        decided = moment(starts + timedelta(days=SEMESTER + rng.randint(2, 20)), rng) if verdict else None
        leader = rng.choice(people.by_organization[article.organization_id] or people.all)
        Trial.objects.create(
            article=article,
            organization_id=leader.organization_id,
            led_by_id=leader.pk,
            question=question,
            participants=participants,
            participant_count=count,
            starts_on=starts,
            ends_on=starts + timedelta(days=SEMESTER),
            verdict=verdict,
            reason=reason,
            decided_at=decided,
            decided_by_id=leader.pk if verdict else None,
            form_token=uuid.uuid5(NAMESPACE, f"trial {slug}"),
        )
        made += 1
    return made


def insert_awards(by_slug: dict[str, int], people: People, today: date, rng: random.Random) -> int:
    """Honour works, people and units; the last two still wait to be confirmed."""
    reviewer = people.demo["reviewer"].pk
    given = [
        (by_slug[slug], row) for slug, row in zip(HONOURED, words()["awards"], strict=True) if slug in by_slug
    ]
    for number, (pk, row) in enumerate(given):
        article = Article.objects.select_related("organization").get(pk=pk)
        award = award_of(article, number, row, today, rng)
        if number < len(given) - 2:
            award.confirmed_by_id = reviewer
            award.confirmed_at = moment(award.awarded_on + timedelta(days=9), rng)
        award.save()
        holders = list(article.authorships.exclude(user=None).values_list("user", flat=True))
        AwardHolder.objects.bulk_create(
            AwardHolder(award=award, user_id=user, position=place) for place, user in enumerate(holders)
        )
        if award.confirmed_at and number % 3 == 0:
            add_notes(award, reviewer, today, rng)
        if award.confirmed_at and number % 4 == 0 and holders:
            add_certificate(award, holders[0])
    return len(given)


def award_of(article: Article, number: int, row: list, today: date, rng: random.Random) -> Award:
    scheme, category, side, holder, level, medal, round_number = row
    first = max(article.first_published_on, today - timedelta(days=600))
    day = first + timedelta(days=int((today - first).days * rng.uniform(0.2, 0.8)))
    return Award(
        title=article.title,
        holder_kind=holder,
        level=level,
        scheme=scheme,
        category=category,
        side=side,
        round_number=round_number,
        year=day.year,
        medal=medal,
        awarded_on=day,
        article=article,
        organization=article.organization,
        entered_by_id=article.created_by_id,
        form_token=uuid.uuid5(NAMESPACE, f"award {number}"),
    )


def add_notes(award: Award, by: int, today: date, rng: random.Random) -> None:
    notes = words()["notes"][: rng.randint(1, 3)]
    for number, (kind, text) in enumerate(notes):
        note = AwardNote.objects.create(
            award=award,
            kind=kind,
            text=text,
            by_id=by,
            form_token=uuid.uuid5(NAMESPACE, f"note {award.form_token} {number}"),
        )
        day = min(award.awarded_on + timedelta(days=30 * (number + 1)), today)
        AwardNote.objects.filter(pk=note.pk).update(at=moment(day, rng))


def add_certificate(award: Award, holder: int) -> None:
    person = User.objects.with_profile().get(pk=holder)
    unit: Organization = person.profile.organization
    Certificate.objects.create(
        kind=Certificate.Kind.AWARD,
        user=person,
        award=award,
        name=person.profile.formal_name,
        organization_name=unit.name,
        title=award.title,
        details=thai_line(award),
        issued_at=datetime.combine(award.awarded_on + timedelta(days=12), time(3), UTC),
    )
