"""Pages of people and organizations: what they show, to whom, in how many queries."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import Organization, StaffProfile, User
from tests.knowledge.desk import make_person, picture_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", (1, 3))
def test_directory_has_a_fixed_number_of_queries(client, school, count, django_assert_num_queries):
    for number in range(count):
        make_person(f"teacher{number}", school)
    client.force_login(User.objects.first())

    with django_assert_num_queries(8):
        client.get(reverse("accounts:person_list"))


@pytest.mark.parametrize("count", (1, 3))
def test_organizations_have_a_fixed_number_of_queries(client, office, count, django_assert_num_queries):
    for number in range(count):
        Organization.objects.create(kind="school", name=f"โรงเรียนบ้าน {number}", parent=office)

    with django_assert_num_queries(5):
        client.get(reverse("accounts:organization_list"))


def test_a_school_is_found_without_the_words_in_front(client, office):
    Organization.objects.create(kind="school", name="โรงเรียนบ้านหนองตาด", parent=office)
    Organization.objects.create(kind="school", name="โรงเรียนบ้านโนนสูง", parent=office)

    page = client.get(reverse("accounts:organization_list"), {"q": "หนองตาด"}).context["page"]

    assert [unit.name for unit in page] == ["โรงเรียนบ้านหนองตาด"]


def test_people_stand_in_thai_order_by_given_name(client, school):
    for username, given in (("a1", "ไก่"), ("a2", "เกม"), ("a3", "ขา"), ("a4", "กา")):
        make_person(username, school, given=given)
    client.force_login(User.objects.first())

    page = client.get(reverse("accounts:person_list")).context["page"]

    assert [person.given_name for person in page] == ["กา", "เกม", "ไก่", "ขา"]


def test_visitors_meet_no_colleague_who_published_nothing(client, school):
    person = make_person("quiet", school)

    assert client.get(person.get_absolute_url()).status_code == 404


def test_a_phone_number_shows_only_to_colleagues_and_only_when_ticked(client, school):
    shown, hidden = make_person("shown", school), make_person("hidden", school)
    StaffProfile.objects.filter(user=shown).update(phone="0812345678", is_phone_shown=True)
    StaffProfile.objects.filter(user=hidden).update(phone="0899999999")
    client.force_login(hidden)

    assert "0812345678" in client.get(shown.get_absolute_url()).content.decode()
    assert "0899999999" not in client.get(hidden.get_absolute_url()).content.decode()


@pytest.mark.parametrize("phone", ("12345", "โทร 08", "08123456789", "๑๒๓"))
def test_a_wrong_phone_number_loses_nothing(client, school, phone):
    client.force_login(make_person("teacher", school))

    response = client.post(reverse("accounts:profile_edit"), {"phone": phone, "about": "สอนมา 20 ปี"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["phone"]
    assert "สอนมา 20 ปี" in response.content.decode()


def test_people_do_not_change_what_the_office_keeps(client, school, office):
    person = make_person("teacher", school)
    client.force_login(person)

    client.post(
        reverse("accounts:profile_edit"),
        {"organization": office.pk, "staff_kind": "education_admin", "position": "ครู", "is_staff": "1"},
    )

    profile = StaffProfile.objects.select_related("user").get(user=person)
    assert (profile.organization_id, profile.staff_kind, profile.position) == (school.pk, "", "ครู")
    assert profile.user.is_staff is False


def test_sign_in_is_limited_by_account(client, school):
    make_person("teacher", school)
    address = reverse("account_login")
    wrong = {"login": "teacher", "password": "wrong-word"}
    for _ in range(5):
        client.post(address, wrong)

    client.post(address, {"login": "teacher", "password": "secret-word"})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("login", ("teacher", "teacher@example.org", "TEACHER@example.org"))
def test_sign_in_by_user_name_or_mail(client, school, login):
    person = make_person("teacher", school)

    client.post(reverse("account_login"), {"login": login, "password": "secret-word"})

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    "target", ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x")
)
def test_sign_in_goes_to_no_other_site(client, school, target):
    make_person("teacher", school)

    address = f"{reverse('account_login')}?next={target}"
    response = client.post(address, {"login": "teacher", "password": "secret-word", "next": target})

    assert response["Location"] == "/"


def test_a_photo_is_written_anew_and_shown_to_colleagues(client, school, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = make_person("teacher", school)
    client.force_login(person)

    client.post(reverse("accounts:profile_edit"), {"photo": picture_file("ฉัน.jpg", size=(1200, 900))})

    response = client.get(reverse("accounts:person_photo", args=[person.pk]))
    assert response["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(response.getvalue())).size == (600, 450)


def test_what_is_no_photo_is_refused_and_nothing_is_lost(client, school):
    client.force_login(make_person("teacher", school))
    fake = SimpleUploadedFile("ฉัน.jpg", b"<script>alert(1)</script>")

    response = client.post(reverse("accounts:profile_edit"), {"photo": fake, "about": "สอนมา 20 ปี"})

    assert list(response.context["form"].errors) == ["photo"]
    assert "สอนมา 20 ปี" in response.content.decode()
