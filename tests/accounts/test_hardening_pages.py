"""Small holes of pages: where they lead on, what they let a browser keep."""

import csv
import io
import json
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, StaffProfile, User
from accounts.services import (
    create_person,
    erase_person,
    grant_role,
    leave_office,
    load_first_policies,
    move_person,
    policies_to_accept,
)
from accounts.services.merging import merge_people
from tests.accounts.lists import manager, received, with_role, written  # noqa: F401
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
NOWHERE = (
    "foo",
    "a b",
    "é",
    "?x",
    "#a",
    "accounts:me",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil",
    "http://[::1",
)


@pytest.mark.parametrize("wanted", NOWHERE)
def test_after_accepting_only_pages_of_the_site_are_opened(client, teacher, wanted):
    load_first_policies()
    client.force_login(teacher)
    page = f"{reverse('accounts:policy_accept')}?{urlencode({'next': wanted})}"

    while waiting := policies_to_accept(teacher):
        answer = client.post(page, {"policy": waiting[0].pk, "is_accepted": "on"})
        assert answer.status_code == 302

    assert answer["Location"] == "/"


def private(response):
    return "no-store" in response.headers["Cache-Control"] and "private" in response.headers["Cache-Control"]


def test_nothing_personal_stays_in_a_browser(client, school, manager):  # noqa: F811
    person = create_person(by=manager, organization=school, given_name="สมใจ", family_name="ดีงาม")
    client.force_login(manager)
    slips = reverse("accounts:organization_slips", args=[school.pk])
    pages = [
        client.post(slips, {"people": [person.pk]}),
        client.get(reverse("accounts:organization_staff_csv", args=[school.pk])),
        client.get(reverse("accounts:organization_staff_xlsx", args=[school.pk])),
        client.get(reverse("accounts:import_template_staff", args=[school.pk])),
        client.post(reverse("accounts:own_data")),
        client.get(reverse("reports:portfolio_docx")),
        client.get(reverse("accounts:organization_people", args=[school.pk])),
    ]

    for page in pages:
        page.streaming and page.getvalue()
    assert [(page.status_code, private(page)) for page in pages] == [(200, True)] * len(pages)


def test_a_start_page_stays_in_no_browser_either(client, db):
    assert private(client.get(reverse("accounts:start")))


ACTS = ("organization_decide", "organization_leave", "organization_mail")


def test_acts_want_a_post_and_its_token(school, manager):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    addresses = [reverse(f"accounts:{name}", args=[school.pk]) for name in ACTS]
    addresses += [reverse("accounts:own_data"), reverse("accounts:skill_confirm_chosen")]

    assert [client.get(address).status_code for address in addresses] == [405] * len(addresses)
    for address in (
        *addresses,
        reverse("accounts:start"),
        reverse("accounts:person_move", args=[manager.pk]),
    ):
        assert client.post(address, {"code": "x"}).status_code == 403


@pytest.mark.parametrize("name", ("=1+1", "+66", "@x", "-1", " =x", "\t=x"))
def test_lists_hold_no_formula(client, school, manager, name):  # noqa: F811
    make_person("formula", school, name, name)
    StaffProfile.objects.filter(user__username="formula").update(position=name)
    client.force_login(manager)

    table = (
        client.get(reverse("accounts:organization_staff_csv", args=[school.pk]))
        .getvalue()
        .decode("utf-8-sig")
    )

    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "-"))]


def test_details_of_the_trail_name_nobody(client, office, school, other_school, manager):  # noqa: F811
    chief = with_role("chief", "administrator", office)
    person = make_person("subject", school, "ปรีชาญาณ", "แสงอรุณ")
    twin = make_person("twin", school, "ปรีชาญาณ", "แสงอรุณ")
    one = received(school, manager, [["ปรีชาญาณ", "ใหม่", "subject2@example.org", ""]])
    written(one, manager)
    grant_role(user=person, role="reviewer", organization=school, by=manager)
    move_person(person=person, to_organization=other_school, by=manager)
    merge_people(keep=person, drop=twin, by=chief)
    leave_office(person=person, by=chief)
    erase_person(person=person, by=chief)

    told = json.dumps(list(AuditEntry.objects.values_list("details", flat=True)), ensure_ascii=False)

    assert AuditEntry.objects.count() >= 7
    assert not [word for word in ("ปรีชาญาณ", "แสงอรุณ", "subject", "twin", "@") if word in told]


@pytest.mark.parametrize("given", ("สม\r\nBcc: x@example.org", "a\nb", "=?utf-8?q?x?="))
def test_a_name_is_no_header_of_a_mail(client, school, manager, given):  # noqa: F811
    person = create_person(by=manager, organization=school, given_name=given, email="new@example.org")
    client.force_login(manager)

    client.post(reverse("accounts:organization_mail", args=[school.pk]), {"people": [person.pk]})

    sent = mail.outbox[0]
    assert sent.recipients() == ["new@example.org"]
    assert "Bcc" not in sent.message()


def test_a_photo_that_is_gone_from_the_disk_is_not_found(client, teacher):
    StaffProfile.objects.filter(user=teacher).update(photo="people/none.webp")
    client.force_login(teacher)

    assert client.get(reverse("accounts:person_photo", args=[teacher.pk])).status_code == 404


MORE = {
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "on",
    "is_service": "on",
    "closed_because": "",
    "organization": "1",
    "staff_kind": "school_admin",
    "left_on": "2020-01-01",
    "status": "signed",
    "signed_by": "1",
    "confirmed_by": "1",
    "confirmed_on": "2025-01-01",
    "user": "1",
    "answer": "done",
}


def test_fields_nobody_asked_for_change_nothing(client, school, teacher, manager):  # noqa: F811
    client.force_login(manager)
    client.post(
        reverse("accounts:person_add", args=[school.pk]), MORE | {"given_name": "ก", "family_name": "ข"}
    )
    made = User.objects.get(given_name="ก")
    assert not any((made.is_staff, made.is_superuser, made.is_active, made.is_service))
    assert made.profile.organization == school

    client.force_login(teacher)
    client.post(reverse("accounts:profile_edit"), MORE | {"position": "ครู"})
    client.post(reverse("accounts:skill_create"), MORE | {"skill": "it_use", "title": "อบรม"})
    client.post(reverse("accounts:development_own"), MORE)
    client.post(reverse("accounts:own_privacy"), MORE | {"kind": "correction", "text": "ก"})

    profile = StaffProfile.objects.get(user=teacher)
    assert (profile.organization, profile.position, profile.staff_kind) == (school, "ครู", "")
    assert profile.left_on is None
    assert not teacher.skill_records.get().is_confirmed
    assert teacher.development_plans.get().is_draft
    assert teacher.privacy_requests.get().is_open
