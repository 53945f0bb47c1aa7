"""Coming in: prepared accounts, one-time codes, opening an account with one."""

import pytest

from accounts.models import SiteState, StaffProfile, User
from accounts.services import NewPerson, create_people, create_person, propose_username
from kmc.lib.names import holds_citizen_number, split_name, split_prefix, without_citizen_numbers
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text, parts",
    (
        ("นายสมชาย  ใจดี", ("นาย", "สมชาย", "ใจดี")),
        ("น.ส. สุดา แสงทอง", ("นางสาว", "สุดา", "แสงทอง")),
        ("นางสาวสุดา แสงทอง", ("นางสาว", "สุดา", "แสงทอง")),
        ("ว่าที่ ร.ต.วิชัย ศรีสุข", ("ว่าที่ร้อยตรี", "วิชัย", "ศรีสุข")),
        ("ว่าที่ร้อยตรีหญิงมานี มีนา", ("ว่าที่ร้อยตรีหญิง", "มานี", "มีนา")),
        ("ส.อ.ปิติ ชูใจ", ("สิบเอก", "ปิติ", "ชูใจ")),
        ("ว่าที่ร้อยตรี ดร.ปิติ ณ อยุธยา", ("ว่าที่ร้อยตรีดร.", "ปิติ", "ณ อยุธยา")),
        ("พระสมชาย สุธมฺโม", ("พระ", "สมชาย", "สุธมฺโม")),
        ("นายิกา ทองดี", ("", "นายิกา", "ทองดี")),
        ("Miss Ann Lee", ("Miss", "Ann", "Lee")),
        ("Missy Lee", ("", "Missy", "Lee")),
        ("สมชาย", ("", "สมชาย", "")),
    ),
)
def test_a_prefix_written_with_the_name_is_split(text, parts):
    assert split_name(text) == parts


def test_a_prefix_alone_leaves_nothing():
    assert split_prefix("นางสาว") == ("นางสาว", "")


@pytest.mark.parametrize(
    "text", ("1349900123456", "1-3499-00123-45-6", "๑๓๔๙๙๐๐๑๒๓๔๕๖", "1 3499 00123 45 6", "ก 1349900123456 08")
)
def test_a_citizen_number_is_known_in_any_spelling(text):
    assert holds_citizen_number(text)
    assert not holds_citizen_number(without_citizen_numbers(text))


@pytest.mark.parametrize("text", ("0812345678", "34010001", "12345678901234", "สมชาย ใจดี"))
def test_other_numbers_are_none(text):
    assert not holds_citizen_number(text)


@pytest.mark.parametrize(
    "given, family, email, proposed",
    (
        ("สมชาย", "ใจดี", "Somchai.J@school.ac.th", "somchai.j"),
        ("Ann", "Lee", "", "ann.lee"),
        ("สมชาย", "ใจดี", "", "34010001-1"),
        ("สมชาย", "ใจดี", "1349900123456@gmail.com", "34010001-1"),
        ("สมชาย", "ใจดี", "ก@school.ac.th", "34010001-1"),
        ("สมชาย", "ใจดี", "teacher@school.ac.th", "teacher-2"),
    ),
)
def test_a_user_name_is_proposed(school, given, family, email, proposed):
    school.smis_code = "34010001"
    make_person("Teacher", school)

    name = propose_username(organization=school, given_name=given, family_name=family, email=email)

    assert name == proposed


def test_a_new_account_cannot_be_used_yet(school):
    before = SiteState.objects.current_version()

    person = create_person(
        by=None, organization=school, given_name="สมชาย ", family_name=" ใจดี", prefix="นาย", position="ครู"
    )

    stored = User.objects.with_profile().get(pk=person.pk)
    assert (stored.is_active, stored.closed_because, stored.has_usable_password()) == (
        False,
        "invited",
        False,
    )
    assert (stored.profile.formal_name, stored.profile.position) == ("นายสมชาย ใจดี", "ครู")
    assert stored.sort_key
    assert SiteState.objects.current_version() > before


def test_many_accounts_come_in_with_few_queries(school, django_assert_max_num_queries):
    people = [NewPerson(organization=school, given_name=f"ครู{n}", family_name="ใจดี") for n in range(300)]

    with django_assert_max_num_queries(16):
        users = create_people(by=None, people=people)

    assert len({user.username for user in users}) == 300
    assert StaffProfile.objects.filter(organization=school).count() == 300
