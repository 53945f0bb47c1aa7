"""The pages of imports: who may open them, what they say, how many queries they ask."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import StaffImport, StaffImportRow, User
from accounts.views import imports
from tests.accounts import staff_list
from tests.accounts.lists import NAMES, administrator, area, manager, received  # noqa: F401
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
ROWS = [["สมใจ", "ดีงาม", "somjai@example.ac.th", ""], ["มานะ", "อดทน", "", ""]]


def chosen(client, unit, content, name="บุคลากร.xlsx", **fields):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("accounts:import_new", args=[unit.pk]), {"file": file} | fields, follow=True)


def page(name, one):
    return reverse(f"accounts:import_{name}", args=[one.pk])


def test_a_manager_brings_people_into_the_own_school_without_a_script(client, school, manager):  # noqa: F811
    client.force_login(manager)

    checked = chosen(client, school, staff_list.xlsx(ROWS, NAMES))
    one = StaffImport.objects.get()
    done = client.post(page("run", one), follow=True)

    assert checked.context["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}
    assert done.redirect_chain == [(page("detail", one), 302)]
    assert done.context["outcomes"]["written"] == 2
    new = User.objects.filter(closed_because="invited").in_thai_order()
    assert [(one.full_name, one.profile.organization) for one in new] == [
        ("มานะ อดทน", school),
        ("สมใจ ดีงาม", school),
    ]


def test_writing_goes_on_by_the_button(client, area, administrator, monkeypatch):  # noqa: F811
    monkeypatch.setattr(imports, "SECONDS_A_REQUEST", 0)
    client.force_login(administrator)
    chosen(client, area, staff_list.xlsx(staff_list.right_rows(250)), kind="staff")
    one = StaffImport.objects.get()

    answer = client.post(page("run", one), follow=True)

    assert answer.redirect_chain == [(page("run", one), 302)]
    assert (answer.context["done"], answer.context["total"]) == (200, 250)
    assert client.post(page("run", one)).url == page("detail", one)


def test_a_script_is_told_how_far_it_is(client, area, administrator):  # noqa: F811
    client.force_login(administrator)
    chosen(client, area, staff_list.xlsx(staff_list.right_rows(250)), kind="staff")
    address = page("run", StaffImport.objects.get())

    answers = [client.post(address, headers={"Accept": "application/json"}).json() for _chunk in range(2)]

    assert answers[0] == {"done": 200, "total": 250, "is_done": False}
    assert answers[1] == {"done": 250, "total": 250, "is_done": True}


def test_unclear_headings_are_asked_for_and_known_the_next_time(client, school, manager):  # noqa: F811
    client.force_login(manager)
    content = staff_list.xlsx([["สมใจ", "ดีงาม", "1 ม.ค. 2520"]], ["ก", "ข", "ค<b>"])
    asked = chosen(client, school, content)
    one = StaffImport.objects.get()

    missing = client.post(page("columns", one), {"column_1": "given_name", "column_2": "given_name"})
    answer = client.post(
        page("columns", one), {"column_0": "given_name", "column_1": "family_name"}, follow=True
    )

    assert asked.redirect_chain[-1][0] == page("columns", one)
    assert "ค&lt;b&gt;" in asked.content.decode()
    assert set(missing.context["form"].errors) == {"column_1", "column_2"}
    assert answer.context["counts"]["new"] == 1
    assert one.rows.get().cells == ["สมใจ", "ดีงาม", ""]  # what is left out is not kept
    assert chosen(client, school, content).redirect_chain[-1][0] == page(
        "detail", StaffImport.objects.first()
    )


def test_wrong_rows_come_as_a_list_that_can_be_chosen_again(client, school, manager):  # noqa: F811
    client.force_login(manager)
    chosen(client, school, staff_list.xlsx([*ROWS, ["", "ไร้ชื่อ", "ไม่ใช่อีเมล", ""]], NAMES))

    answer = client.get(page("wrong", StaffImport.objects.get()))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

    assert len(rows) == 2
    assert rows[0][:4] == ("ชื่อ", "นามสกุล", "อีเมล", "โรงเรียน")
    assert rows[1][:3] == (None, "ไร้ชื่อ", "ไม่ใช่อีเมล")
    assert [word for word in rows[1][4].split() if word.endswith(":")] == ["C6:", "A6:"]
    assert chosen(client, school, answer.content).context["counts"]["wrong"] == 1


def test_the_outcome_names_the_accounts_that_were_made(client, school, manager):  # noqa: F811
    client.force_login(manager)
    chosen(client, school, staff_list.xlsx(ROWS, NAMES))
    one = StaffImport.objects.get()
    client.post(page("run", one))

    rows = list(load_workbook(io.BytesIO(client.get(page("outcome", one)).content)).active.values)

    assert rows[1][-1] == User.objects.get(given_name="สมใจ").username
    assert len(rows) == 3


def test_a_cancelled_import_keeps_no_rows(client, school, manager):  # noqa: F811
    one = received(school, manager, ROWS)
    client.force_login(manager)

    asked, answer = client.get(page("cancel", one)), client.post(page("cancel", one), follow=True)

    assert asked.status_code == answer.status_code == 200
    assert StaffImport.objects.get().status == "cancelled"
    assert not StaffImportRow.objects.exists()
    assert client.get(page("detail", one)).status_code == 200


@pytest.mark.parametrize("name", ("detail", "columns", "run", "cancel", "wrong", "outcome"))
def test_imports_of_others_are_not_found(client, school, manager, name):  # noqa: F811
    one = received(school, manager, ROWS)
    client.force_login(make_person("curious", school))

    assert client.get(page(name, one)).status_code == 404


def test_administrators_see_imports_of_their_area_and_managers_their_own(school, manager, administrator):  # noqa: F811
    one = received(school, manager, ROWS)
    outsider = make_person("outsider", school)

    seen = [StaffImport.objects.visible_to(person).count() for person in (manager, administrator, outsider)]

    assert (one.organization, seen) == (school, [1, 1, 0])


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_has_a_fixed_number_of_queries(client, school, manager, count, django_assert_num_queries):  # noqa: F811
    for _number in range(count):
        received(school, manager, ROWS)
    client.force_login(manager)

    with django_assert_num_queries(9):
        client.get(reverse("accounts:import_list"))


@pytest.mark.parametrize("count", (1, 3))
def test_the_dry_run_has_a_fixed_number_of_queries(client, school, manager, count, django_assert_num_queries):  # noqa: F811
    one = received(school, manager, [[f"ครู{'กขค'[number]}", "ดี", "", ""] for number in range(count)])
    client.force_login(manager)

    with django_assert_num_queries(11):
        client.get(page("detail", one))
