"""The first list of schools brings its districts along; a later one that names an unknown district is wrong."""

import pytest
from django.urls import reverse

from accounts.models import Organization
from tests.accounts.lists import UNITS, administrator, codes, received, written  # noqa: F401

pytestmark = pytest.mark.django_db
HEADINGS = ["รหัส SMIS", "ชื่อโรงเรียน", "อำเภอ"]
ROWS = [
    ["34050001", "โรงเรียนบ้านหนึ่ง", "น้ำยืน"],
    ["34050002", "โรงเรียนบ้านหนึ่ง", "อ.เดชอุดม"],
    ["34050003", "โรงเรียนบ้านสาม", "อำเภอน้ำยืน"],
    ["3405004", "โรงเรียนบ้านสี่", "นาจะหลวย"],  # wrong: its district does not come along
]


def districts():
    return set(Organization.objects.filter(kind="district").values_list("name", flat=True))


@pytest.mark.parametrize("size", (1, 200))
def test_the_first_list_brings_its_districts(office, administrator, size):  # noqa: F811
    one = received(office, administrator, ROWS, HEADINGS, UNITS)
    before = districts()
    written(one, administrator, size=size)

    assert before == set()
    assert codes(one) == {5: ["short_code"]}
    assert districts() == {"อำเภอน้ำยืน", "อำเภอเดชอุดม"}
    placed = Organization.objects.schools().order_by("smis_code").values_list("smis_code", "district__name")
    assert list(placed) == [
        ("34050001", "อำเภอน้ำยืน"),
        ("34050002", "อำเภอเดชอุดม"),
        ("34050003", "อำเภอน้ำยืน"),
    ]


def test_the_dry_run_names_them(client, office, administrator):  # noqa: F811
    one = received(office, administrator, ROWS, HEADINGS, UNITS)
    client.force_login(administrator)

    page = client.get(reverse("accounts:import_detail", args=[one.pk])).content.decode()

    assert "อำเภอน้ำยืน, อำเภอเดชอุดม" in page
    assert "อำเภอนาจะหลวย" not in page


def test_a_later_list_names_districts_there_are(office, administrator):  # noqa: F811
    written(received(office, administrator, ROWS, HEADINGS, UNITS), administrator)

    later = received(office, administrator, [["34050009", "โรงเรียนบ้านเก้า", "เดชอุดน"]], HEADINGS, UNITS)

    assert codes(later) == {2: ["district_unknown"]}
