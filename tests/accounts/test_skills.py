"""Skill records: kept, confirmed, returned, withdrawn; their certificates; what the figure counts."""

import io
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import SkillRecord
from accounts.services.skills import SkillMoved, change_skill, confirm_skills, delete_skill
from tests.accounts.survey_desk import make_holder
from tests.knowledge.desk import again, make_person, picture_file

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def manager(school):
    return make_holder("head", school, "manager")


@pytest.fixture
def administrator(office):
    return make_holder("keeper", office, "administrator")


def make_skill(person, **fields):
    return SkillRecord.objects.create(
        user=person, **{"skill": "it_use", "title": "อบรมการใช้โปรแกรม"} | fields
    )


def confirmed(person, by, **fields):
    return make_skill(person, confirmed_by=by, confirmed_on=timezone.localdate(), **fields)


def at(name, record=None):
    return reverse(f"accounts:{name}", args=[record.pk] if record else [])


def sent(**fields):
    return {"skill": "it_care", "title": "ดูแลเครื่องคอมพิวเตอร์", "hours": "6"} | fields


def pdf(name="เกียรติบัตร.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "text/html")


def test_a_record_is_added_with_thai_digits_and_dates(client, teacher):
    client.force_login(teacher)
    fields = sent(hours="๗.๕", trained_on="๑ ต.ค. ๒๕๖๘", valid_until="1/10/2571", certificate=pdf())

    client.post(at("skill_create"), fields)

    record = SkillRecord.objects.get()
    assert (record.user, record.hours, record.state) == (teacher, Decimal("7.5"), "waiting")
    assert (record.trained_on, record.valid_until) == (date(2025, 10, 1), date(2028, 10, 1))
    assert (record.certificate_name, record.certificate_type) == ("เกียรติบัตร.pdf", "application/pdf")


def test_the_same_form_twice_makes_one_record(client, teacher):
    client.force_login(teacher)
    token = str(uuid.uuid4())

    for _ in range(2):
        client.post(at("skill_create"), sent(form_token=token))

    assert SkillRecord.objects.count() == 1


@pytest.mark.parametrize(
    "field, value",
    (
        ("hours", "-1"),
        ("hours", "1e400"),
        ("hours", "NaN"),
        ("hours", "99999999999"),
        ("title", "  "),
        ("title", "ก" * 201),
        ("skill", "flying"),
        ("trained_on", "1/10/2599"),
        ("trained_on", "31/2/2568"),
        ("valid_until", "1/1/69"),
        ("form_token", "x" * 5000),
    ),
)
def test_a_wrong_field_is_a_sentence_and_the_form_stays_filled(client, teacher, field, value):
    client.force_login(teacher)

    response = client.post(at("skill_create"), sent(provider="สพฐ. ผู้จัด") | {field: value})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "สพฐ. ผู้จัด" in response.content.decode()
    assert not SkillRecord.objects.exists()


def test_nobody_confirms_through_the_form(client, teacher, manager):
    client.force_login(teacher)

    client.post(at("skill_create"), sent(confirmed_by=manager.pk, confirmed_on="2026-01-01", user=manager.pk))

    record = SkillRecord.objects.get()
    assert (record.user, record.confirmed_by, record.confirmed_on) == (teacher, None, None)


@pytest.mark.parametrize(
    "file",
    (
        SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99),
        SimpleUploadedFile("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99),
        SimpleUploadedFile("a.docx", b"PK\x03\x04" + b"\x00" * 99),
        SimpleUploadedFile("a.pdf", b""),
    ),
    ids=lambda file: f"{file.name}-{file.size}",
)
def test_other_files_are_refused_with_a_sentence(client, teacher, file):
    client.force_login(teacher)
    file.seek(0)

    response = client.post(at("skill_create"), sent(certificate=file))

    assert list(response.context["form"].errors) == ["certificate"]
    assert not SkillRecord.objects.exists()


def test_too_large_a_file_is_refused(client, teacher, settings):
    settings.KMC_UPLOAD_MAX_BYTES = 40
    client.force_login(teacher)

    response = client.post(at("skill_create"), sent(certificate=pdf()))

    assert list(response.context["form"].errors) == ["certificate"]


def test_a_picture_is_written_anew_without_its_place(client, teacher):
    exif = Image.Exif()
    exif[0x010E] = "บ้านเลขที่ 9"
    client.force_login(teacher)

    client.post(at("skill_create"), sent(certificate=picture_file("ใบ<b>.jpg", exif=exif)))

    record = SkillRecord.objects.get()
    with record.certificate.open() as file:
        kept = Image.open(io.BytesIO(file.read()))
    assert (kept.format, dict(kept.getexif())) == ("WEBP", {})
    assert record.certificate_type == "image/webp"


def test_a_certificate_is_handed_out_unable_to_run(client, teacher):
    client.force_login(teacher)
    client.post(at("skill_create"), sent(certificate=pdf("ประกาศ\r\nX: y.pdf")))

    response = client.get(at("skill_certificate", SkillRecord.objects.get()))

    assert response.getvalue() == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_certificate_is_for_its_owner_and_superiors(
    client, teacher, colleague, stranger, manager, administrator
):
    client.force_login(teacher)
    client.post(at("skill_create"), sent(certificate=pdf()))
    officer = make_holder("officer", administrator.profile.organization, "officer")

    answers = []
    for person in (teacher, manager, administrator, colleague, stranger, officer):
        client.force_login(person)
        response = client.get(at("skill_certificate", SkillRecord.objects.get()))
        answers.append(response.status_code)
        if response.streaming:
            response.getvalue()  # reading a file to its end closes it

    assert answers == [200, 200, 200, 404, 404, 404]


def test_a_new_certificate_takes_the_old_one_off_the_disk(
    client, teacher, media, django_capture_on_commit_callbacks
):
    client.force_login(teacher)
    client.post(at("skill_create"), sent(certificate=pdf()))
    record = SkillRecord.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("skill_edit", record), sent(certificate=pdf("ใหม่.pdf", PDF + b"2")))
    kept = [path.read_bytes() for path in media.rglob("*") if path.is_file()]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("skill_edit", record), sent(without_certificate="on"))

    assert kept == [PDF + b"2"]
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_confirmed_record_is_neither_changed_nor_deleted(client, teacher, manager):
    record = confirmed(teacher, manager)
    client.force_login(teacher)

    answers = [client.post(at(name, record), sent()).status_code for name in ("skill_edit", "skill_delete")]

    assert answers == [403, 403]
    for act in (
        lambda: change_skill(record=record, by=teacher, data={}),
        lambda: delete_skill(record=record, by=teacher),
    ):
        with pytest.raises(SkillMoved):
            act()
    assert SkillRecord.objects.get().title == "อบรมการใช้โปรแกรม"


