from datetime import date

from django.core.management import call_command

from reports.models import Snapshot
from reports.services import month_ends
from tests.reports.conftest import make_article, use


def history(plan, code):
    rows = Snapshot.objects.filter(target__plan=plan, target__code=code)
    return list(rows.order_by("day").values_list("day", "value"))


def test_month_ends_stop_before_the_day():
    assert month_ends(date(2024, 10, 1), date(2024, 12, 31)) == [date(2024, 10, 31), date(2024, 11, 30)]


def test_record_snapshots_twice_keeps_one_row_a_day(plan, teacher):
    call_command("record_snapshots", verbosity=0)
    make_article(teacher)
    call_command("record_snapshots", verbosity=0)

    assert history(plan, "1.2") == [(date(2026, 11, 21), 1)]


def test_backfill_counts_month_ends_from_the_same_rows(plan, teacher):
    make_article(teacher, day=date(2026, 9, 30))
    make_article(teacher, day=date(2026, 10, 1))
    use(teacher, date(2026, 10, 2))

    call_command("record_snapshots", "--backfill", verbosity=0)

    assert history(plan, "1.2")[-4:] == [
        (date(2026, 8, 31), 0),
        (date(2026, 9, 30), 1),
        (date(2026, 10, 31), 2),
        (date(2026, 11, 21), 2),
    ]
    assert history(plan, "1.4")[-3:] == [
        (date(2026, 9, 30), 0),
        (date(2026, 10, 31), 1),
        (date(2026, 11, 21), 1),
    ]
    assert history(plan, "1.2")[0] == (date(2024, 10, 31), 0)


def test_backfill_leaves_what_was_recorded_at_the_time(plan, teacher):
    Snapshot.objects.create(target=plan.targets.get(code="1.2"), day=date(2026, 9, 30), value=7)

    call_command("record_snapshots", "--backfill", verbosity=0)
    first = Snapshot.objects.count()
    call_command("record_snapshots", "--backfill", verbosity=0)

    assert (date(2026, 9, 30), 7) in history(plan, "1.2")
    assert Snapshot.objects.count() == first
