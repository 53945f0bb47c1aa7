"""What people ask about their data: who may ask, who answers, and by when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, AuditEntry, Organization, PrivacyRequest, User
from accounts.services import answer_privacy, ask_privacy, grant_role, sync_roles
from tests.knowledge.desk import again, make_person

pytestmark = pytest.mark.django_db
OWN = "accounts:own_privacy"
QUEUE = "accounts:privacy_request_list"


@pytest.fixture
def keeper(office):
    sync_roles()
    person = make_person("keeper", office, "อารี", "รักงาน")
    grant_role(user=person, role="administrator", organization=office)
    return person


@pytest.fixture
def asked(teacher):
    return ask_privacy(user=teacher, kind="erasure", text="ขอให้ลบข้อมูล")


def detail(asked, name="detail"):
    return reverse(f"accounts:privacy_request_{name}", args=[asked.pk])


def test_a_request_is_due_in_thirty_days(client, teacher):
    client.force_login(teacher)

    client.post(reverse(OWN), {"kind": "correction", "text": "นามสกุลสะกดผิด"})

    asked = PrivacyRequest.objects.get(user=teacher)
    assert (asked.kind, asked.text) == ("correction", "นามสกุลสะกดผิด")
    assert asked.due_on == timezone.localdate() + timedelta(days=30)


def test_one_request_of_a_kind_is_open(client, teacher, asked):
    client.force_login(teacher)

    page = client.post(reverse(OWN), {"kind": "erasure", "text": "อีกครั้ง"})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert PrivacyRequest.objects.count() == 1


def test_after_the_answer_one_may_ask_again(teacher, asked, keeper):
    answer_privacy(request=asked, answer="refused", reason="ยังมีงานค้าง", by=keeper)

    ask_privacy(user=teacher, kind="erasure", text="")

    assert PrivacyRequest.objects.open().count() == 1


@pytest.mark.parametrize(
    "data",
    (
        {},
        {"kind": "other"},
        {"kind": "correction", "text": ""},
        {"kind": "erasure", "text": "ก" * 2001},
        {"kind": "erasure", "text": "ก\x01"},
    ),
)
def test_a_wrong_request_comes_back_with_a_sentence(client, teacher, data):
    client.force_login(teacher)

    page = client.post(reverse(OWN), data)

    assert page.context["form"].errors
    assert not PrivacyRequest.objects.exists()


def test_people_see_their_own_requests_and_sign_ins_only(client, teacher, stranger, asked):
    AccessLog.objects.create(event="signed_in", user=teacher, address="10.1.2.3")
    AccessLog.objects.create(event="signed_in", user=stranger, address="10.9.9.9")
    client.force_login(stranger)

    page = client.get(reverse(OWN)).content.decode()

    assert "10.9.9.9" in page
    assert "10.1.2.3" not in page
    assert "ขอให้ลบข้อมูล" not in page


def test_the_page_counts_what_is_kept(client, teacher, draft):
    client.force_login(teacher)
    client.cookies["kmc_language"] = "en"

    kept = {row.what: row.number for row in client.get(reverse(OWN)).context["kept"]}

    assert kept["Articles with your name"] == kept["Name, position, unit and address"] == 1
    assert kept["ID-Plans"] == kept["Skills and training"] == 0


def test_the_queue_shows_what_is_due_soonest_first(client, keeper, teacher, colleague, asked):
    late = ask_privacy(user=colleague, kind="correction", text="ก")
    PrivacyRequest.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(keeper)

    page = client.get(reverse(QUEUE))

    assert list(page.context["waiting"]) == [late, asked]
    assert "pill--danger" in page.content.decode()


@pytest.mark.parametrize("count", (1, 3))
def test_the_queue_has_a_fixed_number_of_queries(client, keeper, school, count, django_assert_num_queries):
    for number in range(count):
        person = make_person(f"person{number}", school)
        ask_privacy(user=person, kind="erasure", text="")
        other = ask_privacy(user=person, kind="correction", text="ก")
        answer_privacy(request=other, answer="done", reason="", by=keeper)
    client.force_login(keeper)

    with django_assert_num_queries(10):
        client.get(reverse(QUEUE))


@pytest.mark.parametrize("role", ("manager", "officer", "reviewer", "administrator"))
def test_roles_at_a_school_do_not_open_the_queue(client, keeper, colleague, school, asked, role):
    grant_role(user=colleague, role=role, organization=school)
    client.force_login(again(colleague))

    addresses = [reverse(QUEUE), detail(asked), detail(asked, "erase"), reverse("accounts:privacy_register")]

    assert [client.get(address).status_code for address in addresses] == [403] * 4


def test_a_keeper_of_another_office_finds_nothing(client, keeper, asked):
    other = Organization.objects.create(kind="office", name="สำนักงานศึกษาธิการจังหวัด")
    person = make_person("elsewhere", other)
    grant_role(user=person, role="administrator", organization=other)
    client.force_login(again(person))

    answers = [client.get(detail(asked, name)).status_code for name in ("detail", "erase")]

    assert answers == [404, 404]
    assert list(client.get(reverse(QUEUE)).context["waiting"]) == []


def test_a_refusal_needs_a_reason_and_is_traced(client, keeper, teacher, asked):
    client.force_login(keeper)

    first = client.post(detail(asked), {"answer": "refused", "reason": " "})
    client.post(detail(asked), {"answer": "refused", "reason": "อยู่ระหว่างสอบสวน"})

    asked.refresh_from_db()
    assert first.context["form"].errors
    assert (asked.answer, asked.reason, asked.answered_by) == ("refused", "อยู่ระหว่างสอบสวน", keeper)
    entry = AuditEntry.objects.get(action="answer_privacy")
    assert (entry.actor, entry.person) == (keeper, teacher)
    assert entry.details == {"request": asked.pk, "kind": "erasure", "answer": "refused"}


def test_a_request_is_answered_once(keeper, asked):
    answer_privacy(request=asked, answer="done", reason="", by=keeper)

    with pytest.raises(ValidationError):
        answer_privacy(request=asked, answer="refused", reason="ไม่", by=keeper)
    assert PrivacyRequest.objects.get().answer == "done"


def test_erasing_asks_for_the_user_name(client, keeper, teacher, asked):
    client.force_login(keeper)

    page = client.post(detail(asked, "erase"), {"username": "Teacher"})

    assert page.context["form"].errors
    assert User.objects.get(pk=teacher.pk).given_name == "สมชาย"


def test_erasing_answers_the_request(client, keeper, teacher, asked):
    client.force_login(keeper)

    answer = client.post(detail(asked, "erase"), {"username": "teacher"})

    asked.refresh_from_db()
    assert answer["Location"] == reverse(QUEUE)
    assert (asked.answer, asked.text, asked.answered_by) == ("done", "", keeper)
    assert again(teacher).closed_because == "erased"
    assert client.post(detail(asked, "erase"), {"username": "teacher"}).status_code == 403


def test_a_correction_erases_nobody(client, keeper, teacher):
    correction = ask_privacy(user=teacher, kind="correction", text="ก")
    client.force_login(keeper)

    assert client.post(detail(correction, "erase"), {"username": "teacher"}).status_code == 404
    assert again(teacher).is_active


def test_nobody_erases_themselves(client, keeper):
    own = ask_privacy(user=keeper, kind="erasure", text="")
    client.force_login(keeper)

    assert client.post(detail(own, "erase"), {"username": "keeper"}).status_code == 403
    assert again(keeper).is_active


def test_the_register_stands_for_keepers(client, keeper):
    client.force_login(keeper)

    page = client.get(reverse("accounts:privacy_register"))

    assert len(page.context["register"]) >= 10