def test_a_superior_confirms_with_one_tap_and_keeps_the_day_it_runs_out(client, teacher, manager):
    until = timezone.localdate() + timedelta(days=400)
    record = make_skill(teacher, valid_until=until)
    client.force_login(manager)

    client.post(at("skill_confirm", record))

    record.refresh_from_db()
    assert (record.confirmed_by, record.confirmed_on, record.valid_until) == (
        manager,
        timezone.localdate(),
        until,
    )


@pytest.mark.parametrize(
    "written, kept", (("1/1/2580", date(2037, 1, 1)), ("", None), ("1/1/2560", "refused"))
)
def test_a_superior_may_say_until_when(client, teacher, manager, written, kept):
    record = make_skill(teacher, valid_until=date(2030, 1, 1))
    client.force_login(manager)

    client.post(at("skill_confirm", record), {"valid_until": written})

    record.refresh_from_db()
    if kept == "refused":
        assert not record.is_confirmed
    else:
        assert (record.is_confirmed, record.valid_until) == (True, kept)


def test_nobody_confirms_their_own(client, manager, administrator):
    for person in (manager, administrator):
        record = make_skill(person)
        client.force_login(person)
        assert client.post(at("skill_confirm", record)).status_code == 403
        client.post(at("skill_confirm_chosen"), {"chosen": [record.pk]})
        assert confirm_skills(records=[record], by=again(person)) == 0

    assert not SkillRecord.objects.confirmed().exists()


