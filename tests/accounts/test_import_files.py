"""Files of all kinds on the page of imports, and on the command line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.importing import citizen, fields
from accounts.importing.receiving import receive_file
from accounts.models import StaffImport, StaffImportRow, User
from accounts.services import ensure_office
from kmc.lib.tables import TableRefused
from tests.accounts import staff_list
from tests.accounts.lists import NAMES, STAFF, administrator, area, manager, received  # noqa: F401
from tests.lib.test_tables import HOSTILE

pytestmark = pytest.mark.django_db
CITIZENS = ("1101700230708", "3-1234-56789-01-1", "๑๑๐๑๗๐๐๒๓๐๗๐๘")


@pytest.mark.parametrize(
    "encoding, mark", (("utf-8", ","), ("utf-8-sig", ";"), ("cp874", "\t"), ("utf-16", ","))
)
def test_a_csv_of_any_spelling_gives_the_same_rows(area, administrator, encoding, mark):  # noqa: F811
    content = staff_list.csv_bytes(staff_list.right_rows(30), encoding, mark)

    one = receive_file(content=content, file_name="ก.csv", kind=STAFF, organization=area, by=administrator)

    assert (one.encoding, one.counts()["new"]) == (encoding, 30)
    assert one.rows.first().cells[2].startswith(staff_list.right_rows(1)[0][2].split()[0])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_the_form_again(client, school, manager, name):  # noqa: F811
    client.force_login(manager)
    file = SimpleUploadedFile("บุคลากร.xlsx", HOSTILE[name])

    answer = client.post(reverse("accounts:import_new", args=[school.pk]), {"file": file})

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not StaffImport.objects.exists()


@pytest.mark.parametrize("heading", ("เลขประจำตัวประชาชน", "เลขบัตร ปชช.", "Citizen ID"))
def test_a_column_that_says_it_holds_citizen_numbers_is_refused(school, manager, heading):  # noqa: F811
    with pytest.raises(TableRefused, match="คอลัมน์ B"):
        received(school, manager, [["สมใจ", "123"]], ["ชื่อ", heading])

    assert not StaffImport.objects.exists()


def test_a_column_of_citizen_numbers_is_refused_whatever_it_says(school, manager):  # noqa: F811
    rows = [["สมใจ", number, "ดี"] for number in CITIZENS]

    with pytest.raises(TableRefused, match="คอลัมน์ B"):
        received(school, manager, rows, ["ชื่อ", "รหัส", "นามสกุล"])

    assert not StaffImportRow.objects.exists()


def test_a_single_citizen_number_is_never_kept(school, manager):  # noqa: F811
    rows = [["สมใจ", "ดี", "a@example.org", ""], ["มานะ 1101700230708", "อดทน", "3-1234-56789-01-1", ""]]

    one = received(school, manager, rows, name="1101700230708.xlsx")
    kept = f"{one.file_name} {list(one.rows.values_list('cells', 'problems', 'changes'))}"

    assert [row.verdict for row in one.rows.all()] == ["new", "wrong"]
    assert citizen.MASK in kept
    assert not any(digits in kept for digits in ("1101700230708", "56789"))


def test_every_spelling_of_a_heading_means_its_field():
    for kind, known in fields.FIELDS.items():
        found = {
            spelling: fields.field_for(kind, spelling) for field in known for spelling in field.spellings
        }
        taken = {spelling: field.name for field in reversed(known) for spelling in field.spellings}
        assert found == taken
    assert fields.field_for(STAFF, " อีเมล์ (E-mail) *") == "email"
    assert fields.field_for(STAFF, "วันเกิด") == ""


def test_titles_above_the_headings_and_extra_columns_do_no_harm(school, manager):  # noqa: F811
    rows = [["ที่", "ชื่อ", "สกุล", "หมายเหตุ"], ["1", "สมใจ", "ดี", "ลาคลอด"]]

    one = received(school, manager, rows, ["รายชื่อครู ปีการศึกษา 2569"])

    assert one.headings == ["ที่", "ชื่อ", "สกุล", "หมายเหตุ"]
    assert one.rows.get().cells == ["", "สมใจ", "ดี", ""]


@pytest.fixture
def listed(tmp_path):
    """Return the path of a list with one wrong row, and its office with a superuser."""
    User.objects.create_superuser("root", given_name="ผู้ดูแล")
    ensure_office()
    path = tmp_path / "บุคลากร.xlsx"
    rows = [["สมใจ", "ดี", "", "กลุ่มอำนวยการ"], ["มานะ", "ดี", "ไม่ใช่", "กลุ่มอำนวยการ"]]
    path.write_bytes(staff_list.xlsx(rows, NAMES, title=[]))
    return str(path)


def test_the_command_writes_the_right_rows_once(listed, capsys):
    for _time in range(2):
        with pytest.raises(CommandError) as failure:
            call_command("import_staff", listed)

    printed = capsys.readouterr()
    assert failure.value.returncode == 1
    assert "line 3: C3: รูปแบบอีเมลไม่ถูกต้อง" in printed.err
    assert "1 new, 0 changed, 0 unchanged, 1 wrong" in printed.out
    assert "0 new, 0 changed, 1 unchanged, 1 wrong" in printed.out
    assert User.objects.filter(closed_because="invited").count() == 1


def test_the_dry_run_of_the_command_keeps_nothing(listed, capsys):
    with pytest.raises(CommandError):
        call_command("import_staff", listed, "--dry-run")

    assert "1 new, 0 changed, 0 unchanged, 1 wrong" in capsys.readouterr().out
    assert not StaffImport.objects.exists()
    assert not User.objects.filter(closed_because="invited").exists()
