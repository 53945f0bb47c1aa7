import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.reports.conftest import make_article, make_person, make_record, make_unit, use


def file_url(target, kind, organization=None):
    url = reverse(f"reports:target_rows_{kind}", args=[target.pk])
    return f"{url}?organization={organization.pk}" if organization else url


def csv_lines(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def counted(teacher, officer):
    make_article(teacher, title="=HYPERLINK(1)", day=date(2026, 3, 2))
    use(teacher, date(2026, 5, 1))
    make_record(teacher, officer)
    return teacher


def test_csv_carries_what_was_counted_above_the_rows(client, target, counted, officer):
    client.force_login(officer)

    lines = csv_lines(client.get(file_url(target("1.2"), "csv")))

    notes, headings, rows = lines[:9], lines[9], lines[10:]
    text = "\n".join(line[0] for line in notes)
    assert text.startswith("1.2 บุคลากร สร้างเนื้อหา")
    assert "1/10/2567 – 30/9/2570" in text
    assert "2024-10-01 – 2027-09-30" in text
    assert text.endswith("1")
    assert len(headings) == len(rows[0]) == 6
    assert [row[1:4] for row in rows] == [["'=HYPERLINK(1)", "02/03/2569", counted.full_name]]


def test_xlsx_has_the_same_rows_with_real_dates(client, target, counted, officer):
    client.force_login(officer)

    answer = client.get(file_url(target("1.4"), "xlsx"))

    sheet = load_workbook(io.BytesIO(answer.content)).active
    last = [cell.value for cell in list(sheet.rows)[-1]]
    assert last[:2] == [counted.full_name, counted.profile.organization.name]
    assert [day.date() for day in last[2:4]] == [date(2026, 5, 1), date(2026, 5, 1)]


@pytest.mark.parametrize("kind", ("xlsx", "csv"))
@pytest.mark.parametrize(
    "code, teacher_gets, officer_gets",
    (("1.2", 200, 200), ("1.3", 200, 200), ("1.4", 403, 200), ("2.3", 403, 200)),
)
def test_files_are_for_those_who_may_see_the_rows(
    client, target, counted, officer, kind, code, teacher_gets, officer_gets
):
    url = file_url(target(code), kind)

    visitor = client.get(url)
    client.force_login(counted)
    by_teacher = client.get(url)
    client.force_login(officer)
    by_officer = client.get(url)

    assert visitor.headers["Location"].startswith(reverse("account_login"))
    assert (by_teacher.status_code, by_officer.status_code) == (teacher_gets, officer_gets)


def test_school_officer_exports_the_school_only(client, target, counted, school_officer, office):
    other = make_unit(office, "โรงเรียนบ้านเขาเขียว")
    client.force_login(school_officer)

    own = client.get(file_url(target("1.4"), "csv", school_officer.profile.organization))
    answers = [client.get(file_url(target("1.4"), "csv", unit)).status_code for unit in (None, other)]

    assert csv_lines(own)[-1][0] == counted.full_name
    assert answers == [403, 403]


def test_file_of_a_school_holds_its_rows_only(client, target, counted, officer, office):
    other = make_unit(office, "โรงเรียนบ้านเขาเขียว")
    use(make_person("colleague", other), date(2026, 6, 1))
    client.force_login(officer)

    lines = csv_lines(client.get(file_url(target("1.4"), "csv", other)))

    assert [line[1] for line in lines[10:]] == [other.name]


def test_targets_without_a_number_have_no_file(client, target, officer):
    client.force_login(officer)

    assert client.get(file_url(target("3.3"), "csv")).status_code == 404
