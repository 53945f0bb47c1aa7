"""A use, a trial, two awards and a certificate: a colleague entered them, of the author's published article."""

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from knowledge.models import Article, Award, AwardHolder, Tally, Trial
from knowledge.services.certificates import issue_author_certificate
from knowledge.services.uses import report_use

PROOF = {"file_name": "ก.pdf", "file_type": "application/pdf"}


def award_of(people, school, **fields):
    award = Award(
        title="ครูผู้สอนยอดเยี่ยม",
        scheme="OBEC AWARDS",
        level="nation",
        year=2025,
        organization=school,
        entered_by=people["colleague"],
        **PROOF,
        **fields,
    )
    award.file.save("x", ContentFile(b"%PDF-1.4"), save=True)
    holder = AwardHolder.objects.create(award=award, user=people["author"])
    return award, holder


def honours_of(people, school, public):
    """Make them; the deputy confirmed one of the awards."""
    article, today = Article.objects.get(pk=public), timezone.localdate()
    use = report_use(
        article=article, by=people["colleague"], data={"place": "ห้อง ป.3", "result": "ดี", "used_on": today}
    )
    use.file_name, use.file_type = PROOF.values()
    use.file.save("x", ContentFile(b"%PDF-1.4"), save=True)
    trial = Trial.objects.create(
        article=article,
        organization=school,
        led_by=people["colleague"],
        question="ได้ผลหรือไม่",
        participants="ป.3",
        starts_on=date(2026, 5, 16),
        ends_on=date(2026, 10, 11),
    )
    award, holder = award_of(people, school)
    confirmed, _holder = award_of(
        people, school, confirmed_by=people["reviewer"], confirmed_at=timezone.now()
    )
    note = confirmed.notes.create(kind="advice", text="ดี", by=people["author"])
    certificate = issue_author_certificate(article=article, person=people["author"], by=people["author"])
    return {
        "use": use.pk,
        "trial": trial.pk,
        "award": award.pk,
        "confirmed_award": confirmed.pk,
        "award_note": note.pk,
        "certificate": certificate.code,
        "honour_rows": {row: row.pk for row in (use, trial, award, holder, note)},
    }


def restore_honours(things):
    """Put the rows back as they were: each role meets the same."""
    for row, key in things["honour_rows"].items():
        row.pk = key
        row.save()
    Tally.objects.filter(article=things["public"]).update(uses=1)