def test_the_ticked_rows_are_confirmed_together(client, teacher, colleague, stranger, manager):
    mine = [make_skill(person) for person in (teacher, colleague)]
    client.force_login(manager)

    client.post(at("skill_confirm_chosen"), {"chosen": [record.pk for record in mine]})

    assert set(SkillRecord.objects.confirmed()) == set(mine)


@pytest.mark.parametrize("chosen", ([], ["99999999999999999999"], ["x"], ["other"]))
def test_rows_of_others_are_not_confirmed(client, teacher, stranger, manager, chosen):
    other = make_skill(stranger)
    client.force_login(manager)

    response = client.post(
        at("skill_confirm_chosen"), {"chosen": [other.pk if one == "other" else one for one in chosen]}
    )

    assert response.status_code == 302
    assert not SkillRecord.objects.confirmed().exists()


def test_a_returned_record_comes_again_once_it_is_changed(client, teacher, manager):
    record = make_skill(teacher)
    client.force_login(manager)
    empty = client.post(at("skill_return", record), {"reason": " "})
    client.post(at("skill_return", record), {"reason": "กรุณาแนบเกียรติบัตร"})
    waiting = client.get(at("skill_queue")).context["page"].paginator.total

    client.force_login(teacher)
    said = client.get(at("skill_list")).content.decode()
    client.post(at("skill_edit", record), sent())

    assert (empty.status_code, waiting) == (200, 0)
    assert "กรุณาแนบเกียรติบัตร" in said
    assert list(SkillRecord.objects.waiting()) == [record]


def test_a_confirmation_is_taken_back_by_who_gave_it_or_an_administrator(
    client, teacher, school, manager, administrator
):
    fellow = make_holder("fellow", school, "manager")
    answers = []
    for person in (fellow, teacher, manager, administrator):
        record = confirmed(teacher, manager)
        client.force_login(person)
        client.post(at("skill_withdraw", record), {"reason": "ลงชื่อผิดคน"})
        record.refresh_from_db()
        answers.append((record.state, record.returned_reason))

    assert answers == [("confirmed", "")] * 2 + [("returned", "ลงชื่อผิดคน")] * 2


def test_twice_at_once_the_second_changes_nothing(teacher, manager, administrator):
    record = make_skill(teacher)

    counts = [confirm_skills(records=[record], by=person) for person in (manager, administrator)]

    record.refresh_from_db()
    assert (counts, record.confirmed_by) == ([1, 0], manager)


@pytest.mark.parametrize("count", (1, 3))
def test_the_queue_has_a_fixed_number_of_queries(client, school, manager, count, django_assert_num_queries):
    for number in range(count):
        make_skill(make_person(f"p{number}", school))
    client.force_login(manager)

    with django_assert_num_queries(8):
        page = client.get(at("skill_queue")).context["page"]

    assert len(page) == count


@pytest.mark.parametrize("count", (1, 3))
def test_my_list_has_a_fixed_number_of_queries(client, teacher, count, django_assert_num_queries):
    for _ in range(count):
        make_skill(teacher)
    client.force_login(teacher)

    with django_assert_num_queries(8):
        client.get(at("skill_list"))


def test_only_confirmed_and_valid_records_are_valid(teacher, manager):
    today = timezone.localdate()
    counted = [confirmed(teacher, manager), confirmed(teacher, manager, valid_until=today)]
    confirmed(teacher, manager, valid_until=today - timedelta(days=1))
    make_skill(teacher)
    make_skill(teacher, returned_reason="ไม่ชัด")
    confirmed(teacher, manager, skill="other")

    assert set(SkillRecord.objects.about_it().valid_in(today, today)) == set(counted)
