"""The list of units and the page of one: what is found, what is shown, to whom, in how many queries."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Organization
from accounts.models.organization import SIZE_CHOICES
from networks.models import NetworkSchool, SchoolNetwork
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db
LIST = "accounts:organization_list"


def make_school(parent, name, **fields):
    return Organization.objects.create(kind="school", name=name, parent=parent, **fields)


@pytest.fixture
def districts(office):
    """Two districts in the order of the office, not of the alphabet."""
    return [
        Organization.objects.create(kind="district", name=f"อำเภอ{name}", parent=office, position=number)
        for number, name in enumerate(("เดชอุดม", "นาจะหลวย"))
    ]


def found(client, **query):
    return [unit.name for unit in client.get(reverse(LIST), query).context["page"]]


@pytest.mark.parametrize(
    "words",
    (
        "หนองบัว",
        "หนอง บัว",
        "โรงเรียนหนองบัว",
        "โรงเรียนบ้านหนองบัว",
        "โรงเรียน บ้าน หนองบัว",
        "บ้านหนองบัว",
        "รร.บ้านหนองบัว",
        "รร. หนองบัว",
        "ร.ร.หนองบัว",
        "หนองบัว เดชอุดม",
        "หนองบัว อ.เดชอุดม",
        "หนองบัว เมืองเดช",
        "34050001",
        "๓๔๐๕๐๐๐๑",
        "3405 0001",
        "160271",
        "1034050001",
        "nong bua",
        "หนองบั้ว",
    ),
)
def test_a_school_is_found_as_people_ask_for_it(client, districts, words):
    make_school(
        districts[0],
        "โรงเรียนบ้านหนองบัว",
        name_en="Ban Nong Bua School",
        district=districts[0],
        subdistrict="เมืองเดช",
        smis_code="34050001",
        obec_code="160271",
        ministry_code="1034050001",
    )
    make_school(districts[1], "โรงเรียนบ้านโนนสูง", district=districts[1])

    assert found(client, q=words) == ["โรงเรียนบ้านหนองบัว"]


@pytest.mark.parametrize("words", ("!!!", "ไม่มี", "99999999", "รร"))
def test_what_no_unit_is_called_finds_nothing(client, school, words):
    assert found(client, q=words) == []


def test_the_word_school_alone_finds_the_schools(client, school, other_school):
    assert found(client, q="โรงเรียน") == [school.name, other_school.name]


def test_units_stand_in_the_order_of_the_office_and_schools_by_district_and_name(client, office, districts):
    Organization.objects.create(kind="group", name="กลุ่มนโยบายและแผน", parent=office, position=2)
    Organization.objects.create(kind="group", name="กลุ่มอำนวยการ", parent=office, position=1)
    for district, name in ((1, "กุดเรือ"), (0, "โนนค้อ"), (0, "แก้ง"), (0, "เกษม")):
        make_school(districts[district], f"โรงเรียนบ้าน{name}", district=districts[district])

    assert found(client) == [
        "สพป.อุบลราชธานี เขต 5",
        "กลุ่มอำนวยการ",
        "กลุ่มนโยบายและแผน",
        "อำเภอเดชอุดม",
        "อำเภอนาจะหลวย",
        "โรงเรียนบ้านเกษม",
        "โรงเรียนบ้านแก้ง",
        "โรงเรียนบ้านโนนค้อ",
        "โรงเรียนบ้านกุดเรือ",
    ]


def test_closed_units_are_left_out_counted_and_offered(client, office):
    make_school(office, "โรงเรียนบ้านเปิด")
    make_school(office, "โรงเรียนบ้านว่าง", status="empty")
    make_school(office, "โรงเรียนบ้านปิด", status="closed")

    response = client.get(reverse(LIST), {"kind": "school"})

    assert [unit.name for unit in response.context["page"]] == ["โรงเรียนบ้านเปิด", "โรงเรียนบ้านว่าง"]
    assert response.context["hidden"] == 1
    assert "?kind=school&amp;status=all" in response.content.decode()
    assert found(client, kind="school", status="closed") == ["โรงเรียนบ้านปิด"]
    assert len(found(client, kind="school", status="all")) == 3
    assert len(found(client, kind="school", status="wrong")) == 2


@pytest.mark.parametrize(
    "pupils, size", ((1, "small"), (120, "small"), (121, "medium"), (600, "medium"), (601, "large"))
)
def test_the_size_follows_from_the_pupils(client, office, pupils, size):
    school = make_school(office, "โรงเรียนบ้านหนองบัว", pupil_count=pupils)
    words = dict(SIZE_CHOICES)

    assert school.size == words[size]
    assert {one for one in words if found(client, size=one)} == {size}


def test_the_largest_and_the_uncounted(office):
    sizes = [make_school(office, "ก", pupil_count=count).size for count in (1500, 1501, 0, None)]

    assert [str(size) for size in sizes[2:]] == ["", ""]
    assert sizes[0] != sizes[1]


def test_filters_of_district_and_kind(client, office, districts):
    for district in districts:
        make_school(district, "โรงเรียนบ้านหนองบัว", district=district)

    page = client.get(reverse(LIST), {"district": districts[1].pk, "kind": "school"}).context["page"]

    assert [unit.district for unit in page] == [districts[1]]


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_has_a_fixed_number_of_queries(client, districts, count, django_assert_num_queries):
    for number in range(count):
        make_school(districts[0], f"โรงเรียนบ้าน {number}", district=districts[0])

    with django_assert_num_queries(5):
        client.get(reverse(LIST), {"q": "บ้าน"})


# --- the page of a unit -----------------------------------------------------------------------------------------------


def fill(office, school, reviewer, count):
    """Give the school so many people, articles, networks, branches and merged schools."""
    for number in range(count):
        person = make_person(f"teacher{number}", school)
        published(person, reviewer, title=f"เรื่อง {number}")
        network = SchoolNetwork.objects.create(name=f"เครือข่าย {number}", organization=office)
        NetworkSchool.objects.create(network=network, school=school)
        make_school(office, f"สาขา {number}", branch_of=school)
        make_school(office, f"เดิม {number}", status="merged", merged_into=school, ended_on=date(2026, 5, 16))
        Organization.objects.create(kind="group", name=f"กลุ่ม {number}", parent=school)


@pytest.mark.parametrize("count", (1, 3))
def test_the_page_has_a_fixed_number_of_queries_for_staff(
    client, office, school, reviewer, count, django_assert_num_queries
):
    fill(office, school, reviewer, count)
    client.force_login(reviewer)
    client.get(school.get_absolute_url())

    with django_assert_num_queries(19):
        client.get(school.get_absolute_url())


@pytest.mark.parametrize("count", (1, 3))
def test_the_page_has_a_fixed_number_of_queries_for_visitors(
    client, office, school, reviewer, count, django_assert_num_queries
):
    fill(office, school, reviewer, count)

    with django_assert_num_queries(14):
        client.get(school.get_absolute_url())
    with django_assert_num_queries(1):
        client.get(school.get_absolute_url())


def test_visitors_see_how_many_work_there_and_not_who(client, school, teacher, colleague):
    text = client.get(school.get_absolute_url()).content.decode()

    assert "สุดา" not in text
    client.force_login(teacher)
    assert "สุดา" in client.get(school.get_absolute_url()).content.decode()


def test_a_merged_school_leads_to_what_it_became(client, office, districts, school):
    district = districts[0]
    target = make_school(district, "โรงเรียนบ้านหนองบัว", district=district)
    Organization.objects.filter(pk=school.pk).update(
        status="merged", merged_into=target, ended_on=date(2026, 5, 16)
    )

    text = client.get(school.get_absolute_url()).content.decode()

    assert "16 พฤษภาคม 2569" in text
    assert f'<a href="{target.get_absolute_url()}">โรงเรียนบ้านหนองบัว (อ.เดชอุดม)</a>' in text


def test_a_district_shows_its_schools_and_apart_those_that_ended(client, office, districts):
    district = districts[0]
    make_school(office, "โรงเรียนบ้านในเขต", district=district)
    make_school(district, "โรงเรียนบ้านใต้", district=district)
    make_school(district, "โรงเรียนบ้านเก่า", district=district, status="closed")

    groups = client.get(district.get_absolute_url()).context["groups"]

    assert [(is_ended, [unit.name for unit in units]) for _kind, is_ended, units in groups] == [
        (False, ["โรงเรียนบ้านใต้", "โรงเรียนบ้านในเขต"]),
        (True, ["โรงเรียนบ้านเก่า"]),
    ]


def test_a_closed_unit_is_edited_and_opened_but_not_closed_again(client, school):
    Organization.objects.filter(pk=school.pk).update(status="closed", end_reason="ประกาศ สพฐ.")
    client.force_login(make_person("root", school, is_superuser=True))

    text = client.get(school.get_absolute_url()).content.decode()

    assert "ประกาศ สพฐ." in text
    assert reverse("accounts:organization_reopen", args=[school.pk]) in text
    assert reverse("accounts:organization_close", args=[school.pk]) not in text
