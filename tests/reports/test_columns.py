"""The rows behind a figure name schools with their district: names repeat."""

from datetime import date

import pytest

from reports.columns import EVIDENCE, cells_of
from reports.metrics import METRICS_BY_SLUG, scope_of
from tests.reports.conftest import make_article, make_person, make_record, make_unit, use

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ("published-articles", "credited-authors", "portal-users", "it-able-people"))
def test_a_school_stands_with_its_district(plan, office, officer, slug):
    district = make_unit(office, "อำเภอเดชอุดม", kind="district")
    school = make_unit(district, "โรงเรียนบ้านหนองบัว")
    school.district = district
    school.save()
    teacher = make_person("teacher", school)
    make_article(teacher)
    use(teacher, date(2026, 11, 2))
    make_record(teacher, officer)

    scope = scope_of(plan)
    rows = EVIDENCE[slug].load(METRICS_BY_SLUG[slug].rows(scope), scope)

    shown = [cell.value for row in rows for cell in cells_of(row, EVIDENCE[slug].columns)]
    assert "โรงเรียนบ้านหนองบัว (อ.เดชอุดม)" in shown
