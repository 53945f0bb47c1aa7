"""Make the floor's table and fill it: `python -m tools.bench_floor.fill COUNT`. A full one stays as it is."""

import os
import sys
from datetime import timedelta

import django
from django.core.management import call_command
from django.utils import timezone

SENTENCE = "ครูและผู้บริหารโรงเรียนแลกเปลี่ยนเรียนรู้วิธีสอนอ่านเขียนร่วมกันทุกสัปดาห์ "
BODY = SENTENCE * 14  # with the template about 4.5 KB of HTML


def main(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench_floor.settings"
    django.setup()
    from tools.bench_floor.models import Article

    call_command("migrate", run_syncdb=True, verbosity=0)
    have, now = Article.objects.count(), timezone.now()
    rows = (
        Article(title=f"{SENTENCE}{number}", body=BODY, published_at=now - timedelta(minutes=number))
        for number in range(have, count)
    )
    Article.objects.bulk_create(rows, batch_size=500)


if __name__ == "__main__":
    main(int(sys.argv[1]))
