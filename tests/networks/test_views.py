"""Pages of school networks."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from networks.models import NetworkSchool, SchoolNetwork
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(office, school):
    made = SchoolNetwork.objects.create(name="กลุ่มเครือข่ายโรงเรียนน้ำยืน 1", organization=office)
    NetworkSchool.objects.create(network=made, school=school)
    return made


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_has_a_fixed_number_of_queries(client, office, count, django_assert_num_queries):
    for number in range(count):
        SchoolNetwork.objects.create(name=f"เครือข่าย {number}", organization=office)
    caches["pages"].clear()

    with django_assert_num_queries(2):
        client.get(reverse("networks:network_list"))


def test_a_network_shows_its_schools_and_their_public_knowledge(client, network, school, reviewer):
    writer = make_person("writer", school)
    published(writer, reviewer, title="เรื่องเปิดเผย", network=network)
    published(writer, reviewer, title="เรื่องภายใน", network=network, visibility="staff")

    page = client.get(network.get_absolute_url()).content.decode()

    assert school.name in page
    assert "เรื่องเปิดเผย" in page
    assert "เรื่องภายใน" not in page
