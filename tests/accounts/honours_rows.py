"""A row of every relation that uses, trials, awards and certificates have to a person."""

from django.utils import timezone

from knowledge.models import Article, Award, Certificate, Trial, Use


def honours_of(person, unit):
    """Make them of the newest article, as if the person had done everything alone."""
    article, now, today = Article.objects.latest("pk"), timezone.now(), timezone.localdate()
    Use.objects.create(
        article=article, by=person, place="ก", result="ข", used_on=today, hidden_at=now, hidden_by=person
    )
    Trial.objects.create(
        article=article,
        organization=unit,
        led_by=person,
        question="ก",
        participants="ข",
        starts_on=today,
        ends_on=today,
        verdict="keep",
        reason="ค",
        decided_at=now,
        decided_by=person,
    )
    award = Award.objects.create(
        title="ก",
        scheme="ข",
        level="area",
        year=2025,
        organization=unit,
        entered_by=person,
        confirmed_by=person,
        confirmed_at=now,
    )
    award.holders.create(user=person)
    award.notes.create(kind="advice", text="ก", by=person)
    Certificate.objects.create(user=person, kind="award", award=award, name="ก", title="ข")
