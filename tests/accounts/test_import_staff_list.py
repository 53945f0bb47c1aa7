"""The whole area: 1,500 staff in one spreadsheet, forty of them wrong in twelve ways."""

from collections import Counter

import pytest

from accounts.importing.receiving import receive_file
from accounts.importing.writing import write_chunk
from accounts.models import AuditEntry, SiteState, StaffProfile, User
from tests.accounts import staff_list
from tests.accounts.lists import STAFF, administrator, area, received, written  # noqa: F401

pytestmark = pytest.mark.django_db


def whole_list(area, by):  # noqa: F811
    content = staff_list.xlsx(staff_list.staff_rows())
    return receive_file(content=content, file_name="บุคลากร.xlsx", kind=STAFF, organization=area, by=by)


def test_the_dry_run_finds_all_forty_and_writes_nothing(area, administrator):  # noqa: F811
    before = User.objects.count()

    one = whole_list(area, administrator)

    assert one.counts() == {"new": 1460, "changed": 0, "unchanged": 0, "wrong": 40}
    found = Counter(found["code"] for row in one.rows.wrong() for found in row.problems)
    assert found == staff_list.WRONG_EACH
    assert User.objects.count() == before


def test_right_rows_go_in_without_the_wrong_and_the_same_file_changes_nothing(area, administrator):  # noqa: F811
    one = written(whole_list(area, administrator), administrator)
    again = whole_list(area, administrator)

    assert one.outcomes() == {"": 0, "written": 1460, "skipped": 40, "failed": 0}
    assert again.counts() == {"new": 0, "changed": 0, "unchanged": 1460, "wrong": 40}
    come = User.objects.filter(closed_because="invited")
    assert come.count() == StaffProfile.objects.filter(user__in=come).count() == 1460
    assert not any(person.has_usable_password() or person.is_active for person in come)


def test_stopped_in_the_middle_it_goes_on_where_it_stopped(area, administrator, monkeypatch):  # noqa: F811
    one = whole_list(area, administrator)
    for _chunk in range(2):
        write_chunk(staff_import=one, by=administrator)
    monkeypatch.setattr(SiteState, "raise_version", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_chunk(staff_import=one, by=administrator)
    assert one.outcomes()["written"] == User.objects.filter(closed_because="invited").count() == 400
    monkeypatch.undo()

    one = written(write_chunk(staff_import=one, by=administrator), administrator)

    assert one.outcomes()["written"] == User.objects.filter(closed_because="invited").count() == 1460
    steps = AuditEntry.objects.filter(action="import").order_by("pk").values_list("details__step", flat=True)
    assert list(steps) == ["started", "finished"]
